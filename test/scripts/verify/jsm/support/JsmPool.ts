import {
  CognitoIdentityProvider,
  type CreateUserPoolClientCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Sandbox } from "../../../../../sandbox/startSandbox.ts";
import { sandboxSend } from "../../../../../scripts/lib/rehearsal/sandboxSend.ts";
import type { CheckResult } from "../../../../../scripts/lib/report/RehearsalReport.ts";
import type { Send } from "../../../../../scripts/lib/signIn/Browser.ts";
import { LiveHttp } from "../../../../../scripts/lib/verify/LiveHttp.ts";
import { verifyTrust, type VerifyOptions } from "../../../../../scripts/lib/verify/verifyTrust.ts";
import type { DeployedPoolFederation, DeployedTrust } from "../../../../../trust/DeployedTrust.ts";
import type {
  CognitoIssuerModel,
  InteractiveClientModel,
  JiraServiceManagementModel,
} from "../../../../../trust/TrustModel.ts";
import { sdkHandler } from "../../../../sandbox/aws/support/sdkHandler.ts";

const region = "eu-central-1";
export const callbackUrl = "https://acme.atlassian.net/plugins/servlet/oauth/callback";
export const logoutUrl = "https://acme.atlassian.net/servedesk/customer/portals";
export const alice = { name: "alice@acme.example", password: "correct-Horse-1" };
export const nora = { name: "nora@acme.example", temporary: "Temporary-1", chosen: "fresh-Horse-2" };

let pools = 0;

type ClientSettings = Partial<CreateUserPoolClientCommandInput>;

/** A user pool for the portal, made with the AWS SDK in a running sandbox, and what a stack's outputs say of it. */
export class JsmPool {
  readonly idp: CognitoIdentityProvider;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly domain: string;
  secret: string;
  trust: DeployedTrust;
  /** What stands between verify and the sandbox. */
  send: Send;

  private constructor(made: {
    readonly idp: CognitoIdentityProvider;
    readonly userPoolId: string;
    readonly clientId: string;
    readonly secret: string;
    readonly prefix: string;
    readonly sandbox: Sandbox;
  }) {
    this.idp = made.idp;
    this.userPoolId = made.userPoolId;
    this.clientId = made.clientId;
    this.secret = made.secret;
    this.domain = `${made.prefix}.auth.${region}.amazoncognito.com`;
    this.send = sandboxSend(made.sandbox);
    this.trust = trustOf(this);
  }

  static async make(sandbox: Sandbox, client: ClientSettings = {}): Promise<JsmPool> {
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = sandbox.credentials;
    const idp = new CognitoIdentityProvider({
      region,
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: sdkHandler((request) => sandbox.fetch(request)),
      maxAttempts: 1,
    });
    const created = await idp.createUserPool({ PoolName: "customers", UsernameAttributes: ["email"] });
    const userPoolId = created.UserPool?.Id ?? "";
    const prefix = `acme-customers-${(pools += 1)}`;
    await idp.createUserPoolDomain({ UserPoolId: userPoolId, Domain: prefix });
    const { UserPoolClient } = await idp.createUserPoolClient({
      ...{ ...portalSettings, ...client },
      ...{ UserPoolId: userPoolId, ClientName: "portal", GenerateSecret: true },
    });
    const { ClientId: clientId = "", ClientSecret: secret = "" } = UserPoolClient ?? {};
    const pool = new JsmPool({ sandbox, idp, userPoolId, clientId, secret, prefix });
    await pool.addUser(alice.name, alice.password, { given_name: "Alice", family_name: "Archer" });
    return pool;
  }

  async addUser(name: string, password: string, attributes: Readonly<Record<string, string>>, permanent = true) {
    const UserPoolId = this.userPoolId;
    const all = { email: name, email_verified: "true", ...attributes };
    await this.idp.adminCreateUser({
      ...{ UserPoolId, Username: name, MessageAction: "SUPPRESS" },
      UserAttributes: Object.entries(all).map(([Name, Value]) => ({ Name, Value })),
      TemporaryPassword: permanent ? undefined : password,
    });
    if (permanent)
      await this.idp.adminSetUserPassword({ UserPoolId, Username: name, Password: password, Permanent: true });
  }

  /** Changes the client; all of its settings have to be said each time. */
  async changeClient(client: ClientSettings): Promise<void> {
    const { UserPoolId, ClientId } = { UserPoolId: this.userPoolId, ClientId: this.clientId };
    await this.idp.updateUserPoolClient({ ...portalSettings, ...client, UserPoolId, ClientId });
  }

