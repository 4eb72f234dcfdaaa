import assert from "node:assert/strict";
import { InputPropertiesError, RunError } from "@pulumi/pulumi";
import type * as program from "../index.ts";
import { runProgram } from "./components/support/runProgram.ts";
import type { ProgramOptions, Registered } from "./components/support/runProgram.ts";
import { settled } from "./components/support/settled.ts";
import { devEnvironment, devSecrets, stackConfig } from "./components/support/stackConfig.ts";
import { without } from "./components/support/without.ts";

const dev = { ...stackConfig("dev"), ...devSecrets };
/** How the engine marks a secret among the properties that it is sent. */
const secretSignature = "4dabf18193072939515e22adb298388d";
/** The components of the config's three sections, and the saved queries over all APIs. */
const tops =
  /^crosstrust:(okta:Issuer|entra:(Issuer|B2cIssuer)|cognito:Issuer|jumpcloud:(Issuer|Federation)|aws:(HttpApi|AuditQueries|S3AccessGrants)|fortanix:KeyInsightConnection|jsm:Connection)$/;
let runs = 0;

/** Each run evaluates the program anew, as the Automation API does. */
function runIndex(options: ProgramOptions = {}) {
  const specifier = `../index.ts?run=${++runs}`;
  return runProgram(async () => (await import(specifier)) as typeof program, {
    config: dev,
    secretKeys: Object.keys(devSecrets),
    environment: devEnvironment,
    ...options,
  });
}

function counts(resources: readonly Registered[]): Record<string, number> {
  const byType = Object.groupBy(resources, ({ type }) => type);
  return Object.fromEntries(Object.entries(byType).map(([type, members]) => [type, members!.length]));
}

/** Secrets end so many days after they were made, and each run makes its own. */
function withoutEnds(trust: unknown): unknown {
  return JSON.parse(JSON.stringify(trust), (key, value: unknown) => (key === "secretExpires" ? undefined : value));
}

