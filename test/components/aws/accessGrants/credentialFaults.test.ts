import assert from "node:assert/strict";
import { credentialFaults } from "../../../../components/aws/accessGrants/credentialFaults.ts";
import { accessGrantsModel } from "../../../trust/accessGrantsFixture.ts";

const model = accessGrantsModel();

function faults(config: Record<string, string>, environment: Record<string, string> = {}) {
  return credentialFaults(model, { config: { "aws:region": "eu-central-1", ...config }, environment });
}

describe("credentialFaults of S3 Access Grants", () => {
  for (const [key, value] of [
    ["aws:profile", "production"],
    ["aws:accessKey", "AKIAIOSFODNN7EXAMPLE"],
    ["aws:assumeRoles", '[{"roleArn":"arn:aws:iam::111122223333:role/deploy"}]'],
    ["aws:assumeRoleWithWebIdentity", '{"roleArn":"arn:aws:iam::111122223333:role/deploy"}'],
    ["aws:sharedConfigFiles", '["/etc/aws/config"]'],
    ["aws:sharedCredentialsFiles", '["/etc/aws/credentials"]'],
  ] as const) {
    it(`has ${key} said to the other provider too, without a word of its value`, () => {
      const [fault, ...more] = faults({ [key]: value });
      assert.deepEqual([fault?.path, more], [[key], []]);
      assert.match(fault!.expected!, /identitycenter:profile.*identitycenter:accessKey/);
      assert.equal(JSON.stringify(fault).includes(value), false);
      assert.deepEqual(faults({ [key]: value, "identitycenter:profile": "production" }), []);
    });
  }

  it("takes what both providers read in the environment", () => {
    assert.deepEqual(faults({}), []);
    assert.deepEqual(faults({ "aws:profile": "production" }, { AWS_PROFILE: "production" }), []);
    assert.equal(faults({ "aws:profile": "production" }, { AWS_PROFILE: "sandbox" }).length, 1);
  });

  it("has nothing to say where nothing needs that provider", () => {
    const without = { ...model, relyingParties: {} };
    assert.deepEqual(credentialFaults(without, { config: { "aws:profile": "production" }, environment: {} }), []);
  });
});
