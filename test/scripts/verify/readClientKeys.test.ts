import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readClientKeys } from "../../../scripts/lib/verify/readClientKeys.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import type { TemporaryFolder } from "../support/temporaryFolder.ts";
import { changed, deploy } from "./support/deployedTrust.ts";

const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwk = { ...own.publicKey.export({ format: "jwk" }), kid: "robot-1" };

function model(): TrustModel {
  const robot = { scopes: ["keys.read"], authentication: "private_key_jwt", jwks: [jwk] };
  return deploy(changed(({ issuers }) => void (issuers["main"]!.clients["robot"] = robot))).model;
}

describe("readClientKeys", () => {
  let folder: TemporaryFolder;
  before(async () => void (folder = await temporaryFolder()));
  after(async () => folder.remove());

  const faultsOf = async (options: readonly string[]): Promise<CrosstrustError> => {
    const error: unknown = await readClientKeys(options, model()).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof CrosstrustError);
    assert.equal(error.code, "USAGE");
    return error;
  };

  const forms = {
    "PKCS #8": own.privateKey.export({ type: "pkcs8", format: "pem" }),
    "PKCS #1": own.privateKey.export({ type: "pkcs1", format: "pem" }),
    "a JSON Web Key": JSON.stringify(own.privateKey.export({ format: "jwk" })),
  };
  for (const [form, text] of Object.entries(forms)) {
    it(`reads ${form}, and takes the key id from the declared public key`, async () => {
      const file = await folder.write("key", String(text));
      const keys = await readClientKeys([`main/robot=${file}`], model());
      const key = keys.get("main/robot");
      assert.ok(key !== undefined && "kid" in key);
      assert.equal(key.kid, "robot-1");
    });
  }

  it("refuses a key that is not the client's", async () => {
    const file = await folder.write("other", String(other.privateKey.export({ type: "pkcs8", format: "pem" })));
    const error = await faultsOf([`main/robot=${file}`]);
    assert.equal(error.message, `the key in ${file} is none of the public keys declared for main/robot`);
  });

  it("tells all faults at once, and never what stands in a file", async () => {
    const garbage = await folder.write("garbage", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
    const error = await faultsOf([
      "main/robot",
      "main/reader=x",
      "nobody/robot=x",
      `main/robot=${garbage}`,
      "main/robot=/nowhere",
    ]);
    assert.deepEqual(error.message.split("\n"), [
      "--client-key main/robot is not of the form ISSUER/CLIENT=FILE.",
      "main/reader authenticates with client_secret_basic, not with a key.",
      "nobody/robot is no client of this stack.",
      `${garbage} holds no private key that can be read`,
      "the client key file /nowhere cannot be read",
    ]);
    assert.equal(error.expected, "main/robot=FILE");
  });
});
