import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { after, before, describe, it } from "mocha";
import { readSealingKey, seal, unseal } from "../../../scripts/lib/sealed/seal.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporaryFolder.ts";

const pem = (key: KeyObject): string =>
  key.export(key.type === "private" ? { type: "pkcs8", format: "pem" } : { type: "spki", format: "pem" }) as string;

describe("seal", () => {
  let folder: TemporaryFolder;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => folder.remove());

  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-384" });

  it("seals for several readers, each of whom can open it, by PEM and by JWK", async () => {
    const publicPem = await folder.write("rsa.pub", pem(rsa.publicKey));
    const publicJwk = await folder.write("ec.pub", JSON.stringify(ec.publicKey.export({ format: "jwk" })));
    const keys = await Promise.all([publicPem, publicJwk].map(readSealingKey));
    const sealed = await seal({ passwords: { dan: "s3cret-of-dan" } }, keys);
    assert.equal(JSON.stringify(sealed).includes("s3cret"), false);
    assert.deepEqual(
      keys.map(({ algorithm }) => algorithm),
      ["RSA-OAEP-256", "ECDH-ES+A256KW"],
    );
    const file = await folder.write("sealed.json", JSON.stringify(sealed));
    for (const [name, key] of [
      ["rsa.key", pem(rsa.privateKey)],
      ["ec.key", JSON.stringify(ec.privateKey.export({ format: "jwk" }))],
    ] as const) {
      assert.deepEqual(await unseal(file, await folder.write(name, key)), { passwords: { dan: "s3cret-of-dan" } });
    }
  });

  it("opens nothing for another key, and nothing that was changed", async () => {
    const keys = [await readSealingKey(await folder.write("rsa.pub", pem(rsa.publicKey)))];
    const sealed = await seal({ passwords: {} }, keys);
    const file = await folder.write("sealed.json", JSON.stringify(sealed));
    const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await assert.rejects(unseal(file, await folder.write("other.key", pem(stranger.privateKey))), { code: "USAGE" });
    const changed = { ...sealed, ciphertext: `A${sealed.ciphertext.slice(1)}`, tag: sealed.tag };
    changed.ciphertext = sealed.ciphertext.startsWith("A") ? `B${sealed.ciphertext.slice(1)}` : changed.ciphertext;
    const forged = await folder.write("changed.json", JSON.stringify(changed));
    await assert.rejects(unseal(forged, await folder.write("rsa.key", pem(rsa.privateKey))), { code: "USAGE" });
    await assert.rejects(unseal(await folder.write("no.json", "{}"), forged), { message: "This is no sealed file." });
  });

  for (const [what, text, message] of [
    ["a private key", pem(rsa.privateKey), "This is a private key; sealing takes the public one."],
    [
      "a private JWK",
      JSON.stringify(ec.privateKey.export({ format: "jwk" })),
      "This is a private key; sealing takes the public one.",
    ],
    [
      "a weak key",
      pem(generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey),
      "This key cannot be sealed for.",
    ],
    ["a key that only signs", pem(generateKeyPairSync("ed25519").publicKey), "This key cannot be sealed for."],
    ["no key", "hello", "The file holds no key that can be used."],
  ] as const) {
    it(`refuses ${what} and shows nothing of it`, async () => {
      const file = await folder.write("key", text);
      await assert.rejects(readSealingKey(file), { code: "USAGE", message, where: file });
    });
  }
});
