import type { DriftContext } from "../../../../../scripts/lib/drift/DriftContext.ts";
import type { DriftFinding } from "../../../../../scripts/lib/drift/DriftFinding.ts";
import { oktaDrift } from "../../../../../scripts/lib/drift/okta/oktaDrift.ts";
import type { StateResource } from "../../../../../scripts/lib/stack/StateResource.ts";
import { sandboxSend } from "../../../../../scripts/lib/rehearsal/sandboxSend.ts";
import { accessOkta } from "../../../../../scripts/lib/vendors/okta/accessOkta.ts";
import type { DeployedTrust } from "../../../../../trust/DeployedTrust.ts";
import { apiToken, type OktaObject, orgHost, orgUrl } from "../../../../sandbox/okta/support/oktaOrg.ts";
import { OktaPeople } from "../../../../sandbox/okta/support/OktaPeople.ts";
import { deploy } from "../../../verify/support/deployedTrust.ts";
import { resource } from "../../support.ts";

const settings = {
  issuers: {
    okta: {
      kind: "okta",
      audience: "https://api.acme.example",
      scopes: {
        "keys.read": { description: "List keys", default: true },
        "keys.write": { description: "Change keys" },
      },
      clients: { reader: { scopes: ["keys.read"] }, admin: { scopes: ["keys.read", "keys.write"] } },
      accessPolicies: {
        readers: {
          priority: 1,
          description: "Readers",
          clients: ["reader"],
          rules: { short: { priority: 1, scopes: ["keys.read"], accessTokenMinutes: 15 } },
        },
        admins: {
          priority: 2,
          description: "Admins",
          clients: ["admin"],
          rules: {
            reading: { priority: 1, scopes: ["keys.read"], accessTokenMinutes: 60 },
            writing: { priority: 2, scopes: ["keys.read", "keys.write"], accessTokenMinutes: 5 },
          },
        },
      },
    },
    portal: {
      kind: "cognito",
      signIn: ["email"],
      domain: { prefix: "acme-portal" },
      clients: {
        web: {
          kind: "interactive",
          callbackUrls: ["https://a.example/cb"],
          logoutUrls: ["https://a.example/out"],
        },
      },
      federation: {
        company: {
          kind: "okta",
          label: "Portal",
          assignment: { groups: ["Customers"] },
          attributes: { email: "email" },
        },
      },
    },
  },
  apis: {
    inventory: {
      routes: {
        "GET /keys": { issuer: "okta", scopes: ["keys.read"], lambda: "inventory" },
        "POST /keys": { issuer: "okta", scopes: ["keys.write"], lambda: "inventory" },
      },
    },
  },
};

/** An org that holds what was declared, made by its own API, and the state that a deployment would have. */
export class DeployedOkta {
  readonly org = new OktaPeople();
  state: StateResource[] = [];
  trust: DeployedTrust = deploy(settings);
  serverPath = "";
  /** Ids by what they are of: `scope keys.read`, `policy readers`, `rule admins/writing`, `app reader`. */
  readonly ids = new Map<string, string>();

  static async make(): Promise<DeployedOkta> {
    const made = new DeployedOkta();
    await made.#declare();
    return made;
  }

  path(what: string): string {
    const id = this.id(what);
    const [kind = "", name = ""] = what.split(" ");
    if (kind === "app") return `/api/v1/apps/${id}`;
    if (kind === "rule") return `${this.path(`policy ${name.split("/")[0]}`)}/rules/${id}`;
    return `${this.serverPath}/${kind === "policy" ? "policies" : `${kind}s`}/${id}`;
  }

  id(what: string): string {
    const id = this.ids.get(what);
    if (id === undefined) throw new Error(`there is no ${what}`);
    return id;
  }

  async get(path: string): Promise<OktaObject> {
    return this.org.ask("GET", path);
  }

  /** Reads an object, changes it, and puts it back. */
  async change(path: string, change: (object: Changeable) => unknown): Promise<void> {
    const object = structuredClone(await this.get(path)) as unknown as Changeable;
    change(object);
    await this.org.ask("PUT", path, object);
  }

  context(environment: Readonly<Record<string, string>> = { OKTA_API_TOKEN: apiToken }): DriftContext {
    const { signal } = new AbortController();
    const send = sandboxSend({ fetch: async (request) => this.org.vendor.respond(request) });
    const fetch = (async (url, init) => send(new Request(url).url, init ?? {})) as typeof globalThis.fetch;
    const okta = accessOkta({ host: orgHost, environment, signal, fetch });
    return { stack: "dev", trust: this.trust, state: this.state, okta, now: new Date() } as unknown as DriftContext;
  }

  async drift(): Promise<readonly DriftFinding[]> {
    return oktaDrift(this.context());
  }

