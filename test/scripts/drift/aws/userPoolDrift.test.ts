import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import { userPoolDrift } from "../../../../scripts/lib/drift/aws/userPoolDrift.ts";
import type { DriftFinding } from "../../../../scripts/lib/drift/DriftFinding.ts";
import type { StateResource } from "../../../../scripts/lib/stack/StateResource.ts";
import type { CognitoIssuerModel } from "../../../../trust/TrustModel.ts";
import { entraIssuer } from "../../verify/jsm/support/EntraTenant.ts";
import { callbackUrl, JsmPool } from "../../verify/jsm/support/JsmPool.ts";
import { driftContext, resource } from "./support/driftContext.ts";

const clientId = "11111111-2222-4333-8444-555555555555";
const attributes = { email: "email", given_name: "given_name" };
const declaredPool = {
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  AutoVerifiedAttributes: ["email" as const],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email" as const] },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email" as const, Priority: 1 }] },
};
const provider = {
  ...{ ProviderType: "OIDC" as const, AttributeMapping: attributes },
  ProviderDetails: {
    ...{ client_id: clientId, client_secret: "of-the-company-1", authorize_scopes: "openid email profile" },
    ...{ oidc_issuer: entraIssuer, attributes_request_method: "GET" },
  },
};

describe("drift of a user pool", () => {
  let sandbox: Sandbox;
  let pool: JsmPool;
  let state: readonly StateResource[];
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());
  afterEach(() => assert.deepEqual(sandbox.refusals, []));

  beforeEach(async () => {
    pool = await JsmPool.make(sandbox);
    const UserPoolId = pool.userPoolId;
    await pool.idp.updateUserPool({ UserPoolId, ...declaredPool });
    const Scopes = [{ ScopeName: "read", ScopeDescription: "Read tickets" }];
    await pool.idp.createResourceServer({ UserPoolId, Identifier: "tickets", Name: "Tickets", Scopes });
    await pool.idp.createGroup({ UserPoolId, GroupName: "partners" });
    await pool.idp.createIdentityProvider({ UserPoolId, ProviderName: "company", ...provider });
    await pool.changeClient({ SupportedIdentityProviders: ["company", "COGNITO"] });
    const redirectUri = `https://${pool.domain}/oauth2/idpresponse`;
    pool.federate("company", { issuer: entraIssuer, clientId, redirectUri }, attributes);
    const model = pool.trust.model.issuers["portal"] as CognitoIssuerModel;
    const scopes = { read: { description: "Read tickets" } };
    const portal: CognitoIssuerModel = {
      ...model,
      resourceServers: { tickets: { identifier: "tickets", name: "Tickets", scopes } },
      groups: { partners: {} },
    };
    pool.trust = { ...pool.trust, model: { ...pool.trust.model, issuers: { portal } } };
    const inPool = { userPoolId: UserPoolId };
    state = [
      resource("aws:cognito/userPool:UserPool", "portal", UserPoolId),
      resource("aws:cognito/userPoolClient:UserPoolClient", "portal/jsm", pool.clientId, inPool),
      resource("aws:cognito/userPoolDomain:UserPoolDomain", "portal", pool.domain.split(".")[0]!, inPool),
      resource("aws:cognito/resourceServer:ResourceServer", "portal/tickets", `${UserPoolId}|tickets`, {
        ...{ ...inPool, identifier: "tickets" },
      }),
      resource("aws:cognito/userGroup:UserGroup", "portal/partners", `${UserPoolId}/partners`, {
        ...{ ...inPool, name: "partners" },
      }),
      resource("aws:cognito/identityProvider:IdentityProvider", "portal/company", `${UserPoolId}:company`, {
        ...{ ...inPool, providerName: "company" },
      }),
    ];
  });

  const read = async (): Promise<readonly DriftFinding[]> =>
    userPoolDrift(driftContext({ sandbox, trust: pool.trust, state }));
  const told = (found: readonly DriftFinding[]) => found.map(({ rule, message }) => [rule, message]);

  it("is none as it was deployed, whoever is in it and in its groups", async () => {
    await pool.addUser("carol@acme.example", "correct-Horse-3", {});
    const Username = "carol@acme.example";
    await pool.idp.adminAddUserToGroup({ UserPoolId: pool.userPoolId, Username, GroupName: "partners" });
    await pool.idp.createGroup({ UserPoolId: pool.userPoolId, GroupName: `${pool.userPoolId}_company` });
    assert.deepEqual(await read(), []);
  });

  it("is a client that nobody declared, with what it gets and who takes it", async () => {
    const { UserPoolClient } = await pool.idp.createUserPoolClient({
      ...{ UserPoolId: pool.userPoolId, ClientName: "hand", GenerateSecret: true },
      ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
      AllowedOAuthScopes: ["tickets/read"],
    });
    const [found, ...others] = await read();
    assert.deepEqual(others, []);
    assert.equal(found?.rule, "unmanaged-client");
    assert.equal(
      found.gains,
      "Whoever holds its credentials gets tokens of the pool for tickets/read; no authorizer names it, so no route takes them.",
    );
    assert.equal(
      found.advice,
      "Delete it: `aws cognito-idp delete-user-pool-client " +
        `--user-pool-id ${pool.userPoolId} --client-id ${UserPoolClient?.ClientId} --region eu-central-1\`.`,
    );
    assert.ok(!JSON.stringify(found).includes(UserPoolClient?.ClientSecret ?? ""));
  });

  it("is a client of every page", async () => {
    const UserPoolId = pool.userPoolId;
    for (let at = 0; at < 61; at += 1) await pool.idp.createUserPoolClient({ UserPoolId, ClientName: `hand-${at}` });
    assert.equal((await read()).filter(({ rule }) => rule === "unmanaged-client").length, 61);
  });

  it("is a second secret of a client", async () => {
    const id = { UserPoolId: pool.userPoolId, ClientId: pool.clientId };
    await pool.idp.addUserPoolClientSecret(id);
    const found = await read();
    assert.deepEqual(told(found), [["unmanaged-secret", "The client jsm has a second secret, which nobody declared."]]);
    assert.match(found[0]?.advice ?? "", /aws cognito-idp delete-user-pool-client-secret .*--client-secret-id /);
  });

  it("is a client that sends people elsewhere, or asks for more", async () => {
    await pool.changeClient({
      SupportedIdentityProviders: ["company", "COGNITO"],
      CallbackURLs: [callbackUrl, "https://evil.example/callback"],
      AllowedOAuthScopes: ["openid", "email", "profile", "tickets/read"],
      EnableTokenRevocation: false,
    });
    const found = await read();
    assert.deepEqual(
      told(found).filter(([, message]) => !message?.includes("scopes")),
      [
        ["unmanaged-redirect-uri", "The client jsm was changed: callback URLs."],
        ["managed-changed", "The client jsm was changed: token revocation."],
      ],
    );
    const of = (what: string) => found.find(({ message }) => message.includes(what));
    assert.match(
      of("callback URLs")?.gains ?? "",
      /^Whoever is at https:\/\/evil\.example\/callback is sent the codes/,
    );
    assert.match(of("scopes")?.gains ?? "", /tickets\/read/);
    assert.deepEqual(of("callback URLs")?.explains, [{ id: pool.clientId, property: "callbackUrls" }]);
  });

  it("is a scope, a resource server, a group, an identity provider and a domain that nobody declared", async () => {
    const UserPoolId = pool.userPoolId;
    const Scopes = ["read", "admin"].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
    await pool.idp.updateResourceServer({ UserPoolId, Identifier: "tickets", Name: "Tickets", Scopes });
    await pool.idp.createResourceServer({ UserPoolId, Identifier: "hand", Name: "Hand" });
    await pool.idp.createGroup({ UserPoolId, GroupName: "admins" });
    await pool.idp.createIdentityProvider({ UserPoolId, ProviderName: "evil", ...provider });
    const CertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-4333-8444-555555555555";
    const Domain = `sign-in.${pool.domain.split(".")[0]}.acme.example`;
    await pool.idp.createUserPoolDomain({ UserPoolId, Domain, CustomDomainConfig: { CertificateArn } });
    assert.deepEqual(
      (await read()).map(({ rule, where }) => [rule, where]),
      [
        ["unmanaged-object", `issuers.portal, domain ${Domain}`],
        ["unmanaged-object", "issuers.portal, group admins"],
        ["unmanaged-identity-provider", "issuers.portal, identity provider evil"],
        ["unmanaged-scope", "issuers.portal, resource server hand"],
        ["unmanaged-scope", "issuers.portal, scope tickets/admin"],
      ],
    );
  });

  it("is a pool whose settings are weaker", async () => {
    const PasswordPolicy = { MinimumLength: 6, TemporaryPasswordValidityDays: 7 };
    await pool.idp.updateUserPool({
      ...{ ...declaredPool, UserPoolId: pool.userPoolId, Policies: { PasswordPolicy } },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    });
    const found = await read();
    assert.deepEqual(told(found), [
      ["managed-changed", "The user pool of portal was changed: accounts made by."],
      ["managed-changed", "The user pool of portal was changed: passwords."],
    ]);
    assert.equal(found[0]?.gains, "Anyone can sign up, and then sign in.");
  });

  it("is a function that decides what tokens say", async () => {
    const context = driftContext({ sandbox, trust: pool.trust, state });
    const services = await context.aws.open("eu-central-1");
    const { userPools: own } = services;
    const LambdaConfig = { PreTokenGeneration: "arn:aws:lambda:eu-central-1:111122223333:function:mallory" };
    const describeUserPool = async (input: { UserPoolId: string | undefined }) => {
      const { UserPool } = await own.describeUserPool(input);
      return { UserPool: { ...UserPool, LambdaConfig } };
    };
    const userPools = Object.assign(Object.create(own) as typeof own, { describeUserPool });
    const found = await userPoolDrift({ ...context, aws: { open: async () => ({ ...services, userPools }) } });
    assert.deepEqual(
      found.map(({ rule, where, actual, gains }) => [rule, where, actual, gains]),
      [
        [
          ...["managed-changed", "issuers.portal", "PreTokenGeneration"],
          "Whoever runs those functions decides who signs in and what their tokens say.",
        ],
      ],
    );
  });

  it("is an identity provider that asks somebody else", async () => {
    const ProviderDetails = { ...provider.ProviderDetails, client_id: "another" };
    await pool.idp.updateIdentityProvider({
      ...{ UserPoolId: pool.userPoolId, ProviderName: "company", ProviderDetails },
      AttributeMapping: { email: "preferred_username" },
    });
    const found = await read();
    assert.deepEqual(told(found), [
      ["managed-changed", "The identity provider company was changed: attributes."],
      ["managed-changed", "The identity provider company was changed: client."],
    ]);
    assert.ok(!JSON.stringify(found).includes("of-the-company-1"));
  });

  it("is not known without credentials that AWS knows", async () => {
    const credentials = { accessKeyId: "AKIAAAAAAAAAAAAAAAAA", secretAccessKey: "not/the/secret" };
    const found = await userPoolDrift(driftContext({ sandbox, trust: pool.trust, state }, { credentials }));
    assert.deepEqual(
      found.map(({ rule, where }) => [rule, where]),
      [["not-read", "issuers.portal"]],
    );
  });
});
