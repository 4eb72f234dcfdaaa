import { randomUUID } from "node:crypto";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from "jose";
import { ManualClock } from "../../../../../sandbox/Clock.ts";
import { createCredentials, withDirectories } from "../../../../../sandbox/createCredentials.ts";
import { createMicrosoftVendor } from "../../../../../sandbox/microsoft/createMicrosoftVendor.ts";
import { graphAppId } from "../../../../../sandbox/microsoft/graphServicePrincipal.ts";
import { newApplication } from "../../../../../sandbox/microsoft/newApplication.ts";
import { newServicePrincipal } from "../../../../../sandbox/microsoft/newServicePrincipal.ts";
import type {
  Application,
  Directory,
  MicrosoftState,
  ServicePrincipal,
  User,
} from "../../../../../sandbox/microsoft/state.ts";
import { defaultDirectories } from "../../../../../sandbox/SandboxDirectory.ts";
import type { Refusal, SandboxRequest, SandboxResponse, Vendor } from "../../../../../sandbox/Vendor.ts";

export const tenantId = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
export const b2cTenantId = "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29";
export const loginUrl = "https://login.microsoftonline.com";
export const b2cUrl = "https://acmecustomers.b2clogin.com";
const start = new Date("2026-01-02T03:04:05.678Z");
export const startSeconds = Math.floor(start.getTime() / 1000);

export interface Answer {
  readonly status: number;
  readonly headers: NonNullable<SandboxResponse["headers"]>;
  readonly text: string;
}

/** Registered in a directory, with its service principal and the value of its secret. */
export interface Registered {
  readonly application: Application;
  readonly principal: ServicePrincipal;
  readonly secret: string;
}

/** The sandbox's two directories of Microsoft's with nothing around them, driven by requests as the proxy hands them on. */
export class LoginTenants {
  readonly clock: ManualClock;
  readonly refusals: Refusal[] = [];
  /** Statuses that operations answer with once, by operation. */
  readonly faults = new Map<string, number>();
  readonly vendor: Vendor;
  #state: object | undefined;
  readonly credentials = withDirectories(createCredentials(), defaultDirectories);

  /** @param now where the clock stands at first */
  constructor(fetch?: (request: SandboxRequest) => Promise<SandboxResponse>, now = start) {
    this.clock = new ManualClock(now);
    this.vendor = createMicrosoftVendor({
      clock: this.clock,
      credentials: this.credentials,
      directories: defaultDirectories,
      graphConsistency: "immediate",
      awsRegion: "eu-central-1",
      state: (initial) => this.section(initial),
      fetch: fetch ?? (async () => Promise.reject(new Error("nobody was to be asked"))),
      refuse: (refusal) => this.refusals.push(refusal),
      fault: (operation) => {
        const status = this.faults.get(operation);
        this.faults.delete(operation);
        return status === undefined ? undefined : { status };
      },
    });
  }

