import assert from "node:assert/strict";
import { InputPropertiesError } from "@pulumi/pulumi";
import { EntraIssuer } from "../../../components/entra/EntraIssuer.ts";
import type { EntraIssuerArgs } from "../../../components/entra/EntraIssuer.ts";
import { runProgram, tenants } from "../support/runProgram.ts";
import type { ProgramOptions } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const day = 86_400_000;
const secret = { generation: "1", expires: { afterDays: 180 } };
const args: EntraIssuerArgs = {
  name: "Orders",
  description: "Orders, for the company",
  roles: {
    "Orders.Approve": {},
    "Orders.Export": { displayName: "Export orders", description: "Export all orders" },
  },
  assignmentRequired: true,
  clients: {
    export: {
      label: "Nightly export",
      roles: ["Orders.Export"],
      secret: { description: "Nightly", generation: "2", previousGeneration: "1", expires: { afterDays: 30 } },
      federatedCredentials: {},
    },
    deploy: {
      roles: ["Orders.Approve", "Orders.Export"],
      federatedCredentials: {
        github: {
          issuer: "https://token.actions.githubusercontent.com",
          subject: "repo:acme/orders:ref:refs/heads/main",
          audience: "api://AzureADTokenExchange",
          description: "Deployments",
        },
      },
    },
    bystander: { roles: [], secret, federatedCredentials: {} },
  },
};

function declare(changes: Partial<EntraIssuerArgs> = {}, options: ProgramOptions = {}) {
  return runProgram(() => new EntraIssuer("workforce", { ...args, ...changes }), options);
}

