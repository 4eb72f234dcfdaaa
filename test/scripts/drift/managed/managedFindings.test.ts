import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Managed } from "../../../../scripts/lib/drift/managed/managedFindings.ts";
import { managedFindings } from "../../../../scripts/lib/drift/managed/managedFindings.ts";
import type { Refreshed } from "../../../../scripts/lib/drift/managed/Refreshed.ts";
import { volatileProperties } from "../../../../scripts/lib/drift/managed/volatileProperties.ts";
import type { StateResource } from "../../../../scripts/lib/stack/StateResource.ts";
import { resource, stackResource } from "../support.ts";

type Outputs = Readonly<Record<string, unknown>>;

function found(
  state: readonly StateResource[],
  changes: readonly (readonly [StateResource, Outputs | undefined])[],
  rest: Partial<Managed> = {},
) {
  const unchanged = state.filter(({ id, urn }) => id !== undefined && !changes.some(([one]) => one.urn === urn));
  const resources: Refreshed[] = [
    ...unchanged.map(({ urn, outputs }) => ({ urn, before: outputs, after: outputs })),
    ...changes.map(([{ urn, outputs }, after]) => ({ urn, before: outputs, after })),
  ];
  const managed = { stack: "dev", state, refresh: { resources, faults: [] }, explained: [], ...rest };
  return managedFindings(managed);
}

const issuer = resource("crosstrust:okta:Issuer", "okta");
const server = resource("okta:auth/server:Server", "okta", {
  parent: issuer.urn,
  id: "aus1",
  inputs: { name: "API", credentialsRotationMode: "AUTO", status: "ACTIVE" },
  outputs: { name: "API", credentialsRotationMode: "AUTO", status: "ACTIVE", kid: "k1", issuer: "https://o/aus1" },
});
const scope = resource("okta:auth/serverScope:ServerScope", "okta/keys.read", {
  parent: issuer.urn,
  id: "scp1",
  dependencies: [server.urn],
  inputs: { name: "keys.read", description: "List keys" },
  outputs: { name: "keys.read", description: "List keys", displayName: "", system: false },
});
const okta = [stackResource, issuer, server, scope];

