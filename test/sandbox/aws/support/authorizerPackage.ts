import type { asset } from "@pulumi/pulumi";
import { strFromU8, unzipSync } from "fflate";
import type { AccessTable } from "../../../../components/aws/authorizer/decideAccess.mjs";
import { authorizerArchive } from "../../../../components/aws/authorizerArchive.ts";
import { Archive, Asset } from "../../../../providers/lib/PropertyValue.ts";
import { zipArchive } from "../../../../sandbox/plugins/aws/zipArchive.ts";
import { zip } from "./zip.ts";

/** The Lambda authorizer's deployment package, as the component declares it and the plugin packs it. */
export async function authorizerPackage(table: AccessTable, more: Record<string, string> = {}): Promise<Uint8Array> {
  const packed = await zipArchive(await readArchive(authorizerArchive(table)));
  if (Object.keys(more).length === 0) return packed;
  const files = Object.entries(unzipSync(packed)).map(([path, content]) => [path, strFromU8(content)] as const);
  return zip({ ...Object.fromEntries(files), ...more });
}

/** As much of Pulumi's assets and archives as is read here. */
interface Member {
  readonly text?: Promise<string>;
  readonly path?: Promise<string>;
}

async function readArchive(archive: asset.AssetArchive): Promise<Archive> {
  const members = Object.entries((await archive.assets) as Record<string, Member>).map(async ([name, member]) => {
    const [text, path = ""] = await Promise.all([member.text, member.path]);
    if (text !== undefined) return [name, new Asset({ text })] as const;
    return [name, "__pulumiArchive" in member ? new Archive({ path }) : new Asset({ path })] as const;
  });
  return new Archive({ assets: Object.fromEntries(await Promise.all(members)) });
}