describe("the program, with the config of the stack dev", () => {
  it("declares every issuer, API and relying party, and nothing else", async () => {
    const { resources } = await runIndex();
    assert.deepEqual(counts(resources), {
      "crosstrust:okta:Issuer": 3,
      "crosstrust:okta:AuthorizationServer": 3,
      "crosstrust:okta:ServiceApp": 7,
      "okta:auth/server:Server": 3,
      "okta:auth/serverScope:ServerScope": 7,
      "okta:auth/serverPolicy:ServerPolicy": 7,
      "okta:auth/serverPolicyRule:ServerPolicyRule": 7,
      "okta:app/oAuth:OAuth": 7,
      "crosstrust:entra:Issuer": 1,
      "crosstrust:entra:B2cIssuer": 1,
      "crosstrust:entra:Api": 2,
      "crosstrust:entra:Client": 6,
      "pulumi:providers:azuread": 1,
      "azuread:index/applicationIdentifierUri:ApplicationIdentifierUri": 2,
      "azuread:index/application:Application": 10,
      "azuread:index/servicePrincipal:ServicePrincipal": 10,
      "azuread:index/appRoleAssignment:AppRoleAssignment": 5,
      "azuread:index/applicationPassword:ApplicationPassword": 8,
      "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential": 1,
      "crosstrust:aws:HttpApi": 4,
      "crosstrust:aws:LambdaBackend": 3,
      "crosstrust:aws:LambdaAuthorizer": 1,
      "aws:apigatewayv2/api:Api": 4,
      "aws:apigatewayv2/authorizer:Authorizer": 7,
      "aws:apigatewayv2/integration:Integration": 4,
      "aws:apigatewayv2/route:Route": 16,
      "aws:apigatewayv2/stage:Stage": 4,
      "aws:cloudwatch/logGroup:LogGroup": 8,
      "crosstrust:aws:RefusalAlarms": 4,
      "aws:cloudwatch/logMetricFilter:LogMetricFilter": 8,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 8,
      "crosstrust:aws:AuditQueries": 1,
      "aws:cloudwatch/queryDefinition:QueryDefinition": 6,
      "aws:iam/role:Role": 7,
      "aws:iam/rolePolicy:RolePolicy": 7,
      "aws:lambda/function:Function": 4,
      "aws:lambda/permission:Permission": 15,
      "crosstrust:fortanix:KeyInsightConnection": 1,
      "crosstrust:jumpcloud:Federation": 1,
      "crosstrust:entra:SignInApplication": 2,
      "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant": 2,
      "crosstrust:entra:Person": 3,
      "azuread:index/user:User": 3,
      "random:index/randomPassword:RandomPassword": 3,
      "jumpcloud:index/identityProvider:IdentityProvider": 1,
      "jumpcloud:index/userGroup:UserGroup": 2,
      "jumpcloud:index/user:User": 4,
      "jumpcloud:index/groupMembership:GroupMembership": 3,
      "crosstrust:cognito:Issuer": 1,
      "crosstrust:cognito:UserPool": 1,
      "crosstrust:cognito:UserPoolDomain": 1,
      "crosstrust:cognito:InteractiveClient": 2,
      "crosstrust:cognito:MachineClient": 2,
      "crosstrust:cognito:Federation": 1,
      "aws:cognito/userPool:UserPool": 1,
      "aws:cognito/userPoolDomain:UserPoolDomain": 1,
      "aws:cognito/userPoolClient:UserPoolClient": 4,
      "aws:cognito/managedLoginBranding:ManagedLoginBranding": 2,
      "aws:cognito/resourceServer:ResourceServer": 1,
      "aws:cognito/userGroup:UserGroup": 1,
      "aws:cognito/identityProvider:IdentityProvider": 1,
      "crosstrust:jsm:Connection": 1,
      "crosstrust:jumpcloud:Issuer": 1,
      "crosstrust:jumpcloud:Application": 1,
      "jumpcloud:index/oidcApplication:OidcApplication": 1,
      "jumpcloud:index/applicationAssociation:ApplicationAssociation": 1,
      "crosstrust:aws:S3AccessGrants": 1,
      "crosstrust:aws:TrustedTokenIssuer": 1,
      "crosstrust:aws:Directory": 1,
      "crosstrust:aws:ExchangeRoles": 1,
      "crosstrust:aws:IdentityCenterApplication": 1,
      "crosstrust:aws:AccessGrantsInstance": 1,
      "crosstrust:aws:GrantsLocation": 1,
      "crosstrust:aws:PrivateBucket": 1,
      "aws:ssoadmin/trustedTokenIssuer:TrustedTokenIssuer": 1,
      "aws:ssoadmin/application:Application": 1,
      "aws:ssoadmin/applicationAccessScope:ApplicationAccessScope": 1,
      "aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration": 1,
      "aws:ssoadmin/applicationAssignment:ApplicationAssignment": 2,
      "identitycenter:index/applicationGrant:ApplicationGrant": 1,
      "identitycenter:index/applicationAuthenticationMethod:ApplicationAuthenticationMethod": 1,
      "aws:identitystore/user:User": 2,
      "aws:identitystore/group:Group": 1,
      "aws:identitystore/groupMembership:GroupMembership": 1,
      "aws:s3control/accessGrantsInstance:AccessGrantsInstance": 1,
      "aws:s3control/accessGrantsLocation:AccessGrantsLocation": 1,
      "aws:s3control/accessGrant:AccessGrant": 2,
      "aws:s3/bucket:Bucket": 1,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 1,
    });
  });

  it("puts every resource of a vendor into a component, and every component of a section at the top", async () => {
    const { resources } = await runIndex();
    for (const { type, name, parent } of resources) {
      const top = tops.test(type);
      assert.equal(parent === undefined, top, `${type} ${name}`);
      if (parent !== undefined) {
        assert.match(parent, /^crosstrust:/);
        const component = parent.slice(parent.indexOf(" ") + 1);
        assert.ok(name === component || name.startsWith(`${component}/`), `${name} is not named after ${component}`);
      }
    }
  });

  it("declares in the B2C tenant what is the B2C issuer's, and everything else with the default providers", async () => {
    const { resources } = await runIndex();
    for (const { type, name, provider } of resources.filter((resource) => !resource.type.startsWith("crosstrust:"))) {
      const inB2c = type.startsWith("azuread:") && /^customers(\/|$)/.test(name);
      assert.equal(provider, inB2c ? "customers" : undefined, `${type} ${name}`);
    }
  });

  it("leaves the one public route without an authorizer and no other", async () => {
    const { ofType } = await runIndex();
    const open = ofType("aws:apigatewayv2/route:Route").filter(({ inputs }) => inputs["authorizerId"] === undefined);
    assert.deepEqual(
      open.map(({ inputs }) => [inputs["routeKey"], inputs["authorizationType"]]),
      [["GET /health", "NONE"]],
    );
  });

  it("says in `trust` what was declared and what the vendors answered, and no secret", async () => {
    const { result } = await runIndex();
    const { value, known, secret } = await settled(result.trust);
    assert.deepEqual([known, secret], [true, false]);
    const { model, issuers, apis, relyingParties, ...rest } = value;
    assert.deepEqual(rest, { version: 2, project: "crosstrust", stack: "dev", region: "eu-central-1" });
    assert.deepEqual(Object.keys(model), ["issuers", "apis", "relyingParties"]);
    assert.deepEqual(issuers["okta"]!.clients, {
      auditor: { clientId: "client-of-okta/auditor" },
      "key-admin": { clientId: "client-of-okta/key-admin" },
      "key-insight": { clientId: "client-of-okta/key-insight" },
    });
    assert.deepEqual(Object.keys(apis["inventory"]!.authorizers).sort(), ["okta", "partners"]);
    assert.deepEqual(apis["reports"]!.authorizers["reporting"], {
      authorizerId: "Authorizer(reports/reporting)",
      issuer: issuers["reporting"]!.issuer,
      audiences: issuers["reporting"]!.audiences,
    });
    assert.deepEqual(
      Object.entries(issuers).map(([name, { kind, scopeClaim }]) => [name, kind, scopeClaim]),
      [
        ["customers", "b2c", "scp"],
        ["jumpcloud", "jumpcloud", "scope"],
        ["okta", "okta", "scp"],
        ["partners", "okta", "scp"],
        ["portal", "cognito", "scope"],
        ["reporting", "okta", "scp"],
        ["workforce", "entra", "roles"],
      ],
    );
    assert.deepEqual(
      Object.entries(relyingParties).map(([name, { kind }]) => [name, kind]),
      [
        ["jumpcloud", "jumpcloud-federation"],
        ["key-insight", "fortanix-key-insight"],
        ["reports-in-s3", "s3-access-grants"],
        ["support", "jira-service-management"],
      ],
    );
    assert.doesNotMatch(JSON.stringify(value), /secret-of-|operator-of-/);
  });

  it("gives the client secrets apart, as a secret", async () => {
    const { result } = await runIndex();
    assert.deepEqual(await settled(result.clientSecrets), {
      value: {
        okta: {
          auditor: "secret-of-okta/auditor",
          "key-admin": "secret-of-okta/key-admin",
          "key-insight": "secret-of-okta/key-insight",
        },
        portal: {
          jsm: "secret-of-portal/jsm",
          "mail-gateway": "secret-of-portal/mail-gateway",
          reporting: "secret-of-portal/reporting",
          tester: "secret-of-portal/tester",
        },
        jumpcloud: { "s3-access-grants": "secret-of-jumpcloud/s3-access-grants" },
        customers: {
          "back-office": "secret-of-customers/back-office/1",
          shop: "secret-of-customers/shop/1",
        },
        workforce: {
          approvals: "secret-of-workforce/approvals/1",
          bystander: "secret-of-workforce/bystander/1",
          "nightly-export": "secret-of-workforce/nightly-export/2026-11",
        },
        partners: { globex: "secret-of-partners/globex", initech: "secret-of-partners/initech" },
        reporting: { publisher: "secret-of-reporting/publisher", reporter: "secret-of-reporting/reporter" },
      },
      known: true,
      secret: true,
    });
  });

  it("gives what the relying parties were given apart, as a secret, and nothing for those without", async () => {
    const { result } = await runIndex();
    assert.deepEqual(await settled(result.relyingPartySecrets), {
      value: {
        jumpcloud: {
          clientSecret: "secret-of-jumpcloud/1",
          initialPasswords: {
            alice: "secret-of-jumpcloud/alice",
            bob: "secret-of-jumpcloud/bob",
            carol: "secret-of-jumpcloud/carol",
          },
        },
      },
      known: true,
      secret: true,
    });
  });

  it("has no other output", async () => {
    const { result } = await runIndex();
    assert.deepEqual(Object.keys(result).sort(), ["clientSecrets", "relyingPartySecrets", "trust"]);
  });

  it("hands the relying party what its form asks for", async () => {
    const { resources } = await runIndex();
    const connection = resources.find(({ type }) => type === "crosstrust:fortanix:KeyInsightConnection");
    assert.equal(connection!.name, "key-insight");
    assert.deepEqual(connection!.outputs, {
      clientId: "client-of-okta/key-insight",
      wellKnownUrl: "https://acme-dev.okta.com/oauth2/okta/.well-known/oauth-authorization-server",
      scopes: ["keys.read"],
    });
  });

  it("registers every component's outputs, with no secret in the clear", async () => {
    const { resources } = await runIndex();
    for (const { type, name, outputs } of resources.filter((resource) => resource.type.startsWith("crosstrust:"))) {
      assert.notEqual(outputs, undefined, `${type} ${name}`);
      for (const [key, value] of Object.entries(outputs!)) {
        const marked = typeof value === "object" && value !== null && secretSignature in value;
        assert.equal(JSON.stringify(value).includes("secret-of-"), marked, `${type} ${name} ${key}`);
        assert.equal(marked, ["clientSecret", "initialPassword"].includes(key), `${type} ${name} ${key}`);
      }
    }
  });

  it("previews with what the vendors will only say later unknown, the secrets still secret", async () => {
    const { result, resources } = await runIndex({ preview: true });
    assert.equal((await settled(result.trust)).known, false);
    const secrets = await settled(result.clientSecrets);
    assert.deepEqual([secrets.known, secrets.secret], [false, true]);
    const relyingPartySecrets = await settled(result.relyingPartySecrets);
    assert.deepEqual([relyingPartySecrets.known, relyingPartySecrets.secret], [false, true]);
    assert.equal(resources.length, 277);
  });

  it("keeps nothing from one run to the next", async () => {
    const first = await runIndex();
    const second = await runIndex({ config: without(dev, "crosstrust:apis", "crosstrust:relyingParties") });
    const third = await runIndex();
    assert.equal(second.ofType("aws:apigatewayv2/api:Api").length, 0);
    assert.deepEqual((await settled(second.result.trust)).value.apis, {});
    assert.deepEqual(counts(third.resources), counts(first.resources));
    const [before, after] = await Promise.all([settled(first.result.trust), settled(third.result.trust)]);
    assert.deepEqual(withoutEnds(after.value), withoutEnds(before.value));
  });

  it("declares nothing when the config has a fault", async () => {
    let declared: readonly Registered[] | undefined;
    await assert.rejects(
      runIndex({ config: { ...dev, "crosstrust:nothing": "1" } }).then(({ resources }) => (declared = resources)),
      (error: unknown) => RunError.isInstance(error) && !InputPropertiesError.isInstance(error),
    );
    assert.equal(declared, undefined);
  });
});
