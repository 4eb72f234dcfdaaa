import assert from "node:assert/strict";
import { connect } from "../../../providers/identitycenter/connect.ts";
import { MissingConfigError } from "../../../providers/lib/ProviderDefinition.ts";

const patience = { signal: new AbortController().signal };

describe("The identitycenter provider's connection", () => {
  it("takes the region from the configuration, or from the environment as the AWS provider does", () => {
    const environment = { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-2" };
    assert.equal(connect({ region: "eu-central-1" }, environment, patience).region, "eu-central-1");
    assert.equal(connect({ region: "" }, environment, patience).region, "eu-west-1");
    assert.equal(connect({}, { AWS_DEFAULT_REGION: "eu-west-2" }, patience).region, "eu-west-2");
  });

  it("needs no region where every resource names one, and says what is missing where one is needed", () => {
    const client = connect({}, {}, patience);
    assert.throws(() => client.region, {
      message:
        "missing configuration: identitycenter:region (where Identity Center is, such as eu-central-1; or AWS_REGION)",
    });
  });

  it("refuses half a key, and keys beside a profile", () => {
    const missing = (config: Record<string, string>): readonly string[] => {
      try {
        connect(config, {}, patience);
      } catch (error) {
        if (error instanceof MissingConfigError) return error.missing.map(({ name }) => name);
      }
      return [];
    };
    assert.deepEqual(missing({ accessKey: "AKIA" }), ["identitycenter:secretKey"]);
    assert.deepEqual(missing({ secretKey: "s" }), ["identitycenter:accessKey"]);
    assert.deepEqual(missing({ token: "t" }), ["identitycenter:accessKey", "identitycenter:secretKey"]);
    assert.throws(() => connect({ accessKey: "AKIA", secretKey: "s", profile: "dev" }, {}, patience), {
      code: "USAGE",
      message: /given twice/,
    });
  });
});
