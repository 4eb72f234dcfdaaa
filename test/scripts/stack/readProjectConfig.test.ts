import assert from "node:assert/strict";
import { readProjectConfig } from "../../../scripts/lib/stack/readProjectConfig.ts";
import { readProviderConfig } from "../../../scripts/lib/stack/readProviderConfig.ts";
import { readStackConfig } from "../../../scripts/lib/stack/readStackConfig.ts";
import { projectRoot } from "../../../scripts/lib/projectRoot.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

describe("what the project's file gives to all stacks", () => {
  let folder: TemporaryFolder;

  before(async () => {
    folder = await temporaryFolder();
  });

  after(async () => folder.remove());

  it("is nothing in this project, and nothing where there is no such file", async () => {
    const own = await readProjectConfig(projectRoot);
    assert.deepEqual(new Set(Object.values(own).map((value) => JSON.stringify(value))), new Set(["{}"]));
    assert.deepEqual(await readProjectConfig("/nowhere"), {});
  });

  it("counts for the providers where the stack's file is silent, before the environment", async () => {
    const tenant = "okta:orgName: { value: shared }, azuread:tenantId: { default: theirs }, aws:region: eu-west-1";
    await folder.write("Pulumi.yaml", `config: { ${tenant} }`);
    const file = await folder.write("Pulumi.dev.yaml", "config: { aws:region: eu-central-1 }");
    const environment = { ARM_TENANT_ID: "another", OKTA_ORG_NAME: "another", AWS_REGION: "us-east-1" };
    assert.deepEqual(await readProviderConfig("dev", file, environment, folder.path), {
      tenantId: "theirs",
      oktaHost: "shared.okta.com",
      jumpCloudRegion: undefined,
      awsRegion: "eu-central-1",
    });
  });

  it("takes the region of the environment as the program does", async () => {
    const file = await folder.write("Pulumi.none.yaml", "config: {}");
    const regionIn = async (environment: Record<string, string>) =>
      (await readProviderConfig("dev", file, environment)).awsRegion;
    assert.equal(await regionIn({ AWS_DEFAULT_REGION: "eu-west-2" }), "eu-west-2");
    assert.equal(await regionIn({ AWS_DEFAULT_REGION: "eu-west-2", AWS_REGION: "eu-west-3" }), "eu-west-3");
  });

  it("cannot be settings, which would be deployed and told of by nobody", async () => {
    await folder.write("Pulumi.yaml", "config: { crosstrust:relyingParties: { type: object, default: { evil: {} } } }");
    const file = await folder.write("Pulumi.dev.yaml", "config: {}");
    await assert.rejects(readStackConfig("dev", file, folder.path), {
      code: "SETTINGS_INVALID",
      where: `${folder.path}/Pulumi.yaml, crosstrust:relyingParties`,
    });
  });
});
