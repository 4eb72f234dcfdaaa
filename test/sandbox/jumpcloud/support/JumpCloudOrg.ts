import assert from "node:assert/strict";
import { ManualClock } from "../../../../sandbox/Clock.ts";
import { createJumpCloudVendor } from "../../../../sandbox/jumpcloud/createJumpCloudVendor.ts";
import type { InjectedFault, Refusal, SandboxRequest, SandboxResponse, Vendor } from "../../../../sandbox/Vendor.ts";

const start = new Date("2026-01-02T03:04:05.678Z");
export const apiKey = "0123456789abcdef0123456789abcdef01234567";
export const serviceAccount = { clientId: "6f1c5c1e-service-account", clientSecret: "the-service-account's-secret" };
const consoleUrl = "https://console.jumpcloud.com";

export interface Answer<Body = JumpCloudObject> {
  readonly status: number;
  readonly headers: NonNullable<SandboxResponse["headers"]>;
  readonly body: Body;
  readonly text: string;
}

export interface JumpCloudObject {
  readonly id: string;
  readonly [member: string]: unknown;
}

export interface OrgOptions {
  readonly state?: object | undefined;
  /** Answers for the other hosts of the sandbox. */
  readonly fetch?: (request: SandboxRequest) => Promise<SandboxResponse>;
}

/** A JumpCloud vendor with nothing around it, driven by requests as the proxy would hand them on. */
export class JumpCloudOrg {
  readonly clock = new ManualClock(start);
  readonly refusals: Refusal[] = [];
  /** Statuses that the next calls of an operation answer with, by operation. */
  readonly faults = new Map<string, number[]>();
  /** Every request, method and path. */
  readonly requests: string[] = [];
  state: object | undefined;
  readonly vendor: Vendor;

  constructor({ state, fetch }: OrgOptions = {}) {
    this.state = state;
    this.vendor = createJumpCloudVendor({
      clock: this.clock,
      credentials: {
        oktaApiToken: "",
        awsAccountId: "",
        awsAccessKeyId: "",
        awsSecretAccessKey: "",
        directories: {},
        jumpcloudApiKey: apiKey,
        jumpcloudClientId: serviceAccount.clientId,
        jumpcloudClientSecret: serviceAccount.clientSecret,
      },
      directories: [],
      graphConsistency: "immediate",
      awsRegion: "eu-central-1",
      state: <T extends object>(initial: () => T) => (this.state ??= initial()) as T,
      fetch: fetch ?? (async () => Promise.reject(new Error("nobody owns this host"))),
      refuse: (refusal) => this.refusals.push(refusal),
      fault: (operation): InjectedFault | undefined => {
        const status = this.faults.get(operation)?.shift();
        return status === undefined ? undefined : { status };
      },
    });
  }

  /** A request as it stands: no credentials are added. */
  async send(method: string, url: string, headers: Record<string, string> = {}, body = ""): Promise<Answer<unknown>> {
    const target = new URL(url, consoleUrl);
    this.requests.push(`${method} ${target.pathname}`);
    const response = await this.vendor.respond({
      method,
      url: target,
      target: `${target.pathname}${target.search}`,
      headers: { host: target.host, ...headers },
      body: Buffer.from(body),
    });
    const text = Buffer.from(response.body ?? "").toString();
    const isJson = String(response.headers?.["content-type"] ?? "").startsWith("application/json");
    return {
      status: response.status,
      headers: response.headers ?? {},
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
      text,
    };
  }

  /** A call of the admin API with the API key. */
  async call<Body = JumpCloudObject>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const text = body === undefined ? "" : JSON.stringify(body);
    return (await this.send(method, path, { "x-api-key": apiKey }, text)) as Answer<Body>;
  }

  /** A call that succeeds: its body. */
  async ask<Body = JumpCloudObject>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.call<Body>(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async createUser(fields: object = {}): Promise<JumpCloudObject> {
    return this.ask("POST", "/api/systemusers", { username: "alice", email: "alice@acme.example", ...fields });
  }

  async createGroup(name = "entra-people", fields: object = {}): Promise<JumpCloudObject> {
    return this.ask("POST", "/api/v2/usergroups", { name, ...fields });
  }

  async createIdentityProvider(oidc: object = {}, fields: object = {}): Promise<JumpCloudObject> {
    return this.ask("POST", "/api/v2/identity-providers", identityProvider(oidc, fields));
  }

  /** A service account's token. */
  async token(form: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer<unknown>> {
    const { clientId, clientSecret } = serviceAccount;
    return this.send(
      "POST",
      "https://admin-oauth.id.jumpcloud.com/oauth2/token",
      {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
        ...headers,
      },
      new URLSearchParams({ grant_type: "client_credentials", scope: "api", ...form }).toString(),
    );
  }
}

export const tenantId = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";

export function identityProvider(oidc: object = {}, fields: object = {}): object {
  const url = `https://login.microsoftonline.com/${tenantId}`;
  return {
    name: "Entra OIDC",
    type: "AZURE",
    oidc: { clientId: "the-client-id", clientSecret: "the-client-secret", url, ...oidc },
    ...fields,
  };
}
