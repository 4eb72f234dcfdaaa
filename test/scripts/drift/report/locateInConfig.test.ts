import assert from "node:assert/strict";
import { locateInConfig } from "../../../../scripts/lib/drift/report/locateInConfig.ts";
import { copyStackConfig } from "../../../../scripts/lib/rehearsal/copyStackConfig.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

describe("locateInConfig", () => {
  it("names the file where a setting stands, the stack's own or its defaults, by the path in the project", async () => {
    const folder = await temporaryFolder();
    try {
      const copy = await folder.write("Pulumi.staging.yaml", (await copyStackConfig("staging")).text);
      for (const configFile of [undefined, copy]) {
        const locate = await locateInConfig({ name: "staging", configFile });
        const uri = (...path: string[]): string => locate(["crosstrust:issuers", "okta", ...path]).uri;
        assert.deepEqual(
          [uri("audience"), uri("scopes", "keys.read"), locate([]).uri],
          ["Pulumi.staging.yaml", "environments/defaults.yaml", "Pulumi.staging.yaml"],
        );
      }
      const { line } = (await locateInConfig({ name: "staging", configFile: undefined }))([]);
      assert.equal(line, 1);
    } finally {
      await folder.remove();
    }
  });
});
