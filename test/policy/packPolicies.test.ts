import assert from "node:assert/strict";
import { packPolicies } from "../../policy/packPolicies.ts";
import { resourceJudges } from "../../policy/resourceJudges.ts";
import { limitRanges } from "../../trust/policy/limitRanges.ts";
import { policyRules } from "../../trust/policy/rules.ts";
import { rsaKey } from "../trust/policy/policyFixture.ts";
import { Analysis, now, unknownText } from "./support/Analysis.ts";

type Json = Readonly<Record<string, unknown>>;

const oktaApp = "okta:app/oAuth:OAuth";
const accessPolicy = "okta:auth/serverPolicy:ServerPolicy";
const accessRule = "okta:auth/serverPolicyRule:ServerPolicyRule";
const application = "azuread:index/application:Application";
const redirectUris = "azuread:index/applicationRedirectUris:ApplicationRedirectUris";
const password = "azuread:index/applicationPassword:ApplicationPassword";
const credential = "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential";
const flexible =
  "azuread:index/applicationFlexibleFederatedIdentityCredential:ApplicationFlexibleFederatedIdentityCredential";
const principal = "azuread:index/servicePrincipal:ServicePrincipal";
const poolClient = "aws:cognito/userPoolClient:UserPoolClient";
const pool = "aws:cognito/userPool:UserPool";
const route = "aws:apigatewayv2/route:Route";
const stage = "aws:apigatewayv2/stage:Stage";
const authorizer = "aws:apigatewayv2/authorizer:Authorizer";
const role = "aws:iam/role:Role";
const grant = "aws:s3control/accessGrant:AccessGrant";
const location = "aws:s3control/accessGrantsLocation:AccessGrantsLocation";
const jumpCloudApp = "jumpcloud:index/oidcApplication:OidcApplication";
const assignment = "aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration";

const key = { kid: "1", ...rsaKey(2048) };

/** Resources that break no rule, in production. */
const good: Readonly<Record<string, Json>> = {
  [oktaApp]: {
    type: "service",
    grantTypes: ["client_credentials"],
    responseTypes: ["token"],
    tokenEndpointAuthMethod: "private_key_jwt",
    jwks: [key],
  },
  [accessPolicy]: { clientWhitelists: ["0oa1"] },
  [accessRule]: {
    grantTypeWhitelists: ["client_credentials"],
    scopeWhitelists: ["keys.read"],
    accessTokenLifetimeMinutes: 60,
  },
  "okta:idp/oidc:Oidc": { requestSignatureAlgorithm: "RS256" },
  "okta:app/oAuthRedirectUri:OAuthRedirectUri": { uri: "https://app.acme.example/callback" },
  [application]: {
    web: {
      redirectUris: ["https://app.acme.example/callback"],
      implicitGrant: { accessTokenIssuanceEnabled: false, idTokenIssuanceEnabled: true },
    },
    publicClient: { redirectUris: ["http://localhost", "msauth.com.acme.app://auth"] },
    password: { endDate: "2026-11-28T12:00:00Z" },
  },
  "azuread:index/applicationRegistration:ApplicationRegistration": { implicitAccessTokenIssuanceEnabled: false },
  [redirectUris]: { type: "PublicClient", redirectUris: ["http://localhost"] },
  [credential]: {
    issuer: "https://token.actions.githubusercontent.com",
    subject: "repo:acme/orders:environment:production",
  },
  [flexible]: {
    issuer: "https://token.actions.githubusercontent.com",
    claimsMatchingExpression: "claims['sub'] eq 'repo:acme/orders:ref:refs/heads/main'",
  },
  [principal]: { appRoleAssignmentRequired: true },
  [poolClient]: {
    allowedOauthFlows: ["code"],
    explicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
    callbackUrls: ["https://app.acme.example/callback"],
    preventUserExistenceErrors: "ENABLED",
  },
  [pool]: { deletionProtection: "ACTIVE", mfaConfiguration: "OPTIONAL" },
  [route]: { routeKey: "GET /keys", authorizationType: "JWT", authorizationScopes: ["keys.read"] },
  [stage]: { accessLogSettings: { destinationArn: "arn", format: "$context.requestId" } },
  [authorizer]: { authorizerType: "REQUEST", authorizerResultTtlInSeconds: 60 },
  "aws:apigateway/authorizer:Authorizer": { authorizerResultTtlInSeconds: 0 },
  [role]: { assumeRolePolicy: trust({ AWS: "arn:aws:iam::111122223333:role/ci" }) },
  [grant]: { accessGrantsLocationConfiguration: { s3SubPrefix: "team-a/*" } },
  [location]: { locationScope: "s3://reports/" },
  [assignment]: { assignmentRequired: true },
  [jumpCloudApp]: { redirectUris: ["https://app.acme.example/callback"] },
};

