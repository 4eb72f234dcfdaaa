import { importJWK, SignJWT } from "jose";
import { ManualClock } from "../../../../../sandbox/Clock.ts";
import { defaultDirectories } from "../../../../../sandbox/SandboxDirectory.ts";
import { findServicePrincipal, rolesOf } from "../../../../../sandbox/microsoft/find.ts";
import { graphAppId } from "../../../../../sandbox/microsoft/graphServicePrincipal.ts";
import { graphOperations, respondGraph } from "../../../../../sandbox/microsoft/graph/respondGraph.ts";
import { signingKeyOf } from "../../../../../sandbox/microsoft/keys.ts";
import { newDirectory } from "../../../../../sandbox/microsoft/newDirectory.ts";
import type { Directory, MicrosoftState, SigningKey } from "../../../../../sandbox/microsoft/state.ts";
import type {
  GraphConsistency,
  Refusal,
  SandboxRequest,
  SandboxResponse,
  VendorContext,
} from "../../../../../sandbox/Vendor.ts";

const graphUrl = "https://graph.microsoft.com";

/** Where the clock stands at first. */
export const start = new Date("2026-01-02T03:04:05.678Z");

export const operator = { clientId: "0b5a1f6e-4f0d-4b52-8d2e-3f9f0f6a1c11", clientSecret: "the-operators-secret" };

/** A JSON object of Graph's. */
export interface GraphObject {
  readonly id: string;
  readonly [member: string]: unknown;
}

export interface GraphList<Item = GraphObject> {
  readonly value: readonly Item[];
  readonly [member: string]: unknown;
}

export interface GraphErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details?: readonly { readonly code: string; readonly message: string; readonly target: string }[];
    readonly innerError: Readonly<Record<string, string>>;
  };
}

export interface GraphAnswer<Body> {
  readonly status: number;
  readonly headers: NonNullable<SandboxResponse["headers"]>;
  readonly body: Body;
}

export interface TokenClaims {
  readonly roles?: readonly string[];
  readonly [claim: string]: unknown;
}

/** Making an RSA key takes a while, and no test is about it. */
let signingKey: SigningKey | undefined;

/** Microsoft Graph with an Entra tenant and a B2C tenant, driven by requests as the proxy would hand them on. */
export class GraphTenant {
  readonly clock = new ManualClock(start);
  readonly refusals: Refusal[] = [];
  /** Statuses that operations answer with once, by operation. */
  readonly faults = new Map<string, number>();
  readonly state: MicrosoftState;
  readonly context: VendorContext;

  constructor({ consistency = "immediate" }: { readonly consistency?: GraphConsistency } = {}) {
    this.state = {
      directories: Object.fromEntries(
        defaultDirectories.map((made) => [made.tenantId, newDirectory(made, operator, start)]),
      ),
    };
    this.context = {
      clock: this.clock,
      credentials: {
        oktaApiToken: "",
        awsAccountId: "",
        awsAccessKeyId: "",
        awsSecretAccessKey: "",
        directories: {},
        jumpcloudApiKey: "",
        jumpcloudClientId: "",
        jumpcloudClientSecret: "",
      },
      directories: defaultDirectories,
      graphConsistency: consistency,
      awsRegion: "eu-central-1",
      state: () => {
        throw new Error("Graph is handed its state");
      },
      fetch: async () => Promise.reject(new Error("Graph asks nobody")),
      refuse: (refusal) => this.refusals.push(refusal),
      fault: (operation) => {
        if (!graphOperations.includes(operation)) throw new Error(`there is no operation ${operation}`);
        const status = this.faults.get(operation);
        this.faults.delete(operation);
        return status === undefined ? undefined : { status };
      },
    };
  }

  /** The company's own directory. */
  get directory(): Directory {
    return this.directoryOf("entra");
  }

  directoryOf(kind: "entra" | "b2c"): Directory {
    const found = Object.values(this.state.directories).find((directory) => directory.kind === kind);
    if (!found) throw new Error(`no ${kind} directory`);
    return found;
  }

