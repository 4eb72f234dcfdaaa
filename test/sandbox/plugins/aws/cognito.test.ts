import assert from "node:assert/strict";
import { Secret, unknownValue } from "../../../../providers/lib/PropertyValue.ts";
import type { PropertyMap } from "../../../../providers/lib/PropertyValue.ts";
import type { ProviderClient } from "../../../providers/lib/ProviderClient.ts";
import { change, importAgain, make, type Made, PluginRehearsal, unmake } from "../PluginRehearsal.ts";

const Pool = "aws:cognito/userPool:UserPool";
const Domain = "aws:cognito/userPoolDomain:UserPoolDomain";
const Client = "aws:cognito/userPoolClient:UserPoolClient";
const ResourceServer = "aws:cognito/resourceServer:ResourceServer";
const Group = "aws:cognito/userGroup:UserGroup";
const IdentityProvider = "aws:cognito/identityProvider:IdentityProvider";
const Branding = "aws:cognito/managedLoginBranding:ManagedLoginBranding";
const User = "aws:cognito/user:User";

describe("the bundled aws plugin, Cognito", () => {
  let rehearsal: PluginRehearsal;
  let aws: ProviderClient;
  let pool: Made;

  before(async () => {
    rehearsal = await PluginRehearsal.start();
    aws = rehearsal.connect("aws");
    await aws.configure({ region: "eu-central-1" });
    pool = await make(aws, Pool, { name: "customers", usernameAttributes: ["email"] });
  });

  after(async () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    await rehearsal.close();
  });

  it("manages a pool, and leaves alone what an update does not name", async () => {
    const account = rehearsal.sandbox.credentials.awsAccountId;
    const passwordPolicy = { minimumLength: 12, requireNumbers: true, temporaryPasswordValidityDays: 3 };
    const declared: PropertyMap = {
      name: "portal",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      passwordPolicy,
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      deletionProtection: "ACTIVE",
      mfaConfiguration: "OPTIONAL",
      softwareTokenMfaConfiguration: { enabled: true },
      schemas: [
        { name: "email", attributeDataType: "String", required: true, mutable: true },
        { name: "tier", attributeDataType: "String", stringAttributeConstraints: { minLength: "1", maxLength: "9" } },
      ],
      tags: { team: "portal" },
    };
    const made = await make(aws, Pool, declared);
    assert.equal(made.state["arn"], `arn:aws:cognito-idp:eu-central-1:${account}:userpool/${made.id}`);
    assert.equal(made.state["endpoint"], `cognito-idp.eu-central-1.amazonaws.com/${made.id}`);
    assert.match(made.state["creationDate"] as string, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual([made.state["domain"], made.state["userPoolTier"]], ["", "ESSENTIALS"]);
    const changed = await change(
      aws,
      made,
      {
        ...declared,
        deletionProtection: "INACTIVE",
        mfaConfiguration: "OFF",
        softwareTokenMfaConfiguration: { enabled: false },
        passwordPolicy: { ...passwordPolicy, minimumLength: 14 },
        tags: { team: "access" },
      },
      {
        deletionProtection: "UPDATE",
        mfaConfiguration: "UPDATE",
        "passwordPolicy.minimumLength": "UPDATE",
        "softwareTokenMfaConfiguration.enabled": "UPDATE",
        "tags.team": "UPDATE",
        "tagsAll.team": "UPDATE",
      },
    );
    const kept = changed.state["passwordPolicy"] as PropertyMap;
    assert.deepEqual([kept["requireNumbers"], kept["requireSymbols"]], [true, false]);
    assert.deepEqual(changed.state["adminCreateUserConfig"], { allowAdminCreateUserOnly: true });
    await importAgain(aws, made.id, changed);
    const replaced = await aws.diff(Pool, made.id, changed.state, { ...changed.inputs, usernameAttributes: [] });
    assert.deepEqual(replaced.replaces, ["usernameAttributes"]);
    const protectedAgain = await aws.update(Pool, made.id, changed.state, {
      ...changed.inputs,
      deletionProtection: "ACTIVE",
    });
    await assert.rejects(aws.delete(Pool, made.id, protectedAgain), /deletion protection is activated/);
    await aws.update(Pool, made.id, protectedAgain, changed.inputs);
    await unmake(aws, changed);
  });

  it("adds attributes to a pool, and removes none", async () => {
    const tier = { name: "tier", attributeDataType: "String", mutable: true };
    const team = { name: "team", attributeDataType: "Number" };
    const made = await make(aws, Pool, { schemas: [tier] });
    assert.match(made.state["name"] as string, /^thing-[0-9a-f]{7}$/);
    const news = { ...made.inputs, schemas: [tier, team] };
    const { inputs } = await aws.check(Pool, news, made.inputs);
    const state = await aws.update(Pool, made.id, made.state, inputs);
    assert.deepEqual((await aws.diff(Pool, made.id, state, inputs)).detail, {});
    await assert.rejects(
      aws.update(Pool, made.id, state, made.inputs),
      /attributes can be added, but not changed or removed/,
    );
    await unmake(aws, { ...made, state, inputs });
  });

  it("refuses what it cannot set", async () => {
    const { failures } = await aws.check(Pool, { name: "x", lambdaConfig: {}, smsConfiguration: {} });
    assert.deepEqual(
      failures.map(({ reason }) => /"(\w+)"/.exec(reason)?.[1]),
      ["lambdaConfig", "smsConfiguration"],
    );
  });

  it("manages a domain", async () => {
    const made = await make(aws, Domain, { domain: "acme-portal", userPoolId: pool.id });
    assert.equal(made.id, "acme-portal");
    assert.equal(made.state["managedLoginVersion"], 1);
    assert.match(made.state["cloudfrontDistribution"] as string, /\.cloudfront\.net$/);
    assert.equal(made.state["cloudfrontDistributionZoneId"], "Z2FDTNDATAQYW2");
    const news = { ...made.inputs, managedLoginVersion: 2 };
    const changed = await change(aws, made, news, { managedLoginVersion: "UPDATE" });
    await importAgain(aws, "acme-portal", changed);
    const moved = await aws.diff(Domain, made.id, changed.state, { ...changed.inputs, domain: "other" });
    assert.deepEqual(moved.replaces, ["domain"]);
    await unmake(aws, changed);
  });

  it("manages a resource server and a machine client, whose secret stays secret", async () => {
    const read = { scopeName: "read", scopeDescription: "read keys" };
    const server = await make(aws, ResourceServer, {
      identifier: "https://api.acme.example",
      name: "Keys",
      scopes: [read],
      userPoolId: pool.id,
    });
    assert.equal(server.id, `${pool.id}|https://api.acme.example`);
    assert.deepEqual(server.state["scopeIdentifiers"], ["https://api.acme.example/read"]);
    await importAgain(aws, server.id, server);
    const client = await make(aws, Client, {
      userPoolId: pool.id,
      name: "reporting",
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["client_credentials"],
      allowedOauthScopes: ["https://api.acme.example/read"],
      explicitAuthFlows: [],
    });
    const secret = client.state["clientSecret"];
    assert.ok(secret instanceof Secret);
    assert.match(secret.value as string, /^[a-z0-9]{52}$/);
    const write = { scopeName: "write", scopeDescription: "write keys" };
    const widened = await change(aws, server, { ...server.inputs, scopes: [read, write] }, { "scopes[1]": "ADD" });
    await unmake(aws, client);
    await unmake(aws, widened);
  });

  it("manages an interactive client, and keeps what the program leaves to AWS", async () => {
    const declared: PropertyMap = {
      userPoolId: pool.id,
      name: "jsm",
      generateSecret: true,
      allowedOauthFlowsUserPoolClient: true,
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid", "email", "profile"],
      callbackUrls: ["https://plugin.example/cb"],
      logoutUrls: ["https://plugin.example/"],
      supportedIdentityProviders: ["COGNITO"],
      preventUserExistenceErrors: "ENABLED",
      accessTokenValidity: 30,
      tokenValidityUnits: { accessToken: "minutes" },
    };
    const made = await make(aws, Client, declared);
    await importAgain(aws, `${pool.id}/${made.id}`, made);
    const { preventUserExistenceErrors, ...less } = declared;
    assert.equal(preventUserExistenceErrors, "ENABLED");
    const changed = await change(
      aws,
      made,
      { ...less, callbackUrls: ["https://plugin.example/other"] },
      { "callbackUrls[0]": "UPDATE" },
    );
    assert.equal(changed.state["preventUserExistenceErrors"], "ENABLED");
    assert.deepEqual(changed.state["clientSecret"], made.state["clientSecret"]);
    const publicly = await aws.diff(Client, made.id, changed.state, { ...changed.inputs, generateSecret: false });
    assert.deepEqual(publicly.replaces, ["generateSecret"]);
    const branding = await make(aws, Branding, {
      clientId: made.id,
      userPoolId: pool.id,
      useCognitoProvidedValues: true,
    });
    assert.equal(branding.id, `${pool.id},${branding.state["managedLoginBrandingId"] as string}`);
    await importAgain(aws, branding.id, branding);
    const { inputs } = await aws.check(Branding, {
      clientId: made.id,
      userPoolId: pool.id,
      settings: '{"categories":{"form":{}}}',
    });
    const restyled = await aws.update(Branding, branding.id, branding.state, inputs);
    assert.equal(restyled["useCognitoProvidedValues"], false);
    await unmake(aws, { ...branding, state: restyled, inputs });
    await unmake(aws, changed);
    const { failures } = await aws.check(Branding, { clientId: "x", userPoolId: pool.id });
    assert.equal(failures[0]?.reason, '"settings": one of settings and useCognitoProvidedValues is needed');
  });

  it("manages a group", async () => {
    const made = await make(aws, Group, { name: "agents", description: "d", precedence: 3, userPoolId: pool.id });
    assert.equal(made.id, `${pool.id}/agents`);
    await importAgain(aws, made.id, made);
    const changed = await change(
      aws,
      made,
      { name: "agents", precedence: 4, userPoolId: pool.id },
      { description: "DELETE", precedence: "UPDATE" },
    );
    await unmake(aws, changed);
  });

  it("manages an identity provider of another issuer of the sandbox", async () => {
    const okta = rehearsal.connect("okta");
    await okta.configure({ orgName: "acme-dev", baseUrl: "okta.com" });
    const issuer = await make(okta, "okta:auth/server:Server", { name: "Staff", audiences: ["https://a.example"] });
    const providerDetails: PropertyMap = {
      client_id: "0oa1",
      client_secret: new Secret("hidden"),
      authorize_scopes: "openid email",
      attributes_request_method: "GET",
      attributes_url_add_attributes: "false",
      oidc_issuer: issuer.state["issuer"]!,
      authorize_url: "https://acme-dev.okta.com/authorize",
      token_url: "https://acme-dev.okta.com/token",
      attributes_url: "https://acme-dev.okta.com/userinfo",
      jwks_uri: "https://acme-dev.okta.com/keys",
    };
    const declared: PropertyMap = {
      userPoolId: pool.id,
      providerName: "Okta",
      providerType: "OIDC",
      providerDetails,
      attributeMapping: { email: "email", username: "sub" },
    };
    const made = await make(aws, IdentityProvider, declared);
    assert.equal(made.id, `${pool.id}:Okta`);
    const news = { ...declared, attributeMapping: { name: "name", username: "sub" } };
    const changed = await change(aws, made, news, {
      "attributeMapping.email": "DELETE",
      "attributeMapping.name": "ADD",
    });
    await unmake(aws, changed);
    await unmake(okta, issuer);
  });

  it("manages a user, whose passwords stay secret", async () => {
    const declared: PropertyMap = {
      userPoolId: pool.id,
      username: "ada@acme.example",
      attributes: { email: "ada@acme.example", email_verified: "true", name: "Ada" },
      password: new Secret("Correct-Horse-9"),
      messageAction: "SUPPRESS",
    };
    const made = await make(aws, User, declared);
    assert.equal(made.state["status"], "CONFIRMED");
    assert.deepEqual(made.state["password"], new Secret("Correct-Horse-9"));
    const changed = await change(
      aws,
      made,
      { ...declared, enabled: false, attributes: { email: "ada@acme.example", email_verified: "true" } },
      { "attributes.name": "DELETE", enabled: "UPDATE" },
    );
    const preview = await aws.update(User, made.id, changed.state, { ...changed.inputs, enabled: true }, true);
    assert.deepEqual([preview["status"], preview["sub"]], [unknownValue, made.state["sub"]]);
    await unmake(aws, changed);
  });
});
