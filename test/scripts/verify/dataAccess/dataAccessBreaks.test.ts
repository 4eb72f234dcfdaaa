import assert from "node:assert/strict";
import { actorPolicy } from "../../../../providers/identitycenter/resources/actorPolicy.ts";
import { locationRights, locationTrust } from "../../../../components/aws/accessGrants/policies.ts";
import { sandboxes } from "../../../sandbox/support/sandboxes.ts";
import { bucket, emailOf, issuer } from "./support/grantsSettings.ts";
import { type Asked, GrantsTown } from "./support/GrantsTown.ts";
import { addPerson } from "./support/makeJumpCloud.ts";
import { names } from "./support/names.ts";

const { dora, otto, una, wendy } = names;

const isExchange = ({ url, text }: Asked): boolean => url.pathname === "/token" && text.includes('"assertion"');

/** What is done by hand, which checks fail then, and which cannot be proved. */
type Break = [
  what: string,
  breakIt: (town: GrantsTown) => unknown,
  fails: readonly string[],
  unprovable?: readonly string[],
];

const breaks: readonly Break[] = [
  [
    "a trusted token issuer that compares another claim",
    async ({ sso, deployed }) =>
      sso.updateTrustedTokenIssuer({
        TrustedTokenIssuerArn: deployed.trustedTokenIssuerArn,
        TrustedTokenIssuerConfiguration: { OidcJwtConfiguration: { ClaimAttributePath: "sub" } },
      }),
    [names.trustedTokenIssuer, dora.exchange, una.exchange, wendy.exchange],
    [...dora.afterExchange, ...wendy.afterExchange],
  ],
  [
    "an issuer that calls itself something else",
    (town) =>
      town.meddle(async ({ url }, onwards) => {
        if (!url.href.startsWith(issuer) || !url.pathname.endsWith("openid-configuration")) return undefined;
        return Response.json({ ...((await (await onwards()).json()) as object), issuer: issuer.slice(0, -1) });
      }),
    [names.publishedIssuer, names.issuer, dora.signIn, otto.signIn, una.signIn, wendy.signIn],
    [...dora.afterSignIn, una.exchange, ...wendy.afterSignIn],
  ],
  [
    "an application that is disabled",
    async ({ sso, deployed }) => sso.updateApplication({ ApplicationArn: deployed.applicationArn, Status: "DISABLED" }),
    [names.application, dora.exchange, una.exchange, wendy.exchange],
    [...names.forged, ...dora.afterExchange, ...wendy.afterExchange],
  ],
  [
    "another audience, which somebody added to the application's grant",
    async (town) => town.putGrant(town.deployed.trustedTokenIssuerArn, [town.deployed.clientId, "another"]),
    [names.tokens],
  ],
  [
    "another audience in the place of the client",
    async (town) => town.putGrant(town.deployed.trustedTokenIssuerArn, ["another"]),
    [names.tokens, dora.exchange, una.exchange, wendy.exchange],
    [...dora.afterExchange, ...wendy.afterExchange],
  ],
  [
    "a grant of another type",
    async ({ sso, deployed }) =>
      sso.putApplicationGrant({
        ...{ ApplicationArn: deployed.applicationArn, GrantType: "refresh_token", Grant: { RefreshToken: {} } },
      }),
    [names.tokens],
  ],
  [
    "an application that lets somebody else exchange tokens, too",
    async (town) => {
      const { Arn: caller = "" } = await town.sts.getCallerIdentity({});
      const own = actorPolicy(town.deployed.exchangeRoleArn);
      await town.putActor({ ...own, Statement: [...own.Statement, ...actorPolicy(caller).Statement] });
    },
    [names.actor, names.ownCredentials],
  ],
  [
    "an application that names another role",
    async (town) => town.putActor(actorPolicy(town.deployed.identityRoleArn)),
    [names.actor, dora.exchange, wendy.exchange],
    [...names.forged, ...dora.afterExchange, ...wendy.afterExchange],
  ],
  [
    "tokens that are good for more",
    async ({ sso, deployed }) =>
      sso.putApplicationAccessScope({ ApplicationArn: deployed.applicationArn, Scope: "sso:account:access" }),
    [names.scope],
  ],
  [
    "an application that needs no assignment any more",
    async ({ sso, deployed }) =>
      sso.putApplicationAssignmentConfiguration({
        ...{ ApplicationArn: deployed.applicationArn, AssignmentRequired: false },
      }),
    [names.assignment, una.exchange],
  ],
  [
    "somebody who was assigned by hand",
    async (town) => town.assign("USER", town.deployed.users["una"]!.userId),
    [names.assignment, una.exchange],
  ],
  [
    "an assignment that somebody took away",
    async ({ sso, deployed }) =>
      sso.deleteApplicationAssignment({
        ...{ ApplicationArn: deployed.applicationArn, PrincipalType: "USER" },
        PrincipalId: deployed.users["wendy"]!.userId,
      }),
    [names.assignment, wendy.exchange],
    [...wendy.afterExchange],
  ],
  [
    "somebody who was put into a declared group by hand",
    async (town) => town.join("analysts", town.deployed.users["una"]!.userId),
    [names.members, una.exchange],
  ],
  [
    "an Access Grants instance that knows nobody's people",
    async ({ control, deployed }) => control.dissociateAccessGrantsIdentityCenter({ AccountId: deployed.accountId }),
    [names.instance, dora.reads, wendy.both, wendy.drop],
    [dora.readsDo, wendy.bothDo, wendy.dropDo],
  ],
  [
    "another location",
    async (town) => {
      const { accountId: AccountId, locations } = town.deployed;
      const { roleArn: IAMRoleArn } = locations["reports"]!;
      await town.control.createAccessGrantsLocation({ AccountId, LocationScope: `s3://${bucket}/other/`, IAMRoleArn });
    },
    [names.locations],
  ],
  [
    "a grant for somebody else",
    async (town) => town.grant({ subPrefix: "other/*" }, town.user(await town.addUser("eve")), "READ"),
    [names.grants],
  ],
  [
    "a grant of the whole location for a group that has members",
    async (town) => {
      const { groupId } = town.deployed.groups["analysts"]!;
      const grantee = { GranteeType: "DIRECTORY_GROUP", GranteeIdentifier: groupId };
      await town.grant({ subPrefix: "*" }, grantee, "READ");
    },
    [names.grants, dora.both, dora.readsBeyond],
  ],
  [
    "a grant that was taken away",
    async ({ control, deployed }) =>
      control.deleteAccessGrant({
        ...{ AccountId: deployed.accountId, AccessGrantId: deployed.grants["analysts-team-a"]!.grantId },
      }),
    [names.grants, dora.reads],
    [dora.readsDo],
  ],
  [
    "an identity role that cannot be taken in a person's name",
    async ({ iam, deployed }) =>
      iam.updateAssumeRolePolicy({
        RoleName: "identity",
        PolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: deployed.exchangeRoleArn } }],
        }),
      }),
    [dora.identity, wendy.identity],
    [...dora.data, ...wendy.data],
  ],
  [
    "a location's role that S3 Access Grants cannot take in a person's name",
    async ({ iam, deployed }) => {
      const all = JSON.parse(locationTrust(deployed)) as { Statement: { Action: unknown }[] };
      const Statement = all.Statement.filter(({ Action }) => Action !== "sts:SetContext");
      const PolicyDocument = JSON.stringify({ ...all, Statement });
      await iam.updateAssumeRolePolicy({ RoleName: "location-reports", PolicyDocument });
    },
    [dora.reads, wendy.both, wendy.drop],
    [dora.readsDo, wendy.bothDo, wendy.dropDo],
  ],
  [
    "a location's role that may write alone",
    async ({ iam, deployed }) =>
      iam.putRolePolicy({
        ...{ RoleName: "location-reports", PolicyName: "rights" },
        PolicyDocument: locationRights({ bucket, prefix: "" }, ["WRITE"], deployed),
      }),
    [dora.readsDo, wendy.bothDo],
  ],
  [
    "credentials that list more than was granted",
    (town) =>
      town.meddle(({ url }) => {
        const isListOfAll = url.hostname.startsWith(`${bucket}.`) && url.searchParams.get("prefix") === "";
        return isListOfAll ? new Response("<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>") : undefined;
      }),
    [dora.readsDo, wendy.bothDo],
  ],
  [
    "two users of Identity Center with one email",
    async (town) => town.addUser("dora-2", emailOf("dora")),
    [names.emails, dora.exchange],
    [...dora.afterExchange],
  ],
  [
    "somebody in JumpCloud's group who is nobody in Identity Center",
    async (town) => town.joinJumpCloud(await addPerson(town.jumpcloud, "eve")),
    [names.emails],
  ],
  [
    "another group of JumpCloud's that may use the application",
    async ({ jumpcloud, jumpCloudIds }) => {
      const { id } = await jumpcloud.create("/api/v2/usergroups", { name: "everybody" });
      const path = `/api/v2/usergroups/${String(id)}/associations`;
      await jumpcloud.addEdge(path, "application", jumpCloudIds.applicationId);
    },
    [names.groups],
  ],
  [
    "somebody who was let into the application by hand",
    async (town) => town.joinJumpCloud(town.jumpCloudIds.people["otto"]!.id),
    [names.emails, otto.signIn],
  ],
  [
    "an application that maps no email",
    async ({ jumpcloud, jumpCloudIds }) =>
      jumpcloud.put(`/.sandbox/applications/${jumpCloudIds.applicationId}`, { attributeMapping: {} }),
    [dora.signIn, una.signIn, wendy.signIn],
    [...dora.afterSignIn, una.exchange, ...wendy.afterSignIn],
  ],
  [
    "a client secret that is not the application's",
    (town) => (town.clientSecret = "no-secret-of-the-application"),
    [dora.signIn, una.signIn, wendy.signIn],
    [...dora.afterSignIn, una.exchange, ...wendy.afterSignIn],
  ],
  [
    "a sign-in that is not bound to its request",
    (town) =>
      town.meddle(({ url }, onwards) => {
        if (url.pathname !== "/oauth2/auth") return undefined;
        url.searchParams.delete("nonce");
        return onwards();
      }),
    [dora.signIn, una.signIn, wendy.signIn],
    [...dora.afterSignIn, una.exchange, ...wendy.afterSignIn],
  ],
  [
    "an exchange that takes a token twice",
    (town) => {
      const answers = new Map<string, Response>();
      town.meddle(async (asked, onwards) => {
        if (!isExchange(asked)) return undefined;
        const answer = answers.get(asked.text) ?? (await onwards());
        if (answer.status === 200) answers.set(asked.text, answer);
        return answer.clone();
      });
    },
    [dora.replay, wendy.replay],
  ],
  [
    "an exchange that takes tokens whoever signed them",
    (town) =>
      town.meddle(async (asked, onwards) => {
        const answer = isExchange(asked) ? await onwards() : undefined;
        const isRefused = answer !== undefined && (await answer.clone().text()).includes("invalid_grant");
        return isRefused ? Response.json({ awsAdditionalDetails: { identityContext: "of-somebody" } }) : answer;
      }),
    [...names.forged, dora.replay, wendy.replay],
  ],
  [
    "an application that is known in another Region",
    (town) =>
      town.meddle((asked) => {
        if (!isExchange(asked) || !asked.url.hostname.includes("us-east-1")) return undefined;
        const headers = { "x-amzn-errortype": "InvalidGrantException" };
        return Response.json({ error: "invalid_grant" }, { status: 400, headers });
      }),
    [names.otherRegion],
  ],
  [
    "an instance of another Region that gives the same",
    (town) =>
      town.meddle(async ({ url }) => {
        if (!url.hostname.endsWith("s3-control.us-east-1.amazonaws.com")) return undefined;
        const keys = "<AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>secret-x</SecretAccessKey>";
        const rest = "<SessionToken>token-x</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>";
        return new Response(`<GetDataAccessResult><Credentials>${keys}${rest}</Credentials></GetDataAccessResult>`, {
          headers: { "content-type": "application/xml" },
        });
      }),
    [dora.region, wendy.region],
  ],
];

describe("what is done by hand fails verify of data in S3, at exactly its checks:", () => {
  const start = sandboxes();

  for (const [what, breakIt, fails, unprovable = []] of breaks) {
    it(what, async () => {
      const sandbox = await start();
      const town = await GrantsTown.make(sandbox);
      await breakIt(town);
      const checks = await town.verify();
      const by = (wanted: boolean | null) => checks.filter(({ ok }) => ok === wanted).map(({ name }) => name);
      assert.deepEqual(
        by(false).toSorted(),
        [...fails].toSorted(),
        checks
          .filter(({ ok }) => ok !== true)
          .map((check) => JSON.stringify(check))
          .join("\n"),
      );
      assert.deepEqual(by(null).toSorted(), [...unprovable].toSorted());
      assert.deepEqual(sandbox.refusals, []);
    });
  }
});
