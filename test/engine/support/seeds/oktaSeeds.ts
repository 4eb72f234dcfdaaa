import type { DeployedOktaIssuer } from "../../../../trust/DeployedTrust.ts";
import type { RehearsedStack } from "../RehearsedStack.ts";
import type { Seed } from "./Seed.ts";

/** What is changed of Okta's objects. */
interface OktaObject {
  readonly id: string;
  default: boolean;
  description: string;
  priority: number;
  audiences: string[];
  readonly conditions: Readonly<Record<"clients" | "grantTypes" | "scopes", { readonly include: string[] }>>;
  readonly actions: { readonly token: { accessTokenLifetimeMinutes: number } };
  readonly credentials: {
    readonly oauthClient: { token_endpoint_auth_method: string };
    readonly signing: { rotationMode: string };
  };
  readonly settings: {
    readonly oauthClient: {
      readonly grant_types: string[];
      dpop_bound_access_tokens: boolean;
      readonly jwks: { readonly keys: object[] };
    };
  };
}

const organisation = "https://acme-dev.okta.com";
const api = `${organisation}/api/v1`;

/** What somebody may change at Okta. */
export const oktaSeeds: readonly Seed[] = [
  {
    what: "a scope more",
    make: (stack) => stack.okta("POST", `${serverOf(stack, "okta")}/scopes`, { name: "keys.delete" }),
    finds: [{ rule: "unmanaged-scope", where: "issuers.okta, scope keys.delete" }],
  },
  {
    what: "a scope that is given to whoever asks for none",
    make: async (stack) => change(stack, await scopeOf(stack, "okta", "keys.write"), (scope) => (scope.default = true)),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.okta, scope keys.write", actual: /^default: true$/ },
        ...{ gains: /^Clients that ask for no scope get it/, putBack: true },
      },
    ],
  },
  {
    what: "a scope with another description",
    make: async (stack) =>
      change(stack, await scopeOf(stack, "okta", "keys.audit"), (scope) => (scope.description = "Read everything")),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.okta, Okta server scope keys.audit", putBack: true },
        ...{ expected: /^description "Read who used which key"$/, actual: /^description "Read everything"$/ },
      },
    ],
  },
  {
    what: "a claim that gateways read as scopes",
    make: (stack) =>
      stack.okta("POST", `${serverOf(stack, "okta")}/claims`, {
        ...{ name: "scope", status: "ACTIVE", claimType: "RESOURCE", valueType: "EXPRESSION", value: "'keys.write'" },
      }),
    finds: [
      {
        ...{ rule: "unmanaged-claim", where: "issuers.okta, claim scope" },
        gains: /^Every client of the authorization server passes routes /,
      },
    ],
  },
  {
    what: "an access policy for every application",
    make: async (stack) => {
      const policies = `${serverOf(stack, "okta")}/policies`;
      const conditions = { clients: { include: ["ALL_CLIENTS"] } };
      const { id } = (await stack.okta("POST", policies, {
        ...{ type: "OAUTH_AUTHORIZATION_POLICY", name: "any", description: "By hand", conditions },
      })) as OktaObject;
      await stack.okta("POST", `${policies}/${id}/rules`, rule("all", ["*"]));
    },
    finds: [
      {
        ...{ rule: "unmanaged-access-policy", where: "issuers.okta, access policy any" },
        gains: /^Any application of the Okta organisation \(issuer okta\) can call .*GET \/audit.* of inventory/,
      },
    ],
  },
  {
    what: "a rule more",
    make: async (stack) => stack.okta("POST", `${await policyOf(stack, "okta", "auditor")}/rules`, rule("wide", ["*"])),
    finds: [
      {
        ...{ rule: "unmanaged-access-rule", where: "issuers.okta, access policy auditor, rule wide" },
        gains: /^auditor of okta can call .*POST \/keys.* of inventory\.$/,
      },
    ],
  },
  {
    what: "a rule that is gone",
    make: async (stack) => stack.okta("DELETE", await ruleOf(stack, "okta", "key-insight", "client-credentials")),
    finds: [
      {
        ...{ rule: "managed-deleted", where: "issuers.okta, Okta server policy rule key-insight/client-credentials" },
        putBack: true,
      },
    ],
  },
  {
    what: "a rule that is switched off",
    make: async (stack) =>
      stack.okta("POST", `${await ruleOf(stack, "okta", "key-admin", "client-credentials")}/lifecycle/deactivate`),
    finds: [
      {
        ...{ rule: "deactivated", where: "issuers.okta, access policy key-admin, rule client-credentials" },
        putBack: true,
      },
    ],
  },
  {
    what: "tokens by a rule that last for a day",
    make: async (stack) =>
      change(
        stack,
        await ruleOf(stack, "partners", "prospects", "machine-to-machine"),
        ({ actions }) => (actions.token.accessTokenLifetimeMinutes = 1440),
      ),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.partners, access policy prospects, rule machine-to-machine" },
        ...{ expected: /^5 minutes$/, actual: /^1440 minutes$/ },
        ...{ gains: /^Whoever gets hold of a token /, putBack: true },
      },
    ],
  },
  {
    what: "a rule that gives scopes beside the declared ones",
    make: async (stack) =>
      change(stack, await ruleOf(stack, "reporting", "reporter", "client-credentials"), ({ conditions }) =>
        conditions.scopes.include.push("reports.publish"),
      ),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.reporting, access policy reporter, rule client-credentials" },
        ...{ actual: /^reports\.publish and reports\.read$/ },
        ...{ gains: /^reporter of reporting can call POST \/reports of reports\.$/, putBack: true },
      },
    ],
  },
  {
    what: "access policies in another order",
    make: async (stack) =>
      change(stack, await policyOf(stack, "partners", "prospects"), (policy) => (policy.priority = 1)),
    finds: [
      {
        ...{ rule: "rule-priority", where: "issuers.partners, access policies", putBack: true },
        ...{ expected: /^partners, prospects$/, actual: /^prospects, partners$/, gains: /more than one of them/ },
      },
    ],
  },
  {
    what: "rules in another order",
    make: async (stack) =>
      change(stack, await ruleOf(stack, "partners", "partners", "short"), (short) => (short.priority = 1)),
    finds: [
      {
        ...{ rule: "rule-priority", where: "issuers.partners, access policy partners, rules", putBack: true },
        ...{ actual: /^short, machine-to-machine$/, gains: /more than one of them/ },
      },
    ],
  },
  {
    what: "an access policy that is switched off",
    make: async (stack) => stack.okta("POST", `${await policyOf(stack, "partners", "prospects")}/lifecycle/deactivate`),
    finds: [{ rule: "deactivated", where: "issuers.partners, access policy prospects", putBack: true }],
  },
  {
    what: "an access policy for a client more",
    make: async (stack) =>
      change(stack, await policyOf(stack, "reporting", "publisher"), ({ conditions }) =>
        conditions.clients.include.push(clientOf(stack, "reporting", "reporter")),
      ),
    finds: [
      {
        ...{ rule: "unmanaged-client", where: "issuers.reporting, access policy publisher", putBack: true },
        gains: /^reporter of reporting can call POST \/reports of reports\.$/,
      },
    ],
  },
  {
    what: "an authorization server that is switched off",
    make: (stack) => stack.okta("POST", `${serverOf(stack, "reporting")}/lifecycle/deactivate`),
    finds: [
      { rule: "deactivated", where: "issuers.reporting", putBack: true },
      { rule: "discovery", where: "issuers.reporting, published documents", putBack: true },
    ],
  },
  {
    what: "an authorization server with another audience",
    make: (stack) =>
      change(stack, serverOf(stack, "partners"), (server) => (server.audiences = ["https://other.example"])),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.partners", actual: /^https:\/\/other\.example$/, putBack: true },
        gains: /^Whatever trusts this issuer for https:\/\/other\.example takes its tokens\.$/,
      },
    ],
  },
  {
    what: "an authorization server whose tokens are exchanged",
    make: async (stack) => {
      const audiences = ["https://elsewhere.example"];
      const { id } = (await stack.okta("POST", `${api}/authorizationServers`, {
        name: "Elsewhere",
        audiences,
      })) as OktaObject;
      await stack.okta("POST", `${serverOf(stack, "okta")}/associatedServers`, { trusted: [id] });
    },
    finds: [
      {
        ...{ rule: "unmanaged-object", where: "issuers.okta, trusted server Elsewhere" },
        gains: /^Whoever has a token of \S+ can exchange it /,
      },
    ],
  },
  {
    what: "a rule for people too",
    make: async (stack) =>
      change(stack, await ruleOf(stack, "partners", "partners", "machine-to-machine"), ({ conditions }) => {
        conditions.grantTypes.include.push("authorization_code");
        Object.assign(conditions, { people: { groups: { include: ["EVERYONE"] } } });
      }),
    finds: [
      {
        ...{ rule: "managed-changed", putBack: true, message: /for other grants/ },
        where: "issuers.partners, access policy partners, rule machine-to-machine",
        gains: /^People get tokens with keys\.read by authorization_code\.$/,
      },
      {
        ...{ rule: "managed-changed", putBack: true, message: /for other people/, actual: /^EVERYONE$/ },
        where: "issuers.partners, access policy partners, rule machine-to-machine",
        gains: /^People of EVERYONE get tokens by it/,
      },
    ],
  },
  {
    what: "signing keys that nobody rotates",
    make: (stack) =>
      change(stack, serverOf(stack, "okta"), ({ credentials }) => (credentials.signing.rotationMode = "MANUAL")),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.okta", actual: /^MANUAL$/, putBack: true },
        gains: /^Whoever gets hold of a signing key /,
      },
    ],
  },
  {
    what: "an application that may exchange tokens",
    make: (stack) =>
      change(stack, appOf(stack, "okta", "auditor"), ({ settings }) =>
        settings.oauthClient.grant_types.push("urn:ietf:params:oauth:grant-type:token-exchange"),
      ),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.okta, client auditor", putBack: true },
        gains: /^Whoever uses the application by urn:ietf:params:oauth:grant-type:token-exchange gets its tokens/,
      },
    ],
  },
  {
    what: "an application that is switched off",
    make: (stack) => stack.okta("POST", `${appOf(stack, "partners", "initech")}/lifecycle/deactivate`),
    finds: [{ rule: "deactivated", where: "issuers.partners, client initech", putBack: true }],
  },
  {
    what: "a second secret of an application",
    make: async (stack) =>
      ((await stack.okta("POST", `${appOf(stack, "reporting", "reporter")}/credentials/secrets`, {})) as OktaObject).id,
    finds: [
      {
        ...{ rule: "unmanaged-secret", where: "issuers.reporting, client reporter, secret {id}" },
        gains: /^Whoever holds it is the client and can call GET \/reports of reports\.$/,
      },
    ],
  },
  {
    what: "a public key of an application that nobody declared",
    make: (stack) =>
      change(stack, appOf(stack, "okta", "signer"), ({ settings }) =>
        settings.oauthClient.jwks.keys.push({ ...settings.oauthClient.jwks.keys[0], kid: "stranger" }),
      ),
    finds: [
      {
        ...{ rule: "unmanaged-secret", where: "issuers.okta, client signer, key stranger", putBack: true },
        gains: /^Whoever holds it is the client and can call GET \/audit of inventory\.$/,
      },
    ],
  },
  {
    what: "a right at Okta's own API",
    make: (stack) =>
      stack.okta("POST", `${appOf(stack, "reporting", "publisher")}/grants`, {
        ...{ scopeId: "okta.users.manage", issuer: organisation },
      }),
    finds: [
      {
        ...{ rule: "unmanaged-consent", where: "issuers.reporting, client publisher, grant okta.users.manage" },
        gains: /what okta\.users\.manage allows/,
      },
    ],
  },
  {
    what: "an application that proves itself in another way",
    make: (stack) =>
      change(
        stack,
        appOf(stack, "partners", "globex"),
        ({ credentials }) => (credentials.oauthClient.token_endpoint_auth_method = "client_secret_post"),
      ),
    finds: [
      {
        ...{ rule: "managed-changed", where: "issuers.partners, client globex", putBack: true },
        ...{ expected: /^client_secret_basic$/, actual: /^client_secret_post$/ },
      },
    ],
  },
  {
    what: "an application that is asked for a proof of possession",
    make: (stack) =>
      change(
        stack,
        appOf(stack, "okta", "key-admin"),
        ({ settings }) => (settings.oauthClient.dpop_bound_access_tokens = true),
      ),
    finds: [{ rule: "managed-changed", where: "issuers.okta, client key-admin", actual: /^tokens bound by DPoP$/ }],
  },
];

