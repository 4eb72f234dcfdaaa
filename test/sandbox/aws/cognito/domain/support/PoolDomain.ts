import { createHash, randomUUID } from "node:crypto";
import {
  createLocalJWKSet,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  type ProtectedHeaderParameters,
} from "jose";
import { type AwsState, emptyAwsState } from "../../../../../../sandbox/aws/AwsState.ts";
import { appClientSettings } from "../../../../../../sandbox/aws/cognito/idp/appClientSettings.ts";
import { userPoolSettings } from "../../../../../../sandbox/aws/cognito/idp/userPoolSettings.ts";
import type { AppClient, User, UserPool } from "../../../../../../sandbox/aws/cognito/state.ts";
import { PageBrowser, type Send, type Shown } from "../../../../support/PageBrowser.ts";
import { AwsCloud, type AwsCloudOptions, region, start } from "../../../support/AwsCloud.ts";

const prefix = "acme-customers";
export const domainUrl = `https://${prefix}.auth.${region}.amazoncognito.com`;
const poolId = `${region}_AbCdEf123`;
export const issuer = `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
export const callback = "https://portal.acme.example/callback";
export const signedOut = "https://portal.acme.example/signed-out";
export const password = "correct-Horse-1";
const startSeconds = Math.floor(start.getTime() / 1000);

/** What a person's client is registered with, the way the guide has it. */
const portalSettings = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email", "phone", "profile"],
  CallbackURLs: [callback],
  LogoutURLs: [signedOut],
  SupportedIdentityProviders: ["COGNITO"],
  PreventUserExistenceErrors: "ENABLED",
};

export interface Tokens {
  readonly access_token: string;
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly token_type: string;
}

/** A user pool with a domain in a cloud with nothing around it, made in the state. */
export class PoolDomain {
  readonly cloud: AwsCloud;
  readonly pool: UserPool;

  constructor(options: AwsCloudOptions = {}, changes: Partial<UserPool> = {}) {
    this.pool = newPool(changes);
    const regionState = { apis: [], functions: [], logGroups: [], userPools: [this.pool] };
    const state: AwsState = { ...emptyAwsState(), regions: { [region]: regionState } };
    this.cloud = new AwsCloud({ ...options, state });
  }

  get seconds(): number {
    return Math.floor(this.cloud.clock.now().getTime() / 1000);
  }

  addClient(changes: object = {}, secret = "portal-secret"): AppClient {
    const clientId = randomUUID().replaceAll("-", "").slice(0, 26);
    const client: AppClient = {
      ...{ clientId, created: startSeconds, lastModified: startSeconds, name: "portal" },
      secrets: [{ id: `${clientId}--1`, value: secret, created: startSeconds }],
      settings: appClientSettings.parse({ ...portalSettings, ...changes }),
    };
    this.pool.clients[clientId] = client;
    return client;
  }

  /** A client in its own name, with the custom scopes of a resource server. */
  addMachine(changes: object = {}): AppClient {
    const scopes = ["orders/read", "orders/write"];
    const machine = { AllowedOAuthFlows: ["client_credentials"], AllowedOAuthScopes: scopes };
    return this.addClient({ ...machine, CallbackURLs: undefined, ...changes }, "machine-secret");
  }

  addUser(changes: Partial<User> = {}): User {
    const sub = randomUUID();
    const user: User = {
      ...{ sub, username: "alice@acme.example", created: startSeconds, lastModified: startSeconds, enabled: true },
      status: "CONFIRMED",
      attributes: {
        ...{ sub, email: "alice@acme.example", email_verified: "true", given_name: "Alice", family_name: "Archer" },
        ...{ phone_number: "+4930123456", "custom:tier": "gold" },
      },
      password: { value: password, temporary: false, set: startSeconds },
      ...changes,
    };
    this.pool.users[sub] = user;
    return user;
  }

  addGroup(name: string, members: readonly User[], changes: object = {}): void {
    this.pool.groups[name] = {
      ...{ name, description: undefined, precedence: undefined, roleArn: undefined },
      ...{ created: startSeconds, lastModified: startSeconds },
      members: members.map(({ sub }) => sub),
      ...changes,
    };
  }

  brand({ clientId }: AppClient): void {
    const id = randomUUID();
    const times = { created: startSeconds, lastModified: startSeconds };
    this.pool.brandings[id] = { id, clientId, settings: {}, useCognitoProvidedValues: true, ...times };
  }

  browser(): PageBrowser {
    return new PageBrowser(domainUrl, this.send);
  }

  readonly send: Send = async (method, url, headers, body) => {
    const { body: text, ...answer } = await this.cloud.ask(method, url, { headers, body });
    return { ...answer, text };
  };

  /** A form to an endpoint; the client's secret goes by HTTP Basic. */
  async form(path: string, fields: Record<string, string>, client?: AppClient) {
    const headers = { "content-type": "application/x-www-form-urlencoded", ...(client && basic(client)) };
    return this.send("POST", `${domainUrl}${path}`, headers, new URLSearchParams(fields).toString());
  }

  /** The status and the body of the token endpoint's answer. */
  async token(fields: Record<string, string>, client?: AppClient): Promise<readonly [number, unknown]> {
    const { status, text } = await this.form("/oauth2/token", fields, client);
    return [status, JSON.parse(text)];
  }

  /** The address of an authorization request. */
  authorizeUrl({ clientId }: AppClient, changes: Record<string, string | undefined> = {}, path = "/oauth2/authorize") {
    const defaults = { response_type: "code", client_id: clientId, redirect_uri: callback, state: "s-1" };
    const query = Object.entries({ ...defaults, ...changes }).filter((pair): pair is [string, string] => !!pair[1]);
    return `${domainUrl}${path}?${new URLSearchParams(query).toString()}`;
  }

  /** Signs in at the login page. */
  async signIn(
    client: AppClient,
    changes: Record<string, string | undefined> = {},
    browser = this.browser(),
    typed: Record<string, string> = {},
  ): Promise<Shown> {
    const page = await browser.get(this.authorizeUrl(client, changes, "/login"));
    return browser.submit(page, { username: "alice@acme.example", password, ...typed });
  }

  /** The code of a sign-in. */
  async code(client: AppClient, changes: Record<string, string | undefined> = {}): Promise<string> {
    const { location } = await this.signIn(client, changes);
    return new URL(location).searchParams.get("code")!;
  }

  /** The tokens of a sign-in. */
  async tokens(client: AppClient, changes: Record<string, string | undefined> = {}): Promise<Tokens> {
    const code = await this.code(client, changes);
    const grant = { grant_type: "authorization_code", code, redirect_uri: callback };
    const [status, body] = await this.token(grant, client);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body as Tokens;
  }

  async jwks(): Promise<JSONWebKeySet> {
    const { body } = await this.cloud.ask("GET", `${issuer}/.well-known/jwks.json`);
    return JSON.parse(body) as JSONWebKeySet;
  }

  /** Header and claims of a token, its signature checked against the published keys. */
  async read(token: string): Promise<{ readonly claims: JWTPayload; readonly header: ProtectedHeaderParameters }> {
    const keys = createLocalJWKSet(await this.jwks());
    const options = { currentDate: this.cloud.clock.now(), algorithms: ["RS256"] };
    const { payload, protectedHeader } = await jwtVerify(token, keys, options);
    return { claims: payload, header: protectedHeader };
  }

  async userInfo(token: string) {
    return this.send("GET", `${domainUrl}/oauth2/userInfo`, { authorization: `Bearer ${token}` }, "");
  }
}

function newPool(changes: Partial<UserPool>): UserPool {
  return {
    ...{ id: poolId, created: startSeconds, lastModified: startSeconds, name: "customers" },
    settings: userPoolSettings.parse({}),
    ...{ usernameAttributes: ["email"], aliasAttributes: [], usernameCaseSensitive: false, schema: [] },
    ...{ deletionProtection: "INACTIVE", tags: {} },
    domain: { domain: prefix, managedLoginVersion: 1, created: startSeconds },
    ...{ resourceServers: {}, clients: {}, groups: {}, identityProviders: {}, users: {}, brandings: {} },
    ...{ codes: {}, refreshTokens: {}, sessions: {}, revoked: {} },
    ...changes,
  };
}

function basic({ clientId, secrets }: AppClient): Record<string, string> {
  const pair = `${clientId}:${secrets[0]?.value ?? ""}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

export const managedLogin = { domain: prefix, managedLoginVersion: 2, created: startSeconds } as const;

export const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
export const challenge = createHash("sha256").update(verifier).digest("base64url");

/** The query of an address, or its fragment, as an object. */
export function answerIn(location: string): Record<string, string> {
  const { search, hash } = new URL(location);
  return Object.fromEntries(new URLSearchParams(hash === "" ? search : hash.slice(1)));
}