describe("managedFindings", () => {
  it("finds nothing where nothing changed", () => assert.deepEqual(found(okta, []), []));

  it("tells both sides of a property that the config sets, its place, and how to put it back", () => {
    assert.deepEqual(found(okta, [[scope, { ...scope.outputs, description: "List all" }]]), [
      {
        rule: "managed-changed",
        severity: "error",
        where: "issuers.okta, Okta server scope keys.read",
        path: ["crosstrust:issuers", "okta", "scopes", "keys.read"],
        message: "The Okta server scope was changed at the vendor: description.",
        expected: 'description "List keys"',
        actual: 'description "List all"',
        advice: "`npm run up -- --stack dev --refresh` puts it back. To keep the change, put it into the config.",
      },
    ]);
  });

  it("tells no values of a function's environment, nor any that is called a secret", () => {
    const inputs = { environment: { variables: { LEVEL: "debug" } } };
    const fn = resource("aws:lambda/function:Function", "keys", { id: "keys", inputs, outputs: inputs });
    const provider = resource("aws:cognito/identityProvider:IdentityProvider", "company", {
      ...{ id: "pool:company", inputs: { providerName: "company" }, outputs: { providerName: "company" } },
    });
    const state = [stackResource, fn, provider];
    const findings = found(state, [
      [fn, { environment: { variables: { LEVEL: "hunter2", PASS: "hunter2" } } }],
      [provider, { providerName: "company", providerDetails: { client_id: "app", client_secret: "hunter2" } }],
    ]);
    assert.equal(findings.length, 2);
    assert.equal(
      findings.some(({ message }) => message.includes("environment")),
      true,
    );
    assert.equal(JSON.stringify(findings).includes("hunter2"), false);
    assert.match(findings[1]?.actual ?? "", /"client_id":"app"/);
  });

  it("finds a change of what only an output shows, which `up` cannot put back", () => {
    const [one, ...others] = found(okta, [[scope, { ...scope.outputs, displayName: "Keys" }]]);
    assert.deepEqual(others, []);
    assert.equal(one?.expected, "displayName nothing");
    assert.equal(one.actual, 'displayName "Keys"');
    assert.equal(
      one.advice,
      "The config does not set displayName: put that back at the vendor, or take what is there for right by `npm run refresh -- --stack dev`.",
    );
  });

  it("gives a change its own rule where there is one", () => {
    const after = { ...server.outputs, status: "INACTIVE", issuer: "https://other/aus1", name: "Other" };
    assert.deepEqual(
      found(okta, [[server, after]]).map(({ rule, expected, actual }) => [rule, expected, actual]),
      [
        ["issuer-mismatch", 'issuer "https://o/aus1"', 'issuer "https://other/aus1"'],
        ["managed-changed", 'name "API"', 'name "Other"'],
        ["deactivated", 'status "ACTIVE"', 'status "INACTIVE"'],
      ],
    );
  });

  it("tells what went with something once, with it", () => {
    const [one, ...others] = found(okta, [
      [scope, undefined],
      [server, undefined],
    ]);
    assert.deepEqual(others, []);
    assert.equal(one?.rule, "managed-deleted");
    assert.equal(one.where, "issuers.okta, Okta server");
    assert.equal(one.actual, "nothing; and with it went issuers.okta, Okta server scope keys.read");
  });

  it("leaves out what a vendor's reader explains, property by property", () => {
    const after = { ...scope.outputs, description: "List all", system: true };
    const told = (properties: readonly string[]) =>
      found(okta, [[scope, after]], { explained: properties.map((property) => ({ id: "scp1", property })) });
    assert.deepEqual(
      told(["description"]).map(({ actual }) => actual),
      ["system true"],
    );
    assert.deepEqual(told(["description", "system"]), []);
    const gone = (id: string, property: string) =>
      found(okta, [[scope, undefined]], { explained: [{ id, property }] }).length;
    assert.deepEqual(
      [gone("scp1", "id"), gone("scp1", "description"), gone("scp1", "assumeRolePolicy"), gone("scp2", "id")],
      [0, 0, 1, 1],
    );
  });

  describe("of what vendors change by themselves", () => {
    it("lets go the keys of a server that rotates them, and of no other", () => {
      assert.deepEqual(found(okta, [[server, { ...server.outputs, kid: "k2" }]]), []);
      const manual = { ...server, inputs: { ...server.inputs, credentialsRotationMode: "MANUAL" } };
      const findings = found([stackResource, issuer, manual], [[manual, { ...manual.outputs, kid: "k2" }]]);
      assert.deepEqual(
        findings.map(({ actual }) => actual),
        ['kid "k2"'],
      );
    });

    it("lets a person take an account into use, and tells of one that is suspended", () => {
      const user = resource("jumpcloud:index/user:User", "jumpcloud/dora", {
        id: "u1",
        outputs: { activated: false, state: "STAGED", suspended: false },
      });
      const change = (after: Outputs) => found([stackResource, user], [[user, after]]).map(({ rule }) => rule);
      assert.deepEqual(change({ activated: true, state: "ACTIVATED", suspended: false }), []);
      assert.deepEqual(change({ activated: true, state: "SUSPENDED", suspended: true }), ["deactivated"]);
    });

    it("has a reason for each", () => {
      for (const { reason, type, property } of volatileProperties) assert.match(reason, /\.$/, `${type} ${property}`);
      const names = volatileProperties.map(({ type, property }) => `${type} ${property}`);
      assert.equal(new Set(names).size, names.length);
    });
  });

  describe("of what other declared objects fill", () => {
    const policy = (statement: string) => JSON.stringify({ Statement: [{ Action: statement }] });
    const role = resource("aws:iam/role:Role", "tickets/tickets", {
      id: "app-tickets",
      inputs: { name: "app-tickets" },
      outputs: { name: "app-tickets", inlinePolicies: [] },
    });
    const rolePolicy = resource("aws:iam/rolePolicy:RolePolicy", "tickets/tickets", {
      id: "app-tickets:write",
      inputs: { role: "app-tickets", name: "write", policy: policy("logs:Put") },
      outputs: { role: "app-tickets", name: "write", policy: policy("logs:Put") },
    });
    const aws = [stackResource, role, rolePolicy];
    const withPolicies = (...inlinePolicies: readonly unknown[]) => ({ ...role.outputs, inlinePolicies });
    const own = { name: "write", policy: '{ "Statement": [ { "Action": "logs:Put" } ] }' };

    it("finds nothing where a role has its declared policies", () => {
      assert.deepEqual(found(aws, [[role, withPolicies(own)]]), []);
    });

    it("finds a policy that nobody declared, and one that says something else", () => {
      const extra = { name: "all", policy: policy("*") };
      assert.deepEqual(
        found(aws, [[role, withPolicies(own, extra)]]).map(({ rule, message }) => [rule, message]),
        [["managed-changed", "The AWS role was changed at the vendor: inlinePolicies."]],
      );
      const [changed] = found(aws, [[role, withPolicies({ ...own, policy: policy("*") })]]);
      assert.equal(changed?.expected, 'inlinePolicies[0].policy.Statement[0].Action "logs:Put"');
      assert.equal(changed.actual, 'inlinePolicies[0].policy.Statement[0].Action "*"');
    });

    it("compares with the state where the resource's own inputs set the property", () => {
      const set = { ...role, inputs: { ...role.inputs, inlinePolicies: [] } };
      assert.equal(found([stackResource, set, rolePolicy], [[set, withPolicies(own)]]).length, 1);
    });

    const application = resource("azuread:index/application:Application", "workforce", {
      id: "/applications/1",
      outputs: { clientId: "c1", displayName: "Orders", identifierUris: [], objectId: "1" },
    });
    const principal = resource("azuread:index/servicePrincipal:ServicePrincipal", "workforce", {
      id: "/servicePrincipals/2",
      outputs: { clientId: "c1", displayName: "Orders", servicePrincipalNames: [], objectId: "2" },
    });
    const uri = resource("azuread:index/applicationIdentifierUri:ApplicationIdentifierUri", "workforce", {
      id: "/applications/1/identifierUris/x",
      inputs: { applicationId: "/applications/1", identifierUri: "api://c1" },
    });
    const entra = [stackResource, application, principal, uri];

    it("knows the identifier URI of an application and of its service principal, whichever was made first", () => {
      const uris = { ...application.outputs, identifierUris: ["api://c1"] };
      const names = { ...principal.outputs, servicePrincipalNames: ["api://c1"] };
      assert.deepEqual(
        found(entra, [
          [application, uris],
          [principal, names],
        ]),
        [],
      );
      const other = { ...application.outputs, identifierUris: ["api://c1", "api://other"] };
      const [finding] = found(entra, [[application, other]]);
      assert.equal(finding?.expected, 'identifierUris ["api://c1"]');
      assert.equal(finding.actual, 'identifierUris ["api://c1","api://other"]');
    });

    it("knows a user pool's domain, and tells of another one", () => {
      const pool = resource("aws:cognito/userPool:UserPool", "portal", { id: "p", outputs: { domain: "" } });
      const domain = resource("aws:cognito/userPoolDomain:UserPoolDomain", "portal", {
        id: "acme",
        inputs: { userPoolId: "p", domain: "acme" },
      });
      const state = [stackResource, pool, domain];
      assert.deepEqual(found(state, [[pool, { domain: "acme" }]]), []);
      assert.equal(found(state, [[pool, { domain: "evil" }]])[0]?.expected, 'domain "acme"');
    });
  });

  describe("of what was not read", () => {
    const refusal = "error reading scope: 403 Forbidden";

    it("says which object, and why", () => {
      const refresh = {
        resources: [{ urn: server.urn, before: server.outputs, after: server.outputs }],
        faults: [
          { urn: scope.urn, message: refusal },
          { urn: undefined, message: "preview failed" },
        ],
      };
      const [one, ...others] = found(okta, [], { refresh });
      assert.deepEqual(others, []);
      assert.deepEqual(
        [one?.rule, one?.where, one?.actual],
        ["not-read", "issuers.okta, Okta server scope keys.read", refusal],
      );
    });

    it("tells of a failure that names nothing", () => {
      const resources = [server, scope].map(({ urn, outputs }) => ({ urn, before: outputs, after: outputs }));
      const refresh = { resources, faults: [{ urn: undefined, message: "preview failed" }] };
      assert.deepEqual(
        found(okta, [], { refresh }).map(({ rule, actual }) => [rule, actual]),
        [["not-read", "preview failed"]],
      );
    });

    it("is never silent about the others", () => {
      const findings = found(okta, [], { refresh: { resources: [], faults: [] } });
      assert.deepEqual(
        findings.map(({ rule, where, actual }) => [rule, where, actual]),
        [["not-read", "declared objects", "The engine did not read 2 of 4, of issuers.okta."]],
      );
    });
  });

  it("shows no secret, whatever a provider marks and whatever it forgets to", () => {
    const token = `eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.c`;
    const [one] = found(okta, [[scope, { ...scope.outputs, displayName: token }]]);
    assert.ok(!JSON.stringify(one).includes(token));
  });
});