function trust(Principal: unknown, Condition?: unknown): string {
  return JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal, Condition }] });
}

const gitHub = { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" };
const subject = (value: unknown) => ({ StringLike: { "token.actions.githubusercontent.com:sub": value } });
const loopback = "http://localhost:5000/callback";

/** What makes of a good resource a bad one, and the rules that it then breaks. */
const bad: readonly (readonly [type: string, changes: Json, ...rules: string[]])[] = [
  [oktaApp, { grantTypes: ["client_credentials", "implicit"] }, "implicit-grant"],
  [oktaApp, { type: "browser" }, "implicit-grant"],
  [accessRule, { grantTypeWhitelists: ["implicit"], refreshTokenLifetimeMinutes: 60 }, "implicit-grant"],
  [application, { web: { implicitGrant: { accessTokenIssuanceEnabled: true } } }, "implicit-grant"],
  [
    "azuread:index/applicationRegistration:ApplicationRegistration",
    { implicitAccessTokenIssuanceEnabled: true },
    "implicit-grant",
  ],
  [poolClient, { allowedOauthFlows: ["code", "implicit"] }, "implicit-grant"],
  [oktaApp, { grantTypes: ["password"] }, "password-grant"],
  [accessRule, { grantTypeWhitelists: ["password"], refreshTokenLifetimeMinutes: 60 }, "password-grant"],
  [poolClient, { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }, "password-grant"],
  [poolClient, { explicitAuthFlows: ["ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"] }, "password-grant", "password-grant"],
  [oktaApp, { wildcardRedirect: "SUBDOMAIN" }, "redirect-wildcard"],
  [oktaApp, { redirectUris: ["https://*.acme.example/"] }, "redirect-wildcard"],
  [application, { singlePageApplication: { redirectUris: ["https://*.acme.example/"] } }, "redirect-wildcard"],
  [application, { publicClient: { redirectUris: ["http://acme.example/"] } }, "redirect-insecure"],
  [application, { publicClient: { redirectUris: ["HTTP://acme.example/"] } }, "redirect-insecure"],
  [application, { publicClient: { redirectUris: ["https://acme.example@evil.example/"] } }, "redirect-insecure"],
  [oktaApp, { redirectUris: ["https://acme.example\\@evil.example/"] }, "redirect-insecure"],
  [oktaApp, { redirectUris: ["https://\u0430cme.example/"] }, "redirect-insecure"],
  [jumpCloudApp, { redirectUris: ["http://acme.example/"] }, "redirect-insecure"],
  [jumpCloudApp, { redirectUris: [loopback] }, "redirect-loopback"],
  [poolClient, { logoutUrls: ["http://app.acme.example/"] }, "redirect-insecure"],
  [poolClient, { callbackUrls: ["acme://callback"] }, "redirect-insecure"],
  ["okta:app/oAuthRedirectUri:OAuthRedirectUri", { uri: "http://acme.example/" }, "redirect-insecure"],
  [oktaApp, { postLogoutRedirectUris: [loopback], redirectUris: [loopback] }, "redirect-loopback"],
  [redirectUris, { type: "Web", redirectUris: [loopback] }, "redirect-loopback"],
  [oktaApp, { jwks: [{ kid: "s", ...rsaKey(1024) }] }, "signing-algorithm"],
  [oktaApp, { jwks: [{ kid: "e", kty: "EC", x: "x", y: "y" }] }, "signing-algorithm"],
  [oktaApp, { tokenEndpointAuthMethod: "client_secret_jwt" }, "signing-algorithm", "secretless"],
  ["okta:idp/oidc:Oidc", { requestSignatureAlgorithm: "HS256" }, "signing-algorithm"],
  [accessRule, { accessTokenLifetimeMinutes: 61 }, "token-lifetime"],
  [poolClient, { accessTokenValidity: 2 }, "token-lifetime"],
  [poolClient, { idTokenValidity: 61, tokenValidityUnits: { idToken: "minutes" } }, "token-lifetime"],
  [accessRule, { grantTypeWhitelists: ["authorization_code"] }, "refresh-lifetime"],
  [
    accessRule,
    { grantTypeWhitelists: ["authorization_code"], refreshTokenLifetimeMinutes: 90 * 1440 + 1 },
    "refresh-lifetime",
  ],
  [poolClient, { refreshTokenValidity: 91 }, "refresh-lifetime"],
  [poolClient, { refreshTokenValidity: 3000, tokenValidityUnits: { refreshToken: "hours" } }, "refresh-lifetime"],
  [authorizer, { authorizerResultTtlInSeconds: 301 }, "authorizer-cache"],
  ["aws:apigateway/authorizer:Authorizer", { authorizerResultTtlInSeconds: 3600 }, "authorizer-cache"],
  [pool, { passwordPolicy: { temporaryPasswordValidityDays: 8 } }, "temporary-password"],
  [route, { authorizationScopes: [] }, "unscoped-route"],
  [route, { authorizationType: "NONE" }, "public-route"],
  [password, { endDate: "2026-11-28T12:00:01Z" }, "secret-lifetime", "secretless"],
  [password, { endDateRelative: "4321h" }, "secret-lifetime", "secretless"],
  [password, {}, "secret-lifetime", "secretless"],
  ["azuread:index/servicePrincipalPassword:ServicePrincipalPassword", {}, "secret-lifetime"],
  [application, { password: { endDate: "2028-01-01T00:00:00Z" } }, "secret-lifetime"],
  [password, { endDateRelative: "4320h0m" }, "secretless"],
  [oktaApp, { tokenEndpointAuthMethod: "client_secret_post" }, "secretless"],
  [credential, { subject: "repo:acme/orders:pull_request" }, "federated-subject"],
  [flexible, { claimsMatchingExpression: "claims['sub'] matches 'repo:acme/*'" }, "federated-subject"],
  [role, { assumeRolePolicy: trust(gitHub) }, "federated-subject"],
  [role, { assumeRolePolicy: trust(gitHub, subject(["repo:acme/*"])) }, "federated-subject"],
  [role, { assumeRolePolicy: trust(gitHub, subject("repo:acme/orders:pull_request")) }, "federated-subject"],
  [pool, { deletionProtection: "INACTIVE" }, "deletion-protection"],
  [accessPolicy, { clientWhitelists: ["ALL_CLIENTS"] }, "all-clients"],
  [accessRule, { scopeWhitelists: ["*"] }, "all-scopes"],
  [principal, { appRoleAssignmentRequired: false }, "open-assignment"],
  [oktaApp, { implicitAssignment: true }, "open-assignment"],
  [assignment, { assignmentRequired: false }, "open-assignment"],
  [role, { assumeRolePolicy: trust("*") }, "account-callers"],
  [role, { assumeRolePolicy: trust({ AWS: ["111122223333"] }) }, "account-callers"],
  [role, { assumeRolePolicy: trust({ AWS: "arn:aws:iam::111122223333:root" }) }, "account-callers"],
  [grant, { accessGrantsLocationConfiguration: { s3SubPrefix: "*" } }, "whole-location-grant"],
  [location, { locationScope: "s3://" }, "whole-location-grant"],
  [pool, { mfaConfiguration: "OFF" }, "mfa"],
  [poolClient, { preventUserExistenceErrors: "LEGACY" }, "user-existence"],
];

/** As bad without the property. */
const missing: readonly (readonly [type: string, property: string, rule: string])[] = [
  [route, "authorizationType", "public-route"],
  [route, "authorizationScopes", "unscoped-route"],
  [pool, "deletionProtection", "deletion-protection"],
  [pool, "mfaConfiguration", "mfa"],
  [stage, "accessLogSettings", "access-logs"],
  [poolClient, "preventUserExistenceErrors", "user-existence"],
];

const production: Readonly<Record<string, Json>> = Object.fromEntries(
  policyRules.map(({ id }) => [id, { production: true }]),
);

async function rulesBrokenBy(type: string, properties: Json, config = production): Promise<readonly string[]> {
  return (await new Analysis(config).resource(type, properties)).map(({ rule }) => rule);
}

describe("the policy pack", () => {
  for (const [type, properties] of Object.entries(good)) {
    it(`finds nothing in a good ${type}`, async () => assert.deepEqual(await rulesBrokenBy(type, properties), []));
  }

  for (const [type, changes, ...rules] of bad) {
    it(`finds ${rules.join(" and ")} in ${type} with ${JSON.stringify(changes).slice(0, 100)}`, async () => {
      assert.deepEqual(await rulesBrokenBy(type, { ...good[type], ...changes }), rules);
    });
  }

  for (const [type, property, rule] of missing) {
    it(`finds ${rule} in ${type} without ${property}`, async () => {
      const rest = Object.fromEntries(Object.entries(good[type]!).filter(([name]) => name !== property));
      assert.deepEqual(await rulesBrokenBy(type, rest), [rule]);
    });
  }

  it("has a bad resource for each rule and type that it judges", () => {
    const tried = new Set([...bad, ...missing].flatMap(([type, , ...rules]) => rules.map((rule) => `${rule} ${type}`)));
    const judged = Object.entries(resourceJudges).flatMap(([rule, judges]) =>
      Object.keys(judges).map((type) => `${rule} ${type}`),
    );
    const shared = (one: string) => one.startsWith("redirect-") || one.includes("ManagedUserPoolClient");
    assert.deepEqual(
      judged.filter((one) => !shared(one) && !tried.has(one)),
      [],
    );
  });

  it("judges nothing of other resources", async () => {
    assert.deepEqual(await rulesBrokenBy("random:index/randomPassword:RandomPassword", { length: 1 }), []);
  });

  it("asks less of what is not production", async () => {
    const found = await Promise.all(
      bad.map(async ([type, changes]) => rulesBrokenBy(type, { ...good[type], ...changes }, {})),
    );
    const everywhere = new Set(found.flat());
    const rules = new Set(bad.flatMap(([, , ...broken]) => broken));
    assert.deepEqual([...rules].filter((rule) => !everywhere.has(rule)).sort(), [
      "deletion-protection",
      "mfa",
      "redirect-loopback",
      "secretless",
    ]);
    assert.deepEqual(await rulesBrokenBy(role, { assumeRolePolicy: trust("*") }, {}), ["account-callers"]);
    assert.deepEqual(await rulesBrokenBy(role, { assumeRolePolicy: trust({ AWS: "111122223333" }) }, {}), []);
  });

  it("takes no limit that the settings refuse", () => {
    const limitsOf = (rule: string) => {
      const { properties = {} } = packPolicies().find(({ name }) => name === rule)?.configSchema ?? {};
      return Object.entries(properties).flatMap(([name, { minimum, maximum }]) =>
        maximum === undefined ? [] : [[name, minimum, maximum]],
      );
    };
    const limits = ["token-lifetime", "refresh-lifetime", "authorizer-cache", "temporary-password", "secret-lifetime"];
    assert.deepEqual(
      limits.flatMap(limitsOf),
      Object.entries(limitRanges)
        .filter(([name]) => name !== "accessLogDays")
        .map(([name, [least, most]]) => [name, least, most]),
    );
  });

  it("asks nothing of the ID and refresh tokens of app clients that nobody signs in by", async () => {
    const machine = {
      allowedOauthFlows: ["client_credentials"],
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      accessTokenValidity: 1,
      idTokenValidity: 24,
      refreshTokenValidity: 3650,
    };
    assert.deepEqual(await rulesBrokenBy(poolClient, machine), []);
    for (const explicitAuthFlows of [undefined, [], ["ALLOW_USER_SRP_AUTH"], unknownText, [unknownText]]) {
      const broken = await rulesBrokenBy(poolClient, { ...machine, explicitAuthFlows });
      assert.deepEqual(broken, ["token-lifetime", "refresh-lifetime", "user-existence"], String(explicitAuthFlows));
    }
  });

  it("takes limits and public routes from its config", async () => {
    const config = { "token-lifetime": { accessTokenMinutes: 120 }, "public-route": { publicRoutes: ["GET /health"] } };
    assert.deepEqual(
      await rulesBrokenBy(accessRule, { ...good[accessRule], accessTokenLifetimeMinutes: 120 }, config),
      [],
    );
    assert.deepEqual(
      await rulesBrokenBy(accessRule, { ...good[accessRule], accessTokenLifetimeMinutes: 121 }, config),
      ["token-lifetime"],
    );
    assert.deepEqual(await rulesBrokenBy(route, { routeKey: "GET /health" }, config), []);
    assert.deepEqual(await rulesBrokenBy(route, { routeKey: "GET /healthy" }, config), ["public-route"]);
    assert.deepEqual(
      await rulesBrokenBy(route, { routeKey: "$default" }, { "public-route": { publicRoutes: ["$default"] } }),
      ["public-route"],
    );
  });

  it("leaves what a preview does not know to the update", async () => {
    const unknown: readonly (readonly [string, Json])[] = [
      [oktaApp, { ...good[oktaApp], redirectUris: [unknownText] }],
      [accessPolicy, { clientWhitelists: [unknownText] }],
      [route, { ...good[route], authorizationScopes: [unknownText] }],
      [route, { routeKey: "GET /keys", authorizationType: unknownText }],
      [password, { endDate: unknownText }],
      [role, { assumeRolePolicy: unknownText }],
      [pool, { deletionProtection: unknownText, mfaConfiguration: unknownText }],
      [poolClient, { ...good[poolClient], preventUserExistenceErrors: unknownText }],
    ];
    for (const [type, properties] of unknown) {
      const broken = (await rulesBrokenBy(type, properties)).filter((rule) => rule !== "secretless");
      assert.deepEqual(broken, [], type);
    }
  });

  it("judges what is known beside what is not", async () => {
    const redirects = [unknownText, "http://acme.example/"];
    assert.deepEqual(await rulesBrokenBy(oktaApp, { ...good[oktaApp], redirectUris: redirects }), [
      "redirect-insecure",
    ]);
  });

  it("says what is wrong, who gains, what would be right, what is there, and where a waiver would say so", async () => {
    const [violation] = await new Analysis().resource(accessRule, {
      ...good[accessRule],
      accessTokenLifetimeMinutes: 120,
    });
    assert.deepEqual(violation, {
      rule: "token-lifetime",
      urn: `urn:pulumi:dev::acme::${accessRule}::one`,
      text: [
        "Its access tokens live long.",
        "Who gains: Whoever has a token of somebody's can use it for as long: nothing takes it back.",
        "Expected: at most 60 minutes",
        "Found: 120 minutes",
        `At: ${accessRule}::one`,
      ].join("\n"),
    });
  });

  it("makes errors mandatory and warnings advisory, each with its summary", () => {
    const levels = packPolicies(() => now).map(({ name, description, enforcementLevel }) => [
      name,
      description,
      enforcementLevel,
    ]);
    const expected = policyRules
      .filter(({ id }) => id !== "shared-tokens" && id !== "production-stack")
      .map(({ id, summary, severity }) => [id, summary, severity === "error" ? "mandatory" : "advisory"]);
    assert.deepEqual(levels, expected);
  });
});