  async #declare(): Promise<void> {
    const issuer = this.trust.model.issuers["okta"];
    if (issuer?.kind !== "okta") throw new Error("there is no Okta issuer");
    const { org } = this;
    const server = await org.createServer({ audiences: [issuer.audience], issuerMode: "ORG_URL" });
    this.serverPath = `/api/v1/authorizationServers/${server.id}`;
    this.#record("okta:auth/server:Server", "okta", server.id, {
      audiences: [issuer.audience],
      issuerMode: "ORG_URL",
      credentialsRotationMode: "AUTO",
      status: "ACTIVE",
    });
    for (const [name, { default: isDefault }] of Object.entries(issuer.scopes)) {
      const { id } = await org.createScope(server.id, { name, default: isDefault });
      this.ids.set(`scope ${name}`, id);
      this.#record("okta:auth/serverScope:ServerScope", name, id, {
        authServerId: server.id,
        name,
        default: isDefault,
      });
    }
    for (const name of Object.keys(issuer.clients)) {
      const { id } = await org.createApp();
      this.ids.set(`app ${name}`, id);
      this.#record("okta:app/oAuth:OAuth", name, id, {
        clientId: id,
        status: "ACTIVE",
        grantTypes: ["client_credentials"],
        responseTypes: ["token"],
        tokenEndpointAuthMethod: "client_secret_basic",
        pkceRequired: false,
        implicitAssignment: false,
      });
    }
    for (const { name, clients, priority, rules } of issuer.accessPolicies) {
      const clientWhitelists = clients === "all" ? ["ALL_CLIENTS"] : clients.map((client) => this.id(`app ${client}`));
      const policy = await org.createPolicy(server.id, {
        name,
        priority,
        conditions: { clients: { include: clientWhitelists } },
      });
      this.ids.set(`policy ${name}`, policy.id);
      const said = { authServerId: server.id, name, priority, clientWhitelists, status: "ACTIVE" };
      this.#record("okta:auth/serverPolicy:ServerPolicy", name, policy.id, said);
      for (const rule of rules) {
        const scopes = rule.scopes === "all" ? ["*"] : rule.scopes;
        const { id } = await org.createRule(server.id, policy.id, {
          name: rule.name,
          priority: rule.priority,
          conditions: { grantTypes: { include: ["client_credentials"] }, scopes: { include: scopes } },
          actions: { token: { accessTokenLifetimeMinutes: rule.accessTokenMinutes } },
        });
        this.ids.set(`rule ${name}/${rule.name}`, id);
        this.#record("okta:auth/serverPolicyRule:ServerPolicyRule", rule.name, id, {
          policyId: policy.id,
          name: rule.name,
          priority: rule.priority,
          status: "ACTIVE",
          scopeWhitelists: scopes,
          grantTypeWhitelists: ["client_credentials"],
          accessTokenLifetimeMinutes: rule.accessTokenMinutes,
        });
      }
    }
    await this.#declareSignIn();
    const { okta, portal } = this.trust.issuers;
    const clients = Object.fromEntries(
      Object.keys(issuer.clients).map((name) => [name, { clientId: this.id(`app ${name}`) }]),
    );
    const federation = { company: { issuer: orgUrl, clientId: this.id("app company"), redirectUri: "" } };
    this.trust = {
      ...this.trust,
      issuers: {
        okta: { ...okta, serverId: server.id, clients } as never,
        portal: { ...portal, federation } as never,
      },
    };
  }

  async #declareSignIn(): Promise<void> {
    const { id } = await this.org.addWebApp();
    const group = await this.org.addGroup("Customers");
    await this.org.ask("PUT", `/api/v1/apps/${id}/groups/${group.id}`, {});
    this.ids.set("app company", id);
    this.#record("okta:app/oAuth:OAuth", "portal/company", id, {
      clientId: id,
      status: "ACTIVE",
      grantTypes: ["authorization_code"],
      responseTypes: ["code"],
      redirectUris: ["https://portal.acme.example/callback"],
      tokenEndpointAuthMethod: "client_secret_post",
      pkceRequired: false,
      implicitAssignment: false,
    });
    this.#record("okta:index/appGroupAssignments:AppGroupAssignments", "portal/company", id, {
      appId: id,
      groups: [{ id: group.id, profile: "{}" }],
    });
  }

  #record(type: string, name: string, id: string, outputs: Readonly<Record<string, unknown>>): void {
    this.state.push(resource(type, name, { id, inputs: outputs, outputs }));
  }
}

/** An object of Okta's, to change a part of. */
export interface Changeable {
  actions: { token: { accessTokenLifetimeMinutes: number } };
  audiences: string[];
  conditions: { clients: { include: string[] }; scopes: { include: string[] } };
  credentials: { oauthClient?: { token_endpoint_auth_method: string }; signing?: { rotationMode: string } };
  default: boolean;
  issuerMode: string;
  priority: number;
  settings: {
    implicitAssignment: boolean;
    oauthClient: { dpop_bound_access_tokens: boolean; redirect_uris: string[] };
  };
}
