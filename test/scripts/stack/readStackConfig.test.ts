import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import { readStackConfig } from "../../../scripts/lib/stack/readStackConfig.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

const sound = `config:
  crosstrust:issuers:
    okta:
      kind: okta
      audience: https://api.acme.example
      scopes:
        keys.read: {}
      clients:
        reader: { scopes: [keys.read] }
  crosstrust:apis:
    inventory:
      routes:
        GET /keys: { issuer: okta, scopes: [keys.read], lambda: inventory }
`;

describe("readStackConfig", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  async function refusal(text: string): Promise<CrosstrustError & { readonly file: string }> {
    const file = await folder.write("Pulumi.test.yaml", text);
    const error: unknown = await readStackConfig("test", file).then(
      () => assert.fail("the config was accepted"),
      (refused: unknown) => refused,
    );
    assert.ok(error instanceof CrosstrustError, String(error));
    return Object.assign(error, { file });
  }

  it("reads the project's own dev stack", async () => {
    const { model } = await readStackConfig("dev");
    assert.ok("okta" in model.issuers);
  });

  it("reads the file that is given instead of the stack's own", async () => {
    const { model } = await readStackConfig("nowhere", await folder.write("other.yaml", sound));
    assert.deepEqual(Object.keys(model.apis), ["inventory"]);
  });

  it("says where a text is no YAML", async () => {
    const error = await refusal("config:\n  crosstrust:issuers: {\n");
    assert.equal(error.code, "STACK_CONFIG_UNREADABLE");
    assert.equal(error.where, `${error.file}:3:1`);
  });

  it("refuses a key that stands there twice", async () => {
    const error = await refusal(`${sound}  crosstrust:apis: {}\n`);
    assert.equal(error.code, "STACK_CONFIG_UNREADABLE");
    assert.equal(error.where, `${error.file}:14:3`);
  });

  it("refuses a file that holds no mapping", async () => {
    for (const text of ["- a\n", "config: [a]\n"]) assert.equal((await refusal(text)).code, "STACK_CONFIG_UNREADABLE");
  });

  it("names the files that there are for an unknown stack, and none of a folder above", async () => {
    await assert.rejects(readStackConfig("nowhere"), {
      code: "STACK_UNKNOWN",
      where: "Pulumi.nowhere.yaml",
      expected: "one of: dev, production, staging",
    });
  });

  it("says that a file which was named is not there, and blames no stack", async () => {
    const file = join(folder.path, "nowhere.yaml");
    await assert.rejects(readStackConfig("dev", file), (error: CrosstrustError) => {
      assert.deepEqual(
        [error.code, error.message, error.where, error.expected],
        ["STACK_CONFIG_UNREADABLE", "The stack's config cannot be read (ENOENT).", file, undefined],
      );
      return true;
    });
  });

  it("tells each fault with file, line and column", async () => {
    const error = await refusal(
      sound
        .replace("      audience: https://api.acme.example\n", "")
        .replace("issuer: okta, scopes", "issuer: octa, scopes"),
    );
    assert.equal(error.code, "SETTINGS_INVALID");
    assert.ok(error.message.startsWith("The config has 2 faults:"), error.message);
    // What is missing is told where it belongs: at the issuer.
    assert.ok(error.message.includes(`crosstrust:issuers.okta.audience (${error.file}:3:5)`), error.message);
    assert.ok(
      error.message.includes(`crosstrust:apis.inventory.routes["GET /keys"].issuer (${error.file}:12:22)`),
      error.message,
    );
  });

  it("finds the place of an item of a list", async () => {
    const listed = await refusal(
      sound.replace("reader: { scopes: [keys.read] }", "reader: { scopes: [keys.read, keys.raed] }"),
    );
    assert.ok(
      listed.message.includes(`crosstrust:issuers.okta.clients.reader.scopes[1] (${listed.file}:9:39)`),
      listed.message,
    );
  });

  it("refuses an encrypted setting beside the other faults, and repeats no ciphertext", async () => {
    const error = await refusal(
      sound
        .replace("kind: okta", "kind: okta\n      description: { secure: v1:q3zqzGBpv3rQzXqM:Pm0Jh3kQ5n0= }")
        .replace("issuer: okta, scopes", "issuer: octa, scopes"),
    );
    assert.ok(error.message.startsWith("The config has 2 faults:"), error.message);
    assert.ok(error.message.includes(`crosstrust:issuers.okta.description (${error.file}:5:7)`), error.message);
    assert.doesNotMatch(error.message, /Pm0Jh3kQ5n0/);
  });

  it("leaves encrypted values of other packages to them", async () => {
    const text = `${sound}  okta:apiToken:\n    secure: v1:q3zqzGBpv3rQzXqM:Pm0Jh3kQ5n0=\n`;
    const { model } = await readStackConfig("test", await folder.write("Pulumi.test.yaml", text));
    assert.deepEqual(Object.keys(model.issuers), ["okta"]);
  });

  it("only reads", async () => {
    const before = await readFile(inProject("Pulumi.dev.yaml"), "utf8");
    await readStackConfig("dev");
    assert.equal(await readFile(inProject("Pulumi.dev.yaml"), "utf8"), before);
  });

  it("leaves the credentials of applications alone where they are encrypted, and refuses them in plain text", async () => {
    const encrypted = `${sound}  crosstrust:clientCredentials:\n    secure: v1:q3zqzGBpv3rQzXqM:Pm0Jh3kQ5n0=\n`;
    const { model } = await readStackConfig("test", await folder.write("Pulumi.test.yaml", encrypted));
    assert.deepEqual(Object.keys(model.issuers), ["okta"]);
    const plain = `${sound}  crosstrust:clientCredentials: { okta/reader: { clientId: id, clientSecret: hush } }\n`;
    const error = await refusal(plain);
    assert.match(error.message, /crosstrust:clientCredentials.*\n {2}It stands there in plain text/);
    assert.doesNotMatch(error.message, /hush/);
  });
});
