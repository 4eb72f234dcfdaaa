import type { DriftContext } from "../../../../../scripts/lib/drift/DriftContext.ts";
import type { DriftFinding } from "../../../../../scripts/lib/drift/DriftFinding.ts";
import { microsoftDrift } from "../../../../../scripts/lib/drift/microsoft/microsoftDrift.ts";
import type { StateResource } from "../../../../../scripts/lib/stack/StateResource.ts";
import type { ReadableDirectory } from "../../../../../scripts/lib/vendors/microsoft/DirectoryAccess.ts";
import type { DeployedTrust } from "../../../../../trust/DeployedTrust.ts";
import { deploy } from "../../../verify/support/deployedTrust.ts";
import { resource } from "../../support.ts";

/** An object or a list of Graph's, to change a part of. */
export interface Answer {
  accountEnabled: boolean;
  api: {
    requestedAccessTokenVersion: number | null;
    acceptMappedClaims?: boolean;
    knownClientApplications?: string[];
    oauth2PermissionScopes: object[];
    preAuthorizedApplications: object[];
  };
  appRoleAssignmentRequired: boolean;
  appRoles: { id: string; value: string; isEnabled: boolean; allowedMemberTypes: string[] }[];
  groupMembershipClaims: string | null;
  id: string;
  identifierUris: string[];
  isFallbackPublicClient: boolean | null;
  keyCredentials: object[];
  mail: string;
  optionalClaims: { idToken: { name: string; additionalProperties?: string[]; source?: string }[] } | null;
  passwordCredentials: object[];
  publicClient: { redirectUris: string[] };
  requiredResourceAccess: object[];
  scope: string;
  signInAudience: string;
  subject: string;
  userPrincipalName: string;
  web: { redirectUris: string[]; implicitGrantSettings: { enableAccessTokenIssuance?: boolean } };
  push(...items: object[]): number;
  splice(start: number, count?: number): unknown;
  readonly [index: number]: Answer;
}

/** What an application has beside what every one has. */
interface Particulars {
  readonly appRoles?: readonly { readonly id: string; readonly value: string }[];
  readonly required?: boolean;
  readonly version?: number;
  readonly audience?: string;
  readonly redirectUris?: readonly string[];
  readonly idTokens?: boolean;
  readonly claims?: readonly string[];
}

const settings = {
  issuers: {
    workforce: {
      kind: "entra",
      roles: { "Orders.Export": {}, "Orders.Approve": {} },
      clients: {
        exporter: { roles: ["Orders.Export"], secret: { generation: "1" } },
        pipeline: {
          roles: ["Orders.Approve"],
          federatedCredentials: { builds: { issuer: "https://ci.example.com", subject: "main" } },
        },
      },
    },
    customers: {
      kind: "b2c",
      tenantId: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
      tenantName: "acmecustomers",
      policy: "B2C_1_in",
      roles: { "orders.read": {} },
      clients: { shop: { roles: ["orders.read"], secret: { generation: "1" } } },
    },
  },
  apis: {
    orders: {
      lambdaAuthorizer: {},
      routes: {
        "GET /orders": { issuer: "customers", scopes: ["orders.read"], lambda: "orders" },
        "GET /export": { authorizer: "lambda", issuer: "workforce", roles: ["Orders.Export"], lambda: "orders" },
        "GET /summary": { issuer: "workforce", scopes: [], lambda: "orders" },
      },
    },
  },
  relyingParties: {
    jumpcloud: {
      kind: "jumpcloud-federation",
      identityProvider: { name: "Entra" },
      group: "entra-people",
      domains: ["acme.example"],
      application: {
        name: "JumpCloud",
        redirectUris: ["https://login.jumpcloud.com/oauth/callback"],
        optionalClaims: ["email"],
        secret: { generation: "1" },
      },
      people: {
        alice: { userPrincipalName: "alice@acme.example", displayName: "Alice", jumpcloud: "none", routed: false },
      },
    },
  },
};

const principalType = "azuread:index/servicePrincipal:ServicePrincipal";
const graphPrincipal = "sp-of-graph";

/** Directories that hold what was declared, as Graph would say it at each path, and the state that a deployment would have. */
export class DeployedDirectories {
  readonly trust: DeployedTrust = deploy(settings);
  readonly state: StateResource[] = [];
  /** By path below Graph's version, without a query: an object, a list, or what is thrown. */
  readonly answers: Record<string, Answer> = {};