function issuerOf(stack: RehearsedStack, issuer: string): DeployedOktaIssuer {
  return stack.outputs.trust.issuers[issuer] as DeployedOktaIssuer;
}

function serverOf(stack: RehearsedStack, issuer: string): string {
  return `${api}/authorizationServers/${issuerOf(stack, issuer).serverId}`;
}

function clientOf(stack: RehearsedStack, issuer: string, client: string): string {
  return issuerOf(stack, issuer).clients[client]!.clientId;
}

/** An application's client id is its own id, unless somebody chose another. */
function appOf(stack: RehearsedStack, issuer: string, client: string): string {
  return `${api}/apps/${clientOf(stack, issuer, client)}`;
}

async function scopeOf(stack: RehearsedStack, issuer: string, name: string): Promise<string> {
  return named(stack, `${serverOf(stack, issuer)}/scopes`, name);
}

async function policyOf(stack: RehearsedStack, issuer: string, name: string): Promise<string> {
  return named(stack, `${serverOf(stack, issuer)}/policies`, name);
}

async function ruleOf(stack: RehearsedStack, issuer: string, policy: string, name: string): Promise<string> {
  return named(stack, `${await policyOf(stack, issuer, policy)}/rules`, name);
}

async function named(stack: RehearsedStack, collection: string, name: string): Promise<string> {
  const all = (await stack.okta("GET", collection)) as readonly { readonly id: string; readonly name: string }[];
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${collection} has no ${name}`);
  return `${collection}/${found.id}`;
}

async function change(stack: RehearsedStack, url: string, edit: (object: OktaObject) => unknown): Promise<void> {
  const object = (await stack.okta("GET", url)) as OktaObject;
  edit(object);
  await stack.okta("PUT", url, { ...object });
}

function rule(name: string, scopes: readonly string[]): Readonly<Record<string, unknown>> {
  return {
    ...{ type: "RESOURCE_ACCESS", name, priority: 9 },
    conditions: {
      people: { groups: { include: ["EVERYONE"] } },
      grantTypes: { include: ["client_credentials"] },
      scopes: { include: scopes },
    },
    actions: {
      token: { accessTokenLifetimeMinutes: 60, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10080 },
    },
  };
}
