import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type { Sandbox } from "../../../../../sandbox/startSandbox.ts";
import { sandboxSend } from "../../../../../scripts/lib/rehearsal/sandboxSend.ts";
import type { CheckResult } from "../../../../../scripts/lib/report/RehearsalReport.ts";
import type { Send } from "../../../../../scripts/lib/signIn/Browser.ts";
import { LiveHttp } from "../../../../../scripts/lib/verify/LiveHttp.ts";
import { verifyTrust, type VerifyOptions } from "../../../../../scripts/lib/verify/verifyTrust.ts";
import type {
  DeployedCognitoIssuer,
  DeployedPoolFederation,
  DeployedTrust,
} from "../../../../../trust/DeployedTrust.ts";
import { parseSettings } from "../../../../../trust/parseSettings.ts";
import type { RawSettings } from "../../../../../trust/Settings.ts";
import type { CognitoIssuerModel, InteractiveClientModel } from "../../../../../trust/TrustModel.ts";
import { sdkHandler } from "../../../../sandbox/aws/support/sdkHandler.ts";
import { deploy } from "../../support/deployedTrust.ts";
import { FakeGateway } from "./FakeGateway.ts";

const region = "eu-central-1";
export const alice = { name: "alice@acme.example", password: "correct-Horse-1" };

let pools = 0;

/**
 * A user pool `portal`, made with the AWS SDK in a running sandbox as settings say, an API Gateway that trusts it, and what a
 * stack's outputs say of the two.
 */
export class PoolWithApi {
  readonly idp: CognitoIdentityProvider;
  readonly userPoolId: string;
  readonly gateway: FakeGateway;
  trust: DeployedTrust;
  readonly secrets: Readonly<Record<string, string>>;
  /** What stands between verify and the sandbox. */
  send: Send;

  private constructor(
    idp: CognitoIdentityProvider,
    userPoolId: string,
    trust: DeployedTrust,
    secrets: Readonly<Record<string, string>>,
    sandbox: Sandbox,
  ) {
    this.idp = idp;
    this.userPoolId = userPoolId;
    this.trust = trust;
    this.secrets = secrets;
    const cloud = sandboxSend(sandbox);
    this.gateway = new FakeGateway(trust, cloud);
    this.send = async (url, init) =>
      new URL(url).host.includes(".execute-api.") ? this.gateway.answer(url, init) : cloud(url, init);
  }

  static async make(sandbox: Sandbox, settings: RawSettings): Promise<PoolWithApi> {
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = sandbox.credentials;
    const idp = new CognitoIdentityProvider({
      region,
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: sdkHandler((request) => sandbox.fetch(request)),
      maxAttempts: 1,
    });
    const model = parseSettings(settings).model.issuers["portal"] as CognitoIssuerModel;
    const created = await idp.createUserPool({ PoolName: "people", UsernameAttributes: ["email"] });
    const UserPoolId = created.UserPool?.Id ?? "";
    const prefix = `acme-people-${(pools += 1)}`;
    await idp.createUserPoolDomain({ UserPoolId, Domain: prefix });
    for (const { identifier, name, scopes } of Object.values(model.resourceServers)) {
      const Scopes = Object.keys(scopes).map((scope) => ({ ScopeName: scope, ScopeDescription: scope }));
      await idp.createResourceServer({ UserPoolId, Identifier: identifier, Name: name, Scopes });
    }
    const secrets: Record<string, string> = {};
    // What `deploy` makes up, with what there is in its place.
    let text = JSON.stringify(deploy(settings))
      .replaceAll("eu-central-1_portal", UserPoolId)
      .replaceAll("portal.auth.", `${prefix}.auth.`);
    for (const [name, client] of Object.entries(model.clients)) {
      const { UserPoolClient } = await idp.createUserPoolClient({
        ...{ UserPoolId, ClientName: name, GenerateSecret: true, ...settingsOf(client) },
      });
      secrets[name] = UserPoolClient?.ClientSecret ?? "";
      text = text.replaceAll(`0oa-portal-${name}`, UserPoolClient?.ClientId ?? "");
    }
    const pool = new PoolWithApi(idp, UserPoolId, JSON.parse(text) as DeployedTrust, secrets, sandbox);
    await pool.addUser(alice.name, alice.password);
    return pool;
  }