  constructor() {
    for (const [name, issuer] of Object.entries(this.trust.model.issuers)) {
      const deployed = this.trust.issuers[name];
      if (issuer.kind !== "entra" && issuer.kind !== "b2c") continue;
      if (deployed?.kind !== "entra" && deployed?.kind !== "b2c") continue;
      const appRoles = Object.keys(issuer.roles).map((value) => ({ id: `role-${value}`, value }));
      const api = this.#register(deployed.audiences[0]!, deployed.applicationObjectId, deployed.servicePrincipalId, {
        appRoles,
        required: true,
        version: 2,
        audience: issuer.kind === "b2c" ? "AzureADandPersonalMicrosoftAccount" : "AzureADMyOrg",
      });
      this.#at(api.path).identifierUris = [deployed.identifierUri];
      this.state.push(
        resource("azuread:index/applicationIdentifierUri:ApplicationIdentifierUri", name, {
          id: `${api.path}/identifierUris/x`,
          outputs: { applicationId: api.path, identifierUri: deployed.identifierUri },
        }),
      );
      for (const [client, { roles, secret, federatedCredentials }] of Object.entries(issuer.clients)) {
        const objectId = `app-${name}-${client}`;
        const principalId = `sp-${name}-${client}`;
        const own = this.#register(deployed.clients[client]!.clientId, objectId, principalId, {});
        if (secret !== undefined) this.#addSecret(own.path, objectId);
        for (const [credential, { issuer: iss, subject, audience }] of Object.entries(federatedCredentials)) {
          const said = { issuer: iss, subject, audiences: [audience] };
          this.#at(`${own.path}/federatedIdentityCredentials`).push({ id: "fic-1", name: credential, ...said });
          this.state.push(
            resource(
              "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
              credential,
              {
                id: `${objectId}/federatedIdentityCredential/fic-1`,
                outputs: { credentialId: "fic-1", ...said },
              },
            ),
          );
        }
        for (const role of roles) this.#assign(principalId, client, deployed.servicePrincipalId, role);
      }
    }
    this.#declareFederation();
    this.#set("/oauth2PermissionGrants", []);
  }

  /** What has been asked of Graph must have an answer here: a path that has none is a mistake of the test's. */
  context(tenant = true): DriftContext {
    const find = async (path: string): Promise<unknown> => {
      const answer: unknown = this.answers[path.split("?")[0] ?? ""];
      if (answer instanceof Error) throw answer;
      return structuredClone(answer);
    };
    const list = async (path: string): Promise<unknown> => {
      const all = (await find(path)) ?? Promise.reject(new Error(`nobody is to ask for ${path}`));
      const [, name = "", value] = /\$filter=(\w+) eq '([^']*)'/.exec(decodeURIComponent(path)) ?? [];
      return value === undefined ? all : (all as Record<string, unknown>[]).filter((one) => one[name] === value);
    };
    const directory = { find, get: list, list } as ReadableDirectory;
    const directories = { tenant: () => (tenant ? directory : undefined), b2c: () => directory };
    const now = new Date("2026-11-22T12:00:00Z");
    return { stack: "dev", trust: this.trust, state: this.state, directories, now } as unknown as DriftContext;
  }

  drift(): Promise<readonly DriftFinding[]> {
    return microsoftDrift(this.context());
  }

  #register(
    appId: string,
    objectId: string,
    principalId: string,
    {
      appRoles = [],
      required = false,
      version,
      audience = "AzureADMyOrg",
      redirectUris = [],
      idTokens = false,
      claims = [],
    }: Particulars,
  ): { readonly path: string } {
    const [path, principal] = [`/applications/${objectId}`, `/servicePrincipals/${principalId}`];
    this.#set(path, {
      id: objectId,
      web: { redirectUris: [...redirectUris], implicitGrantSettings: { enableIdTokenIssuance: idTokens } },
      spa: { redirectUris: [] },
      publicClient: { redirectUris: [] },
      api: { requestedAccessTokenVersion: version ?? null, oauth2PermissionScopes: [], preAuthorizedApplications: [] },
      appRoles: appRoles.map((role) => ({ ...role, isEnabled: true, allowedMemberTypes: ["Application"] })),
      identifierUris: [],
      optionalClaims: { idToken: claims.map((name) => ({ name })) },
      groupMembershipClaims: null,
      requiredResourceAccess: [],
      signInAudience: audience,
      isFallbackPublicClient: null,
      passwordCredentials: [],
      keyCredentials: [],
    });
    this.#set(principal, {
      id: principalId,
      accountEnabled: true,
      appRoleAssignmentRequired: required,
      passwordCredentials: [],
      keyCredentials: [],
    });
    this.#set(`${path}/federatedIdentityCredentials`, []);
    for (const list of [`${path}/owners`, `${principal}/owners`]) this.#set(list, []);
    for (const list of ["appRoleAssignedTo", "appRoleAssignments", "oauth2PermissionGrants"]) {
      this.#set(`${principal}/${list}`, []);
    }
    const roles = appRoles.map((role) => ({ ...role, enabled: true, allowedMemberTypes: ["Application"] }));
    const declared = {
      appRoles: roles,
      api: { requestedAccessTokenVersion: version ?? 1 },
      web: { redirectUris: [...redirectUris], implicitGrant: { idTokenIssuanceEnabled: idTokens } },
      optionalClaims: { idTokens: claims.map((name) => ({ name })) },
      signInAudience: audience,
    };
    this.state.push(
      resource("azuread:index/application:Application", objectId, {
        id: path,
        inputs: { displayName: objectId, ...declared },
        outputs: { clientId: appId, objectId, ...declared, owners: [] },
      }),
      resource(principalType, principalId, {
        id: principal,
        outputs: {
          clientId: appId,
          objectId: principalId,
          accountEnabled: true,
          appRoleAssignmentRequired: required,
          appRoles: roles,
          owners: [],
        },
      }),
    );
    return { path };
  }

  #at(path: string): Answer {
    const answer = this.answers[path];
    if (answer === undefined) throw new Error(`there is no answer at ${path}`);
    return answer;
  }

  #set(path: string, answer: object): void {
    this.answers[path] = answer as Answer;
  }

  #addSecret(path: string, objectId: string): void {
    const keyId = `key-of-${objectId}`;
    this.#at(path).passwordCredentials.push({ keyId, endDateTime: "2027-01-01T00:00:00Z" });
    const id = `${objectId}/password/${keyId}`;
    this.state.push(
      resource("azuread:index/applicationPassword:ApplicationPassword", objectId, { id, outputs: { keyId } }),
    );
  }

  #assign(principalId: string, displayName: string, resourceId: string, role: string): void {
    const id = `assignment-${principalId}-${role}`;
    const assignment = {
      id,
      principalId,
      principalType: "ServicePrincipal",
      principalDisplayName: displayName,
      resourceId,
      resourceDisplayName: resourceId,
      appRoleId: `role-${role}`,
    };
    this.#at(`/servicePrincipals/${resourceId}/appRoleAssignedTo`).push(assignment);
    this.#at(`/servicePrincipals/${principalId}/appRoleAssignments`).push(assignment);
    this.state.push(
      resource("azuread:index/appRoleAssignment:AppRoleAssignment", id, {
        id: `/servicePrincipals/${resourceId}/appRoleAssignedTo/${id}`,
        outputs: { appRoleId: `role-${role}`, principalObjectId: principalId, resourceObjectId: resourceId },
      }),
    );
  }

  #declareFederation(): void {
    const party = this.trust.relyingParties["jumpcloud"];
    if (party?.kind !== "jumpcloud-federation") return;
    const { clientId, applicationObjectId, servicePrincipalId, redirectUris, optionalClaims } = party;
    const { path } = this.#register(clientId, applicationObjectId, servicePrincipalId, {
      redirectUris,
      idTokens: true,
      claims: optionalClaims,
    });
    this.#addSecret(path, applicationObjectId);
    const grant = {
      id: "grant-1",
      clientId: servicePrincipalId,
      consentType: "AllPrincipals",
      resourceId: graphPrincipal,
    };
    this.#set(`/servicePrincipals/${servicePrincipalId}/oauth2PermissionGrants`, [
      { ...grant, scope: "openid email profile" },
    ]);
    this.state.push(
      resource(
        "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant",
        "jumpcloud",
        {
          id: "/oauth2PermissionGrants/grant-1",
          outputs: { servicePrincipalObjectId: servicePrincipalId, claimValues: ["email", "openid", "profile"] },
        },
      ),
    );
    const account = { accountEnabled: true, userPrincipalName: "alice@acme.example", mail: "alice@acme.example" };
    this.#set("/users/user-alice", { ...account });
    this.state.push(
      resource("azuread:index/user:User", "jumpcloud/alice", {
        id: "/users/user-alice",
        outputs: { objectId: "user-alice", ...account },
      }),
    );
  }
}
