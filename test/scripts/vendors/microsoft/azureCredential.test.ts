import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { azureCredential } from "../../../../scripts/lib/vendors/microsoft/azureCredential.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const tenant = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
const kind = (environment: Readonly<Record<string, string>>): string =>
  azureCredential(tenant, environment).constructor.name;

describe("azureCredential", () => {
  const client = { ARM_CLIENT_ID: "app" };
  for (const [environment, expected] of [
    [{ ...client, ARM_CLIENT_SECRET: "s" }, "ClientSecretCredential"],
    [{ ...client, ARM_CLIENT_CERTIFICATE_PATH: "/c.pfx" }, "ClientCertificateCredential"],
    [{ ...client, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "t" }, "ClientAssertionCredential"],
    [{ ...client, ARM_USE_OIDC: "true", ARM_CLIENT_SECRET: "s", ARM_OIDC_TOKEN: "t" }, "ClientAssertionCredential"],
    [{ ...client, ARM_USE_OIDC: "1", ARM_OIDC_TOKEN: "t" }, "ClientAssertionCredential"],
    [{ ARM_USE_MSI: "true" }, "ManagedIdentityCredential"],
    [{}, "AzureCliCredential"],
    [{ ARM_CLIENT_SECRET: "", ARM_USE_OIDC: "false" }, "AzureCliCredential"],
  ] as const) {
    it(`makes a ${expected} of ${JSON.stringify(Object.keys(environment))}`, () => {
      assert.equal(kind(environment), expected);
    });
  }

  it("reads id and secret from the files that the variables name, and refuses what cannot be read", async () => {
    const folder = await temporaryFolder();
    try {
      const ARM_CLIENT_ID_FILE_PATH = await folder.write("id", "app\n");
      const ARM_CLIENT_SECRET_FILE_PATH = await folder.write("secret", "s3cr3t\n");
      assert.equal(kind({ ARM_CLIENT_ID_FILE_PATH, ARM_CLIENT_SECRET_FILE_PATH }), "ClientSecretCredential");
      const missing = { ...client, ARM_CLIENT_SECRET_FILE_PATH: `${folder.path}/gone` };
      assert.throws(() => kind(missing), { code: "USAGE", where: `${folder.path}/gone` });
    } finally {
      await folder.remove();
    }
  });

  it("refuses a secret without a client id, and OIDC without a token", () => {
    assert.throws(() => kind({ ARM_CLIENT_SECRET: "s" }), { code: "USAGE", where: "ARM_CLIENT_ID" });
    assert.throws(() => kind({ ...client, ARM_USE_OIDC: "true" }), { code: "USAGE", where: "ARM_USE_OIDC" });
  });
});
