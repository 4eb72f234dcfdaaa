import assert from "node:assert/strict";
import { createPrivateKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { clientEnvironment, foreignVariables } from "../../../sandbox/clientEnvironment.ts";
import { createCredentials, withServiceApp } from "../../../sandbox/createCredentials.ts";
import { createOktaVendor } from "../../../sandbox/okta/createOktaVendor.ts";
import { startSandbox } from "../../../sandbox/startSandbox.ts";
import { temporaryFolder } from "../../scripts/support/temporaryFolder.ts";

const told = { proxyUrl: "http://127.0.0.1:1", caFile: "/ca.pem", oktaOrgName: "acme-dev", oktaBaseUrl: "okta.com" };

describe("the service app that a sandbox hands out", () => {
  it("has a key of RSA's, and is made once", async () => {
    const made = await withServiceApp(createCredentials());
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(made.oktaServiceApp?.privateKey ?? "");
    assert.deepEqual([asymmetricKeyType, asymmetricKeyDetails?.modulusLength], ["rsa", 2048]);
    assert.match(made.oktaServiceApp?.clientId ?? "", /^0oa[A-Za-z0-9]{17}$/);
    assert.equal(await withServiceApp(made), made);
  });

  it("is in the client environment only where its scopes are given, and then without the API token", async () => {
    const credentials = await withServiceApp(createCredentials());
    const options = { ...told, credentials, awsRegion: "eu-central-1", directories: [] };
    const names = (environment: object) => Object.keys(environment).filter((name) => name.startsWith("OKTA_API_"));
    assert.deepEqual(names(clientEnvironment(options)), ["OKTA_API_TOKEN"]);
    const scoped = clientEnvironment({ ...options, oktaScopes: ["okta.apps.read", "okta.groups.read"] });
    assert.deepEqual(names(scoped), [
      "OKTA_API_CLIENT_ID",
      "OKTA_API_PRIVATE_KEY",
      "OKTA_API_PRIVATE_KEY_ID",
      "OKTA_API_SCOPES",
    ]);
    assert.equal(scoped["OKTA_API_SCOPES"], "okta.apps.read,okta.groups.read");
    assert.ok(foreignVariables.includes("OKTA_API_CLIENT_ID"), "a user's own one never gets in the way");
  });

  it("is the same after a restart", async () => {
    const folder = await temporaryFolder();
    try {
      const stateFile = `${folder.path}/state.json`;
      const options = { stateFile, vendors: { okta: createOktaVendor }, operator: { okta: { scopes: [] } } };
      const first = await startSandbox(options);
      await first.close();
      assert.ok((await readFile(stateFile, "utf8")).includes(first.credentials.oktaServiceApp?.keyId ?? "none"));
      const second = await startSandbox(options);
      await second.close();
      assert.deepEqual(second.credentials.oktaServiceApp, first.credentials.oktaServiceApp);
    } finally {
      await folder.remove();
    }
  });
});
