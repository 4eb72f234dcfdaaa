import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import { identityCenterDrift } from "../../../../scripts/lib/drift/aws/identityCenterDrift.ts";
import type { DriftFinding } from "../../../../scripts/lib/drift/DriftFinding.ts";
import type { StateResource } from "../../../../scripts/lib/stack/StateResource.ts";
import { GrantsTown } from "../../verify/dataAccess/support/GrantsTown.ts";
import { driftContext } from "./support/driftContext.ts";
import { grantsState } from "./support/grantsState.ts";

describe("drift in IAM Identity Center", () => {
  let sandbox: Sandbox;
  let town: GrantsTown;
  let state: readonly StateResource[];
  beforeEach(async () => {
    sandbox = await startSandbox();
    town = await GrantsTown.make(sandbox);
    state = await grantsState(town);
  });
  afterEach(async () => {
    assert.deepEqual(sandbox.refusals, []);
    await sandbox.close();
  });

  const read = async (): Promise<readonly DriftFinding[]> =>
    identityCenterDrift(driftContext({ sandbox, trust: town.trust, state }));
  const only = async (): Promise<DriftFinding> => {
    const [finding, ...others] = await read();
    assert.deepEqual(others, []);
    assert.ok(finding);
    return finding;
  };

  it("is none as it was deployed", async () => {
    assert.deepEqual(await read(), []);
  });

  it("is a trusted token issuer that finds people otherwise", async () => {
    const { trustedTokenIssuerArn: TrustedTokenIssuerArn } = town.deployed;
    const OidcJwtConfiguration = { ClaimAttributePath: "nickname", IdentityStoreAttributePath: "userName" };
    await town.sso.updateTrustedTokenIssuer({
      TrustedTokenIssuerArn,
      TrustedTokenIssuerConfiguration: { OidcJwtConfiguration },
    });
    const { rule, expected, actual, gains, explains } = await only();
    assert.deepEqual(
      [rule, expected, actual],
      ["managed-changed", "email compared with emails.value", "nickname compared with userName"],
    );
    assert.equal(gains, "Whoever can have somebody's userName in the claim nickname comes as them.");
    assert.deepEqual(explains, [{ id: TrustedTokenIssuerArn, property: "trustedTokenIssuerConfiguration" }]);
  });

  it("is an application that is switched off", async () => {
    await town.sso.updateApplication({ ApplicationArn: town.deployed.applicationArn, Status: "DISABLED" });
    const { rule, gains } = await only();
    assert.deepEqual([rule, gains], ["deactivated", undefined]);
  });

  it("is an application that takes other tokens, of others, for more", async () => {
    const { trustedTokenIssuerArn, clientId, applicationArn: ApplicationArn, exchangeRoleArn } = town.deployed;
    await town.putGrant(trustedTokenIssuerArn, [clientId, "another"]);
    const stranger = await town.role("stranger", JSON.stringify(trustOfAccount(sandbox)));
    await town.putActor({
      Version: "2012-10-17",
      Statement: [
        {
          ...{ Effect: "Allow", Principal: { AWS: [exchangeRoleArn, stranger] } },
          ...{ Action: "sso-oauth:CreateTokenWithIAM", Resource: "*" },
        },
      ],
    });
    await town.sso.putApplicationAccessScope({ ApplicationArn, Scope: "sso:account:access" });
    const found = await read();
    assert.deepEqual(
      found.map(({ rule, message }) => [rule, message]),
      [
        ["managed-changed", "The application of Identity Center was changed: the tokens that it takes."],
        ["managed-changed", "The application of Identity Center was changed: who may exchange tokens."],
        ["unmanaged-permission", "An exchanged token is good for sso:account:access too, which nobody declared."],
      ],
    );
    assert.equal(
      found[0]?.gains,
      `Whoever has a token of ${trustedTokenIssuerArn} for another can exchange it for data.`,
    );
    assert.ok(found[1]?.gains?.includes(stranger));
  });

  it("is an application that somebody else may use, or everybody", async () => {
    const { applicationArn: ApplicationArn, users } = town.deployed;
    await town.assign("USER", users["una"]!.userId);
    await town.sso.putApplicationAssignmentConfiguration({ ApplicationArn, AssignmentRequired: false });
    const found = await read();
    assert.deepEqual(
      found.map(({ rule, where, gains }) => [rule, where, gains]),
      [
        [
          "managed-changed",
          "relyingParties.s3, application",
          "Every user of the Identity Center instance gets what is granted to them.",
        ],
        [
          "unmanaged-permission",
          "relyingParties.s3, assignment of user una",
          "The user una can exchange tokens for what is granted to them.",
        ],
      ],
    );
    assert.match(found[1]?.advice ?? "", /aws sso-admin delete-application-assignment .*--principal-type USER /);
  });

  it("is a member of a declared group whom nobody declared, with what the group is granted", async () => {
    await town.join("analysts", await town.addUser("mallory"));
    const { rule, actual, gains } = await only();
    assert.deepEqual([rule, actual], ["unmanaged-member", "user mallory (not declared)"]);
    assert.equal(gains, "The user mallory (not declared) gets READ of s3://acme-dev-reports/team-a/*.");
  });

  it("is a member of every page", async () => {
    for (let at = 0; at < 101; at += 1) await town.join("analysts", await town.addUser(`mallory-${at}`));
    assert.equal((await read()).length, 101);
  });

  it("is the email of somebody, who is then another", async () => {
    const { identityStoreId: IdentityStoreId, users } = town.deployed;
    await town.store.updateUser({
      ...{ IdentityStoreId, UserId: users["wendy"]!.userId },
      Operations: [
        { AttributePath: "emails", AttributeValue: [{ Value: "mallory@acme.example", Primary: true }] as never },
      ],
    });
    const { where, expected, actual, explains } = await only();
    assert.deepEqual(
      [where, expected, actual, explains],
      ["relyingParties.s3.identityCenter.users.wendy", "wendy@acme.example", "mallory@acme.example", undefined],
    );
  });

  it("is not known to who may not read it, and the rights are named", async () => {
    const { Credentials } = await town.sts.assumeRole({
      ...{ RoleArn: town.deployed.exchangeRoleArn, RoleSessionName: "drift" },
    });
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const found = await identityCenterDrift(driftContext({ sandbox, trust: town.trust, state }, { credentials }));
    assert.deepEqual([...new Set(found.map(({ rule }) => rule))], ["not-read"]);
    assert.deepEqual(found.map(({ advice }) => /`([\w:]+)/.exec(advice)?.[1]).sort(), [
      ...["identitystore:DescribeUser", "identitystore:ListGroupMemberships", "sso:DescribeApplication"],
      ...["sso:DescribeTrustedTokenIssuer", "sso:GetApplicationAssignmentConfiguration"],
    ]);
  });
});

function trustOfAccount({ credentials }: Sandbox): object {
  const Principal = { AWS: `arn:aws:iam::${credentials.awsAccountId}:root` };
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal }] };
}