  /** The vendor's part of the state, for another sandbox's vendor too. */
  section<T extends object>(initial: () => T): T {
    return (this.#state ??= initial()) as T;
  }

  get state(): MicrosoftState {
    return this.section<MicrosoftState>(() => ({ directories: {} }));
  }

  get entra(): Directory {
    return this.state.directories[tenantId]!;
  }

  get b2c(): Directory {
    return this.state.directories[b2cTenantId]!;
  }

  async call(method: string, url: string, body = "", headers: Record<string, string> = {}): Promise<Answer> {
    const parsed = new URL(url);
    const response = await this.vendor.respond({
      method,
      url: parsed,
      target: parsed.pathname + parsed.search,
      headers: { host: parsed.host, ...headers },
      body: Buffer.from(body),
    });
    return {
      status: response.status,
      headers: response.headers ?? {},
      text: Buffer.from(response.body ?? "").toString("utf8"),
    };
  }

  async json<Body = Record<string, unknown>>(url: string): Promise<Body> {
    const { status, text } = await this.call("GET", url);
    if (status !== 200) throw new Error(`${url}: ${status} ${text}`);
    return JSON.parse(text) as Body;
  }

  async form(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const type = { "content-type": "application/x-www-form-urlencoded" };
    return this.call("POST", url, new URLSearchParams(fields).toString(), { ...type, ...headers });
  }

  /** The v2.0 token endpoint of the Entra tenant. */
  async token(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    return this.form(`${loginUrl}/${tenantId}/oauth2/v2.0/token`, fields, headers);
  }

  /** The claims of a token, its signature checked against a published key set. */
  async claims(token: string, jwksUrl = `${loginUrl}/${tenantId}/discovery/v2.0/keys`): Promise<JWTPayload> {
    const keys = createLocalJWKSet(await this.json<JSONWebKeySet>(jwksUrl));
    return (await jwtVerify(token, keys, { currentDate: this.clock.now(), algorithms: ["RS256"] })).payload;
  }

  register(directory: Directory, displayName: string, changes: Partial<Application> = {}): Registered {
    const secret = `${displayName}~secret`;
    const now = this.clock.now();
    const application: Application = {
      ...newApplication(displayName, now),
      signInAudience: directory.kind === "b2c" ? "AzureADandPersonalMicrosoftAccount" : "AzureADMyOrg",
      passwordCredentials: [
        {
          keyId: randomUUID(),
          displayName: null,
          hint: secret.slice(0, 3),
          startDateTime: now.toISOString(),
          endDateTime: new Date(now.getTime() + 30 * 86_400_000).toISOString(),
          secretText: secret,
        },
      ],
      ...changes,
    };
    const principal = newServicePrincipal(application, now);
    directory.applications[application.id] = application;
    directory.servicePrincipals[principal.id] = principal;
    return { application, principal, secret };
  }

  /** An API that asks for tokens of a version, with the app roles Orders.Export and Orders.Approve. */
  registerApi(
    directory: Directory,
    requestedAccessTokenVersion: 1 | 2 | null,
    changes: Partial<Application> = {},
  ): Registered {
    return this.register(directory, "Orders", {
      identifierUris: ["api://orders"],
      api: { requestedAccessTokenVersion, oauth2PermissionScopes: [] },
      appRoles: ["Orders.Export", "Orders.Approve"].map((value) => ({
        ...{ id: randomUUID(), allowedMemberTypes: ["Application"], value },
        ...{ displayName: value, description: value, isEnabled: true },
      })),
      ...changes,
    });
  }

  /** @param role a value of the API's app roles; without one, access without a role */
  assign(directory: Directory, principalId: string, api: Registered, role?: string): void {
    const id = randomUUID();
    directory.appRoleAssignments[id] = {
      ...{ id, createdDateTime: start.toISOString(), principalId, principalType: "ServicePrincipal" },
      appRoleId:
        api.application.appRoles.find(({ value }) => value === role)?.id ?? "00000000-0000-0000-0000-000000000000",
      resourceId: api.principal.id,
    };
  }

  addUser(changes: Partial<User> = {}): User {
    const user: User = {
      id: randomUUID(),
      createdDateTime: start.toISOString(),
      userPrincipalName: "alice@acme.example",
      displayName: "Alice Archer",
      mailNickname: "alice",
      mail: "alice@acme.example",
      givenName: "Alice",
      surname: "Archer",
      accountEnabled: true,
      usageLocation: null,
      country: null,
      password: "correct-Horse-1",
      forceChangePasswordNextSignIn: false,
      passwordChanged: this.clock.now().toISOString(),
      rest: {},
      ...changes,
    };
    this.entra.users[user.id] = user;
    return user;
  }

  /** Admin consent to delegated permissions of Microsoft Graph. */
  consent(client: Registered, scope: string): void {
    const graph = Object.values(this.entra.servicePrincipals).find(({ appId }) => appId === graphAppId)!;
    const id = randomUUID();
    this.entra.oauth2PermissionGrants[id] = {
      ...{ id, clientId: client.principal.id, consentType: "AllPrincipals", principalId: null },
      ...{ resourceId: graph.id, scope },
    };
  }

  /** A web application that people sign in to, with ID tokens and consent. */
  registerWebApp(changes: Partial<Application> = {}, scope = "openid profile email"): Registered {
    const app = this.register(this.entra, "JumpCloud", {
      web: {
        redirectUris: [redirectUri],
        implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: false },
      },
      ...changes,
    });
    if (scope !== "") this.consent(app, scope);
    return app;
  }
}

export const redirectUri = "https://login.jumpcloud.com/oauth/callback";

/** What a refusal of the token endpoint says, without what tells one request from another. */
export function refusal({ status, text }: Answer): readonly unknown[] {
  const body = JSON.parse(text) as { error: string; error_codes: number[]; error_description: string };
  return [status, body.error, ...body.error_codes];
}
