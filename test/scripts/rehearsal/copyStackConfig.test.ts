import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { copyStackConfig } from "../../../scripts/lib/rehearsal/copyStackConfig.ts";
import { readStackConfig } from "../../../scripts/lib/stack/readStackConfig.ts";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

describe("copyStackConfig", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  it("keeps everything of a config without secrets, and reads the hosts and the region from it", async () => {
    const copy = await copyStackConfig("dev");
    assert.deepEqual(parse(copy.text), parse(await readFile(inProject("Pulumi.dev.yaml"), "utf8")));
    const { oktaOrgName, oktaBaseUrl, awsRegion } = copy;
    assert.deepEqual(
      { oktaOrgName, oktaBaseUrl, awsRegion },
      { oktaOrgName: "acme-dev", oktaBaseUrl: "okta.com", awsRegion: "eu-central-1" },
    );
  });

  it("takes out what only the stack's own backend understands, and what authenticates its providers", async () => {
    const file = await folder.write(
      "Pulumi.prod.yaml",
      `secretsprovider: awskms://alias/pulumi
encryptedkey: AQICAHh
encryptionsalt: v1:abc
environment: [shared/okta]
config:
  aws:region: eu-west-1
  aws:profile: production
  identitycenter:profile: production
  okta:orgName: acme
  okta:apiToken:
    secure: v1:q3zqzGBpv3rQzXqM:Pm0Jh3kQ5n0=
  other:list:
    - name: one
      password:
        secure: AAABAJ8xyz
    - secure: AAABAJ8abc
    - plain
`,
    );
    const before = await readFile(file, "utf8");
    const copy = await copyStackConfig("prod", file);
    assert.deepEqual(parse(copy.text), {
      config: {
        "aws:region": "eu-west-1",
        "okta:orgName": "acme",
        "other:list": [
          { name: "one", password: "placeholder-of-a-secret-in-the-config" },
          "placeholder-of-a-secret-in-the-config",
          "plain",
        ],
      },
    });
    assert.equal(copy.oktaBaseUrl, undefined);
    assert.equal(await readFile(file, "utf8"), before);
  });

  it("leaves a setting alone that is only named secure", async () => {
    const file = await folder.write(
      "Pulumi.x.yaml",
      "config:\n  a:b: { secure: x, other: y }\n  a:secure: z\n  a:c: { secure: { d: 1 } }\n",
    );
    assert.deepEqual(parse((await copyStackConfig("x", file)).text), {
      config: { "a:b": { secure: "x", other: "y" }, "a:secure": "z", "a:c": { secure: { d: 1 } } },
    });
  });

  it("takes out credentials of applications: the sandbox's are taken anew", async () => {
    const file = await folder.write(
      "Pulumi.y.yaml",
      "config:\n  aws:region: eu-west-1\n  crosstrust:clientCredentials:\n    secure: v1:q3zqzGBpv3rQzXqM:Pm0Jh3kQ5n0=\n",
    );
    assert.deepEqual(parse((await copyStackConfig("y", file)).text), { config: { "aws:region": "eu-west-1" } });
  });

  it("keeps the file of defaults, whose path means the project wherever the copy stands", async () => {
    const file = await folder.write("Pulumi.staging.yaml", (await copyStackConfig("staging")).text);
    assert.deepEqual(await readStackConfig("staging", file), await readStackConfig("staging"));
  });
});