  /**
   * Declares the pool's registration at another identity provider.
   * @param others whom people can sign in with besides
   */
  federate(
    provider: string,
    registration: DeployedPoolFederation,
    attributes: Readonly<Record<string, string>>,
    others: readonly string[] = ["cognito"],
  ): void {
    const jsm = { ...portalClient, identityProviders: [...others, provider] };
    const application = { name: "Customers portal", optionalClaims: [], owners: [], secret: entraSecret };
    const federation = { [provider]: { kind: "entra" as const, application, attributes } };
    this.trust = trustOf(this, { clients: { jsm }, federation }, { [provider]: registration });
  }

  /** As `federate` was told. */
  registration(provider: string): DeployedPoolFederation {
    const issuer = this.trust.issuers["portal"];
    if (issuer?.kind !== "cognito") throw new Error("portal is no user pool");
    return issuer.federation[provider]!;
  }

  /** What verify finds. */
  async verify(options: Partial<VerifyOptions> = {}): Promise<readonly CheckResult[]> {
    const fetch = (async (url: string, init: RequestInit) => this.send(url, init)) as typeof globalThis.fetch;
    return verifyTrust({
      trust: this.trust,
      clientSecrets: { portal: { jsm: this.secret } },
      clientKeys: new Map(),
      clientAssertions: new Map(),
      relyingPartySecrets: {},
      passwords: new Map([[`support/${alice.name}`, alice.password]]),
      jumpcloud: { loginUrl: "https://console.jumpcloud.com/login", api: undefined },
      directories: { tenant: () => undefined, b2c: () => undefined },
      http: new LiveHttp({ fetch, signal: new AbortController().signal }),
      progress: () => undefined,
      ...options,
    });
  }
}

const portalSettings = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email", "profile"],
  CallbackURLs: [callbackUrl],
  LogoutURLs: [logoutUrl],
  SupportedIdentityProviders: ["COGNITO"],
  PreventUserExistenceErrors: "ENABLED",
} satisfies ClientSettings;

const entraSecret = { generation: "1", expires: { afterDays: 180 } };

const portalClient: InteractiveClientModel = {
  kind: "interactive",
  ...{ callbackUrls: [callbackUrl], logoutUrls: [logoutUrl], scopes: ["email", "openid", "profile"] },
  ...{ identityProviders: ["cognito"], authFlows: [] },
  tokens: { accessMinutes: 60, idMinutes: 60, refreshDays: 30 },
};

const poolModel: CognitoIssuerModel = {
  kind: "cognito",
  signIn: ["email"],
  passwords: {
    ...{ minimumLength: 8, temporaryDays: 7 },
    ...{ lowercase: true, uppercase: true, numbers: true, symbols: true },
  },
  mfa: "off",
  recovery: "email",
  deletionProtection: false,
  domain: { prefix: "acme-customers" },
  pages: "classic",
  resourceServers: {},
  clients: {
    jsm: portalClient,
  },
  groups: {},
  federation: {},
};

const portalModel: JiraServiceManagementModel = {
  ...{ kind: "jira-service-management", issuer: "portal", client: "jsm" },
  portalUrl: "https://acme.atlassian.net/servicedesk/customer/portals",
  ...{ callbackUrl, logoutUrl },
  scopes: ["openid", "profile", "email"],
  attributes: { email: "email", firstName: "given_name", lastName: "family_name" },
};

function trustOf(
  { userPoolId, clientId, domain }: Pick<JsmPool, "userPoolId" | "clientId" | "domain">,
  pool: Partial<CognitoIssuerModel> = {},
  federation: Readonly<Record<string, DeployedPoolFederation>> = {},
): DeployedTrust {
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
  const discoveryUrl = `${issuer}/.well-known/openid-configuration`;
  const tokenEndpoint = `https://${domain}/oauth2/token`;
  return {
    ...{ version: 2, project: "crosstrust", stack: "test", region },
    model: {
      issuers: { portal: { ...poolModel, ...pool } },
      apis: {},
      relyingParties: { support: portalModel },
    },
    issuers: {
      portal: {
        ...{ kind: "cognito", issuer, audiences: [], discoveryUrl, metadataUrl: discoveryUrl, tokenEndpoint },
        ...{ scopeClaim: "scope", clients: { jsm: { clientId } }, userPoolId, domain, federation },
      },
    },
    apis: {},
    relyingParties: {
      support: {
        ...{ kind: "jira-service-management", issuer, clientId, domain, tokenEndpoint, callbackUrl, logoutUrl },
        authorizationEndpoint: `https://${domain}/oauth2/authorize`,
        userInfoEndpoint: `https://${domain}/oauth2/userInfo`,
        logoutEndpoint: `https://${domain}/logout`,
      },
    },
  };
}
