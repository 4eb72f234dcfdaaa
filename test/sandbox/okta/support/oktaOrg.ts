import { ManualClock } from "../../../../sandbox/Clock.ts";
import { createCredentials } from "../../../../sandbox/createCredentials.ts";
import { createOktaVendor } from "../../../../sandbox/okta/createOktaVendor.ts";
import type { Refusal, SandboxRequest, SandboxResponse } from "../../../../sandbox/Vendor.ts";

export const orgHost = "acme-dev.okta.com";
export const orgUrl = `https://${orgHost}`;
export const apiToken = "00-the-api-token";

/** Where the clock of an org stands at first. */
export const start = new Date("2026-01-02T03:04:05.678Z");

/** A JSON object of Okta's. */
export interface OktaObject {
  readonly id: string;
  readonly [member: string]: unknown;
}

export interface OktaAnswer<Body> {
  readonly status: number;
  readonly headers: NonNullable<SandboxResponse["headers"]>;
  readonly body: Body;
}

export interface CallOptions {
  readonly host?: string;
  readonly headers?: Record<string, string>;
}

export interface OktaOrgOptions {
  /** The vendor's state of an earlier life. */
  readonly state?: object | undefined;
  readonly fetch?: (request: SandboxRequest) => Promise<SandboxResponse>;
}

/** An Okta vendor with nothing around it, driven by requests as the proxy would hand them on. */
export class OktaOrg {
  readonly clock = new ManualClock(start);
  readonly refusals: Refusal[] = [];
  /** Statuses that operations answer with once, by operation. */
  readonly faults = new Map<string, number>();
  state: object | undefined;
  readonly vendor;

  constructor({ state, fetch }: OktaOrgOptions = {}) {
    this.state = state;
    this.vendor = createOktaVendor({
      clock: this.clock,
      credentials: { ...createCredentials(), oktaApiToken: apiToken },
      directories: [],
      graphConsistency: "immediate",
      awsRegion: "eu-central-1",
      state: <T extends object>(initial: () => T) => (this.state ??= initial()) as T,
      fetch: fetch ?? (async () => Promise.reject(new Error("nobody owns this host"))),
      refuse: (refusal) => this.refusals.push(refusal),
      fault: (operation) => {
        const status = this.faults.get(operation);
        this.faults.delete(operation);
        return status === undefined ? undefined : { status };
      },
    });
  }

  /** A call with the API token, unless `authorization` says something else; an empty one is none. */
  async call<Body = OktaObject>(
    method: string,
    path: string,
    body?: unknown,
    { host = orgHost, headers }: CallOptions = {},
  ): Promise<OktaAnswer<Body>> {
    const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    const { authorization = `SSWS ${apiToken}`, ...others } = headers ?? {};
    const response = await this.vendor.respond({
      method,
      url: new URL(path, `https://${host}`),
      target: path,
      headers: { host, ...(authorization !== "" && { authorization }), ...others },
      body: Buffer.from(text),
    });
    const answer = typeof response.body === "string" ? (JSON.parse(response.body) as Body) : (undefined as Body);
    return { status: response.status, headers: response.headers ?? {}, body: answer };
  }

  /** A call that succeeds: its body. */
  async ask<Body = OktaObject>(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Body> {
    const answer = await this.call<Body>(method, path, body, options);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async createServer(settings: object = {}): Promise<OktaObject> {
    const body = { name: "Inventory", description: "Keys", audiences: ["https://api.acme.example"], ...settings };
    return this.ask("POST", "/api/v1/authorizationServers", body);
  }

  async createScope(serverId: string, settings: object): Promise<OktaObject> {
    return this.ask("POST", `/api/v1/authorizationServers/${serverId}/scopes`, settings);
  }

  async createPolicy(serverId: string, settings: object = {}): Promise<OktaObject> {
    const body = { name: "all", conditions: { clients: { include: ["ALL_CLIENTS"] } }, ...settings };
    return this.ask("POST", `/api/v1/authorizationServers/${serverId}/policies`, body);
  }

  async createRule(serverId: string, policyId: string, settings: object = {}): Promise<OktaObject> {
    const path = `/api/v1/authorizationServers/${serverId}/policies/${policyId}/rules`;
    return this.ask("POST", path, machineRule("m2m", settings));
  }

  async createApp(client: object = {}, oauthClient: object = {}): Promise<ServiceApp> {
    return this.ask("POST", "/api/v1/apps?activate=true", serviceApp(client, oauthClient));
  }

  /** The token endpoint, the grant and the client's credentials as a form. */
  async token<Body = TokenAnswer>(
    serverId: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
    query = "",
  ): Promise<OktaAnswer<Body>> {
    return this.call("POST", `/oauth2/${serverId}/v1/token${query}`, new URLSearchParams(form).toString(), {
      headers: { "content-type": "application/x-www-form-urlencoded", authorization: "", ...headers },
    });
  }
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly error?: string;
  readonly error_description?: string;
  readonly [member: string]: unknown;
}

export interface ServiceApp extends OktaObject {
  readonly credentials: {
    readonly oauthClient: {
      readonly client_id: string;
      readonly client_secret: string;
      readonly [member: string]: unknown;
    };
    readonly [member: string]: unknown;
  };
  readonly settings: { readonly oauthClient: Readonly<Record<string, unknown>>; readonly [member: string]: unknown };
}

export interface OktaErrorBody {
  readonly errorCode: string;
  readonly errorSummary: string;
  readonly errorLink: string;
  readonly errorId: string;
  readonly errorCauses: readonly { readonly errorSummary: string }[];
}

/** A rule for client credentials, as a client would ask for it. */
export function machineRule(name: string, settings: object = {}): object {
  return {
    type: "RESOURCE_ACCESS",
    name,
    conditions: { grantTypes: { include: ["client_credentials"] }, scopes: { include: ["*"] } },
    actions: { token: { accessTokenLifetimeMinutes: 60 } },
    ...settings,
  };
}

export function serviceApp(client: object = {}, oauthClient: object = {}): object {
  return {
    name: "oidc_client",
    label: "Key Insight",
    signOnMode: "OPENID_CONNECT",
    credentials: { oauthClient: { token_endpoint_auth_method: "client_secret_basic", ...client } },
    settings: {
      oauthClient: {
        application_type: "service",
        grant_types: ["client_credentials"],
        response_types: ["token"],
        ...oauthClient,
      },
    },
  };
}

export function basic({ credentials: { oauthClient } }: ServiceApp): Record<string, string> {
  const pair = `${oauthClient.client_id}:${oauthClient.client_secret}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** What Okta's refusals say, without the id, which differs from one to the next. */
export function refusal({ status, body }: OktaAnswer<OktaErrorBody>): object {
  return {
    status,
    errorCode: body.errorCode,
    errorSummary: body.errorSummary,
    errorCauses: body.errorCauses.map(({ errorSummary }) => errorSummary),
  };
}
