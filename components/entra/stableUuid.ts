import { createHash } from "node:crypto";

/** A random UUID of this project's own, under which it makes names into UUIDs. */
const namespace = "3d0b6f5e-6c0f-4a27-9b4b-1f2f0a4f4f9c";

/**
 * The UUID of a name: the same name gives the same one, so that a preview shows what an update will do (RFC 9562,
 * version 5).
 */
export function stableUuid(...name: readonly string[]): string {
  const digest = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(JSON.stringify(name))
    .digest()
    .subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x50, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return digest.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