  async addUser(name: string, password: string, permanent = true): Promise<void> {
    const user = { UserPoolId: this.userPoolId, Username: name };
    const attributes = { email: name, email_verified: "true" };
    await this.idp.adminCreateUser({
      ...{ ...user, MessageAction: "SUPPRESS", TemporaryPassword: password },
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    });
    if (permanent) await this.idp.adminSetUserPassword({ ...user, Password: password, Permanent: true });
  }

  /** Changes a client: scopes that are not among its own. */
  async allow(client: string, scopes: readonly string[]): Promise<void> {
    const { clients } = this.trust.model.issuers["portal"] as CognitoIssuerModel;
    await this.idp.updateUserPoolClient({
      ...settingsOf({ ...clients[client]!, scopes: [...clients[client]!.scopes, ...scopes] }),
      ...{ UserPoolId: this.userPoolId, ClientId: this.trust.issuers["portal"]!.clients[client]!.clientId },
    });
  }

  /** Takes people of another identity provider, and no others, for a client. @param secret the pool's, there */
  async federate(
    provider: string,
    client: string,
    registration: DeployedPoolFederation,
    secret: string,
  ): Promise<void> {
    const attributes = { email: "email" };
    await this.idp.createIdentityProvider({
      ...{ UserPoolId: this.userPoolId, ProviderName: provider, ProviderType: "OIDC", AttributeMapping: attributes },
      ProviderDetails: {
        ...{ client_id: registration.clientId, client_secret: secret, oidc_issuer: registration.issuer },
        ...{ authorize_scopes: "openid profile email", attributes_request_method: "GET" },
      },
    });
    const { trust } = this;
    const pool = trust.model.issuers["portal"] as CognitoIssuerModel;
    const settings = { ...(pool.clients[client] as InteractiveClientModel), identityProviders: [provider] };
    const federated = { ...pool, clients: { ...pool.clients, [client]: settings } };
    const issuer = trust.issuers["portal"] as DeployedCognitoIssuer;
    this.trust = {
      ...trust,
      model: { ...trust.model, issuers: { portal: federated } },
      issuers: { portal: { ...issuer, federation: { [provider]: registration } } },
    };
    await this.allow(client, []);
  }

  /** What verify finds. @param people passwords, by what stands before the `=` of --person */
  async verify(
    people: Readonly<Record<string, string>>,
    options: Partial<VerifyOptions> = {},
  ): Promise<readonly CheckResult[]> {
    const fetch = (async (url: string, init: RequestInit) => this.send(url, init)) as typeof globalThis.fetch;
    return verifyTrust({
      trust: this.trust,
      clientSecrets: { portal: this.secrets },
      clientKeys: new Map(),
      clientAssertions: new Map(),
      relyingPartySecrets: {},
      passwords: new Map(Object.entries(people)),
      jumpcloud: { loginUrl: "https://console.jumpcloud.com/login", api: undefined },
      directories: { tenant: () => undefined, b2c: () => undefined },
      http: new LiveHttp({ fetch, signal: new AbortController().signal }),
      progress: () => undefined,
      ...options,
    });
  }
}

function settingsOf(client: CognitoIssuerModel["clients"][string]) {
  const common = { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: [...client.scopes] };
  if (client.kind === "machine") return { ...common, AllowedOAuthFlows: ["client_credentials" as const] };
  return {
    ...common,
    AllowedOAuthFlows: ["code" as const],
    CallbackURLs: [...client.callbackUrls],
    SupportedIdentityProviders: client.identityProviders.map((name) => (name === "cognito" ? "COGNITO" : name)),
    PreventUserExistenceErrors: "ENABLED" as const,
  };
}