const type = (name: string) => `azuread:index/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;

describe("EntraIssuer", () => {
  it("registers the API for this tenant alone, with tokens of version 2, its roles, and an identifier URI apart", async () => {
    const { ofType } = await declare();
    const [api] = ofType(type("application"));
    const { appRoles, ...inputs } = api!.inputs;
    assert.deepEqual(inputs, {
      displayName: "Orders",
      description: "Orders, for the company",
      signInAudience: "AzureADMyOrg",
      api: { requestedAccessTokenVersion: 2 },
    });
    assert.equal((appRoles as unknown[]).length, 2);
    assert.deepEqual([api!.name, api!.parent], ["workforce", "crosstrust:entra:Api workforce"]);
    assert.deepEqual(api!.ignoreChanges, ["identifierUris"]);
    assert.equal(api!.provider, undefined);
  });

  it("names registrations after project, stack and issuer where the config does not", async () => {
    const { name, ...unnamed } = args;
    assert.equal(name, "Orders");
    const { ofType } = await runProgram(() => new EntraIssuer("workforce", unnamed), { stack: "eu.west" });
    const [displayName = "", ...ofClients] = ofType(type("application")).map(
      ({ inputs }) => inputs["displayName"] as string,
    );
    assert.match(displayName, /^crosstrust-eu-west-workforce-[0-9a-f]{8}$/);
    assert.deepEqual(
      ofClients.map((name) => name.slice(0, 31)),
      ["crosstrust-eu-west-workforce--b", "crosstrust-eu-west-workforce--d", "Nightly export"],
    );
  });

  it("has each role for applications, with an id that stays", async () => {
    const rolesOf = async (options: ProgramOptions = {}) =>
      (await declare({}, options)).ofType(type("application"))[0]!.inputs["appRoles"] as { id: string }[];
    const roles = await rolesOf();
    assert.deepEqual(
      roles.map(({ id, ...rest }) => [typeof id, rest]),
      [
        [
          "string",
          {
            value: "Orders.Approve",
            displayName: "Orders.Approve",
            description: "Orders.Approve",
            allowedMemberTypes: ["Application"],
          },
        ],
        [
          "string",
          {
            value: "Orders.Export",
            displayName: "Export orders",
            description: "Export all orders",
            allowedMemberTypes: ["Application"],
          },
        ],
      ],
    );
    assert.deepEqual(roles, await rolesOf());
    assert.equal(new Set([...roles, ...(await rolesOf({ stack: "prod" }))].map(({ id }) => id)).size, 4);
  });

  it("makes the identifier URI from the client id, or takes the config's", async () => {
    const uri = async (changes: Partial<EntraIssuerArgs>) =>
      (await declare(changes)).ofType(type("applicationIdentifierUri")).map(({ inputs }) => inputs);
    const applicationId = "Application(workforce)";
    assert.deepEqual(await uri({}), [{ applicationId, identifierUri: "api://client-of-workforce" }]);
    assert.deepEqual(await uri({ identifierUri: "api://orders" }), [{ applicationId, identifierUri: "api://orders" }]);
  });

  it("makes the service principal once the API has its identifier URI, which is one of the principal's names", async () => {
    const { ofType } = await declare();
    // The API's registration and its identifier URI have one name; the clients have no such URI.
    assert.deepEqual(
      ofType(type("servicePrincipal")).map(({ dependsOn }) => dependsOn),
      [["workforce", "workforce"], ["workforce/bystander"], ["workforce/deploy"], ["workforce/export"]],
    );
  });

  it("requires assignment at the API's service principal unless the config says otherwise, and at no client's", async () => {
    const principals = async (changes: Partial<EntraIssuerArgs>) =>
      (await declare(changes)).ofType(type("servicePrincipal")).map(({ name, inputs }) => [name, inputs]);
    const clients = ["bystander", "deploy", "export"].map((client) => [
      `workforce/${client}`,
      { clientId: `client-of-workforce/${client}` },
    ]);
    assert.deepEqual(await principals({}), [
      ["workforce", { clientId: "client-of-workforce", appRoleAssignmentRequired: true }],
      ...clients,
    ]);
    assert.deepEqual((await principals({ assignmentRequired: false }))[0], [
      "workforce",
      { clientId: "client-of-workforce", appRoleAssignmentRequired: false },
    ]);
  });

  it("registers each client with what it was consented to, and nothing where that is nothing", async () => {
    const { ofType } = await declare();
    const [api, ...registered] = ofType(type("application"));
    const [approve, exporting] = (api!.inputs["appRoles"] as { id: string }[]).map(({ id }) => id);
    const access = (...ids: unknown[]) => ({
      requiredResourceAccesses: [
        { resourceAppId: "client-of-workforce", resourceAccesses: ids.map((id) => ({ id, type: "Role" })) },
      ],
    });
    assert.deepEqual(
      registered.map(({ name, inputs, parent }) => [name, parent, inputs]),
      [
        [
          "workforce/bystander",
          "crosstrust:entra:Client workforce/bystander",
          { displayName: "crosstrust-dev-workforce--bystander", signInAudience: "AzureADMyOrg" },
        ],
        [
          "workforce/deploy",
          "crosstrust:entra:Client workforce/deploy",
          {
            displayName: "crosstrust-dev-workforce--deploy",
            signInAudience: "AzureADMyOrg",
            ...access(approve, exporting),
          },
        ],
        [
          "workforce/export",
          "crosstrust:entra:Client workforce/export",
          { displayName: "Nightly export", signInAudience: "AzureADMyOrg", ...access(exporting) },
        ],
      ],
    );
    assert.deepEqual(
      ofType(type("appRoleAssignment")).map(({ name, inputs }) => [name, inputs]),
      [
        ["workforce/deploy/Orders.Approve", assignment("deploy", approve)],
        ["workforce/deploy/Orders.Export", assignment("deploy", exporting)],
        ["workforce/export/Orders.Export", assignment("export", exporting)],
      ],
    );
  });

  it("makes a password for each generation, whose end does not move with later updates", async () => {
    const before = Date.now();
    const passwords = (await declare()).ofType(type("applicationPassword"));
    assert.deepEqual(
      passwords.map(({ name, inputs: { endDate, ...rest }, ignoreChanges }) => [
        name,
        typeof endDate,
        rest,
        ignoreChanges,
      ]),
      [
        password("bystander/1", { applicationId: "Application(workforce/bystander)", displayName: "1" }),
        password("export/1", { applicationId: "Application(workforce/export)", displayName: "Nightly" }),
        password("export/2", { applicationId: "Application(workforce/export)", displayName: "Nightly" }),
      ],
    );
    const lengths = [180, 30, 30].map((days) => days * day);
    passwords.forEach(({ inputs }, index) => {
      const end = inputs["endDate"] as string;
      assert.match(end, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      const length = Date.parse(end) - before;
      assert.ok(length > lengths[index]! - 1000 && length <= lengths[index]! + Date.now() - before, end);
    });
  });

  it("lets a moment in the config be changed for the current generation, and not for the one before", async () => {
    const { ofType } = await declare({
      clients: {
        c: {
          roles: [],
          secret: { generation: "2", previousGeneration: "1", expires: { at: "2027-05-31T12:00:00.000Z" } },
          federatedCredentials: {},
        },
      },
    });
    assert.deepEqual(
      ofType(type("applicationPassword")).map(({ name, inputs, ignoreChanges }) => [
        name,
        inputs["displayName"],
        inputs["endDate"],
        ignoreChanges,
      ]),
      [
        ["workforce/c/1", "1", "2027-05-31T12:00:00Z", ["displayName", "endDate"]],
        ["workforce/c/2", "2", "2027-05-31T12:00:00Z", ["displayName"]],
      ],
    );
  });

  it("declares federated credentials, which need no password", async () => {
    const { ofType } = await declare();
    assert.deepEqual(
      ofType(type("applicationFederatedIdentityCredential")).map(({ name, inputs, parent }) => [name, parent, inputs]),
      [
        [
          "workforce/deploy/github",
          "crosstrust:entra:Client workforce/deploy",
          {
            applicationId: "Application(workforce/deploy)",
            displayName: "github",
            description: "Deployments",
            issuer: "https://token.actions.githubusercontent.com",
            subject: "repo:acme/orders:ref:refs/heads/main",
            audiences: ["api://AzureADTokenExchange"],
          },
        ],
      ],
    );
  });

  it("declares nothing else", async () => {
    const { resources, calls } = await declare();
    assert.equal(resources.length, 1 + 1 + 1 + 1 + 1 + 3 * 3 + 3 + 3 + 1);
    assert.deepEqual(calls, []);
    const names = resources.map(({ type: kind, name, parent }) => `${parent?.split(" ")[0]} ${kind} ${name}`);
    assert.equal(new Set(names).size, names.length);
  });

  it("hands on what the tenant says: one issuer for all of its APIs, the API's client id as audience", async () => {
    const { result, ofType } = await declare();
    const [first, second] = ofType(type("applicationPassword")).slice(-2);
    assert.notEqual(first, second);
    const issuer = `https://login.microsoftonline.com/${tenants.entra}/v2.0`;
    assert.deepEqual(await settled(result.deployed), {
      value: {
        kind: "entra",
        issuer,
        audiences: ["client-of-workforce"],
        discoveryUrl: `${issuer}/.well-known/openid-configuration`,
        metadataUrl: `${issuer}/.well-known/openid-configuration`,
        tokenEndpoint: `https://login.microsoftonline.com/${tenants.entra}/oauth2/v2.0/token`,
        scopeClaim: "roles",
        tenantId: tenants.entra,
        applicationObjectId: "object-of-workforce",
        servicePrincipalId: "principal-of-workforce",
        identifierUri: "api://client-of-workforce",
        tokenScope: "api://client-of-workforce/.default",
        clients: {
          export: { clientId: "client-of-workforce/export", secretExpires: second!.inputs["endDate"] },
          deploy: { clientId: "client-of-workforce/deploy" },
          bystander: {
            clientId: "client-of-workforce/bystander",
            secretExpires: ofType(type("applicationPassword"))[0]!.inputs["endDate"],
          },
        },
      },
      known: true,
      secret: false,
    });
    assert.equal((await settled(result.clientIdClaim)).value, "azp");
    assert.equal((await settled(result.scopeClaim)).value, "roles");
    assert.equal((await settled(result.issuer)).value, issuer);
    assert.deepEqual((await settled(result.audiences)).value, ["client-of-workforce"]);
  });

  it("gives the current generation's secret, as a secret, and none where there is none", async () => {
    const { result, ofType } = await declare();
    assert.deepEqual(await settled(result.clients["export"]!.clientSecret!), {
      value: "secret-of-workforce/export/2",
      known: true,
      secret: true,
    });
    assert.equal(result.clients["deploy"]!.clientSecret, undefined);
    assert.equal(result.clients["deploy"]!.secretExpires, undefined);
    for (const { secretOutputs } of ofType(type("applicationPassword"))) {
      assert.ok(secretOutputs.includes("value"));
    }
  });

  it("previews with what Graph will only say later unknown, and role ids known", async () => {
    const { result, ofType } = await declare({}, { preview: true });
    assert.equal((await settled(result.deployed)).known, false);
    const hidden = await settled(result.clients["export"]!.clientSecret!);
    assert.deepEqual([hidden.known, hidden.secret], [false, true]);
    const [role] = ofType(type("application"))[0]!.inputs["appRoles"] as { id: string }[];
    assert.match(role!.id, /^[0-9a-f-]{36}$/);
  });

  it("refuses clients that name roles which are not there", async () => {
    await assert.rejects(
      declare({ clients: { c: { roles: ["Orders.Export", "Orders.None"], secret, federatedCredentials: {} } } }),
      (error: unknown) => {
        assert.ok(InputPropertiesError.isInstance(error));
        assert.deepEqual(error.errors, [{ propertyPath: "roles[1]", reason: "there is no role Orders.None" }]);
        return true;
      },
    );
  });
});

function assignment(client: string, appRoleId: unknown) {
  return {
    appRoleId,
    principalObjectId: `principal-of-workforce/${client}`,
    resourceObjectId: "principal-of-workforce",
  };
}

function password(name: string, inputs: object) {
  return [`workforce/${name}`, "string", inputs, ["displayName", "endDate"]];
}