  /** The operator's service principal, which makes the calls. */
  get callerId(): string {
    return findServicePrincipal(this.directory, operator.clientId)?.id ?? "";
  }

  /** An access token of the operator's with all that it was given, unless claims say something else. */
  async token(claims: TokenClaims = {}, directory = this.directory): Promise<string> {
    signingKey ??= await signingKeyOf(directory);
    directory.signingKey ??= signingKey;
    const graph = findServicePrincipal(directory, graphAppId);
    const caller = findServicePrincipal(directory, operator.clientId);
    const now = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({
      aud: graphUrl,
      iss: `https://sts.windows.net/${directory.tenantId}/`,
      iat: now,
      nbf: now,
      exp: now + 3599,
      appid: operator.clientId,
      oid: caller?.id,
      tid: directory.tenantId,
      ver: "1.0",
      roles: rolesOf(directory, caller?.id ?? "", { id: graph?.id ?? "", appRoles: graph?.appRoles ?? [] }),
      ...claims,
    })
      .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: signingKey.kid })
      .sign(await importJWK(directory.signingKey.privateJwk, "RS256"));
  }

  /** A request as the proxy hands it on. */
  async respond(request: SandboxRequest): Promise<SandboxResponse> {
    return respondGraph({ request, context: this.context, state: this.state, now: this.clock.now() });
  }

  /**
   * A call with the operator's token, unless the headers say something else; an empty authorization is none.
   * @param path below the host, such as `/v1.0/users`
   */
  async call<Body = GraphObject>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<GraphAnswer<Body>> {
    const { authorization = `Bearer ${await this.token()}`, ...others } = headers;
    const url = new URL(path, graphUrl);
    const response = await this.respond({
      method,
      url,
      target: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        ...(authorization !== "" && { authorization }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...others,
      },
      body: Buffer.from(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body)),
    });
    const text = typeof response.body === "string" ? response.body : "";
    const isJson = String(response.headers?.["content-type"]).startsWith("application/json");
    return {
      status: response.status,
      headers: response.headers ?? {},
      body: (isJson ? JSON.parse(text) : text === "" ? undefined : text) as Body,
    };
  }

  /** A call that succeeds: its body. */
  async ask<Body = GraphObject>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Body> {
    const answer = await this.call<Body>(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A call that Graph refuses: what it says, without date and ids, which differ each time. */
  async refusal(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<GraphRefusal> {
    const { status, body: answer } = await this.call<GraphErrorBody>(method, path, body, headers);
    if (status < 400) throw new Error(`${method} ${path}: ${status}, not refused`);
    const { code, message, details } = answer.error;
    return {
      status,
      code,
      message,
      ...(details && { details: details.map(({ code: kind, target }) => [kind, target]) }),
    };
  }

  async createApplication(settings: object = {}): Promise<GraphObject & { readonly appId: string }> {
    return this.ask("POST", "/v1.0/applications", { displayName: "Orders", ...settings });
  }

  /** An application with its service principal. */
  async createPrincipal(settings: object = {}, principalSettings: object = {}) {
    const application = await this.createApplication(settings);
    const principal = await this.ask("POST", "/v1.0/servicePrincipals", {
      appId: application.appId,
      ...principalSettings,
    });
    return { application, principal };
  }

  async createUser(settings: object = {}): Promise<GraphObject> {
    return this.ask("POST", "/v1.0/users", person(settings));
  }
}

export interface GraphRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Code and target of each. */
  readonly details?: readonly (readonly string[])[];
}

/** A person as a client would ask for one. */
export function person(settings: object = {}): object {
  return {
    accountEnabled: true,
    displayName: "Alice Archer",
    mailNickname: "alice",
    userPrincipalName: "alice@acme.example",
    passwordProfile: { password: "Correct-Horse-7", forceChangePasswordNextSignIn: true },
    ...settings,
  };
}

/** What Graph says of an object that is not there. */
export function missing(id: string): GraphRefusal {
  return {
    status: 404,
    code: "Request_ResourceNotFound",
    message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  };
}
