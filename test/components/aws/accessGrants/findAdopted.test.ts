import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { findAdopted } from "../../../../components/aws/accessGrants/findAdopted.ts";
import { type AccessGrantsSettings, accessGrantsModel } from "../../../trust/accessGrantsFixture.ts";
import { accessGrantsInstanceArn, runProgram } from "../../support/runProgram.ts";

const issuer = "https://oauth.id.jumpcloud.com/";
const instanceArn = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const instance = { instanceArn, identityStoreId: "d-1234567890", region: "eu-central-1" };

function find(
  change: (settings: AccessGrantsSettings) => unknown = () => undefined,
  answers: Record<string, object> = {},
) {
  const model = accessGrantsModel(change).relyingParties.s3;
  return runProgram(() => findAdopted("s3", model, instance, issuer), { answers });
}

async function stopped(run: Promise<unknown>, said: RegExp): Promise<void> {
  await assert.rejects(run, (error: unknown) => {
    assert.ok(RunError.isInstance(error), "a RunError is printed without a stack trace");
    assert.match(error.message, said);
    return true;
  });
}

const adoptIssuer = ({ relyingParties: { s3 } }: AccessGrantsSettings) => {
  s3.identityCenter["trustedTokenIssuer"] = { adopt: true };
};
const adoptInstance = ({ relyingParties: { s3 } }: AccessGrantsSettings) => {
  s3["instance"] = { adopt: true };
};
const trusted = (paths: Record<string, string> = {}) => ({
  "identitycenter:index/getTrustedTokenIssuer:getTrustedTokenIssuer": {
    trustedTokenIssuerArn: "arn:of-the-company",
    name: "company",
    issuerUrl: issuer,
    claimAttributePath: "email",
    identityStoreAttributePath: "emails.value",
    jwksRetrievalOption: "OPEN_ID_DISCOVERY",
    ...paths,
  },
});
const accessGrants = (identityCenterInstanceArn?: string) => ({
  "identitycenter:index/getAccessGrantsInstance:getAccessGrantsInstance": {
    accountId: "111122223333",
    accessGrantsInstanceArn,
    accessGrantsInstanceId: "default",
    ...(identityCenterInstanceArn && { identityCenterInstanceArn }),
  },
});

describe("findAdopted", () => {
  it("looks adopted users up by their email, and groups by their name, and nothing else", async () => {
    const { result, calls } = await find();
    assert.deepEqual(result, {
      userIds: { erik: "user-by-emails.value=erik@acme.example" },
      groupIds: { auditors: "group-by-displayName=auditors" },
    });
    const by = (attributePath: string, attributeValue: string) => ({
      identityStoreId: "d-1234567890",
      alternateIdentifier: { uniqueAttribute: { attributePath, attributeValue } },
    });
    assert.deepEqual(calls, [
      { token: "aws:identitystore/getUser:getUser", inputs: by("emails.value", "erik@acme.example") },
      { token: "aws:identitystore/getGroup:getGroup", inputs: by("displayName", "auditors") },
    ]);
  });

  it("takes the trusted token issuer of the exact issuer", async () => {
    const { result, calls } = await find(adoptIssuer, trusted());
    assert.equal(result.trustedTokenIssuerArn, "arn:of-the-company");
    const asked = calls.find(({ token }) => token.startsWith("identitycenter:"));
    assert.deepEqual(asked!.inputs, { instanceArn, issuerUrl: issuer, region: "eu-central-1" });
  });

  it("but none that compares something else", async () => {
    const answers = trusted({ claimAttributePath: "sub", identityStoreAttributePath: "userName" });
    await stopped(
      find(adoptIssuer, answers),
      /^crosstrust:relyingParties\.s3\.identityCenter\.trustedTokenIssuer: .* compares sub with userName/,
    );
  });

  it("takes the Access Grants instance", async () => {
    const { result } = await find(adoptInstance, accessGrants(instanceArn));
    assert.deepEqual(result.accessGrants, { instanceArn: accessGrantsInstanceArn, accountId: "111122223333" });
  });

  for (const associated of [undefined, "arn:aws:sso:::instance/ssoins-fedcba9876543210"]) {
    it(`but none that is associated with ${associated ?? "no instance of Identity Center"}`, async () => {
      await stopped(
        find(adoptInstance, accessGrants(associated)),
        /^crosstrust:relyingParties\.s3\.instance: .*associate-access-grants-identity-center --account-id 111122223333 --identity-center-arn \S+ --region eu-central-1`/,
      );
    });
  }

  it("stops the program with the setting to change where a lookup fails", async () => {
    const token = "identitycenter:index/getAccessGrantsInstance:getAccessGrantsInstance";
    const failing = Object.defineProperty({}, token, {
      get: () => {
        // What a provider says is the details of the engine's answer.
        const details = "account 111122223333 has no S3 Access Grants instance in eu-central-1";
        throw Object.assign(new Error(), { details });
      },
    });
    await stopped(
      find(adoptInstance, failing),
      /^crosstrust:relyingParties\.s3\.instance: .*has no S3 Access Grants instance.*; without `adopt: true` the stack makes its own$/s,
    );
  });
});
