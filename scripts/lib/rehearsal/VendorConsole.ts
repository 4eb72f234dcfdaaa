import type { Sandbox } from "../../../sandbox/startSandbox.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { awsClient } from "../vendors/aws/awsClient.ts";
import type { Send } from "../signIn/Browser.ts";
import { sandboxSend } from "./sandboxSend.ts";

type Json = Readonly<Record<string, unknown>>;

const jumpcloud = "https://console.jumpcloud.com";
const graph = "https://graph.microsoft.com/v1.0";

export const gitHubIssuer = "https://token.actions.githubusercontent.com";

export interface PoolUserRef {
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
}

export interface DirectoryUser {
  readonly nickname: string;
  readonly givenName: string;
  readonly surname: string;
  readonly password: string;
}

export interface ApplicationForm {
  readonly label: string;
  readonly redirectUris: readonly string[];
  readonly loginUrl: string | undefined;
}

/** What the hand-off sheet has people choose in an application's SSO tab. */
const refreshTokensAndEmail = { refreshToken: true, attributeMapping: { email: {} } };

/** What people do in the vendors' consoles and no program can, and a look at what is there; of the sandbox alone. */
export class VendorConsole {
  readonly #sandbox: Pick<Sandbox, "fetch" | "credentials">;
  readonly #send: Send;

  constructor(sandbox: Pick<Sandbox, "fetch" | "credentials">) {
    this.#sandbox = sandbox;
    this.#send = sandboxSend(sandbox);
  }

  /** The user flow's "Issuer (iss) claim" in the form that has the policy in it. */
  async chooseTfpIssuer(domain: string, policy: string): Promise<void> {
    await this.#ask("POST", `https://${domain}/.sandbox/policies/${policy}`, {}, { issuerForm: "tfp" });
  }

  /** @returns false where there is somebody with this company email already; nothing is done then */
  async createJumpCloudUser(user: Json & { readonly email: string }): Promise<boolean> {
    const found = await this.#ask("POST", `${jumpcloud}/api/search/systemusers`, this.#jumpcloudKey(), {
      searchFilter: { searchTerm: user.email, fields: ["email"] },
    });
    if (((found as { results?: readonly Json[] }).results ?? []).some(({ email }) => email === user.email))
      return false;
    await this.#ask("POST", `${jumpcloud}/api/systemusers`, this.#jumpcloudKey(), user);
    return true;
  }

  /**
   * A custom OIDC application, activated, with refresh tokens and the claim email.
   * @returns undefined where there is one with the label already; nothing is done then
   */
  async makeJumpCloudApplication({ label, redirectUris, loginUrl }: ApplicationForm) {
    const listed = await this.#ask("GET", `${jumpcloud}/api/applications?limit=100`, this.#jumpcloudKey());
    const { results = [] } = listed as { readonly results?: readonly Json[] };
    if (results.some(({ displayLabel }) => displayLabel === label)) return undefined;
    const made = await this.#ask(
      "POST",
      `${jumpcloud}/.sandbox/applications`,
      {},
      {
        ...{ displayLabel: label, redirectUris, loginUrl: loginUrl ?? redirectUris[0] },
        ...{ tokenEndpointAuthMethod: "client_secret_post", ...refreshTokensAndEmail },
      },
    );
    return (made as { readonly oidc: { readonly clientId: string; readonly clientSecret: string } }).oidc;
  }

  /** What somebody does with the activation mail; who was activated before gets the password by an administrator. */
  async chooseJumpCloudPassword(userId: string, password: string): Promise<void> {
    const user = `${jumpcloud}/api/systemusers/${userId}`;
    const { activated } = (await this.#ask("GET", user, this.#jumpcloudKey())) as Json;
    if (activated === true) await this.#ask("PUT", user, this.#jumpcloudKey(), { password });
    else await this.#ask("POST", `${jumpcloud}/.sandbox/users/${userId}/activation`, {}, { password });
  }

  async createRoutingPolicy(name: string, identityProviderId: string, groupIds: readonly string[]): Promise<void> {
    await this.#ask("POST", `${jumpcloud}/.sandbox/routing-policies`, {}, { name, identityProviderId, groupIds });
  }

  async deleteRoutingPolicy(name: string): Promise<void> {
    await this.#ask("DELETE", `${jumpcloud}/.sandbox/routing-policies/${encodeURIComponent(name)}`, {});
  }

  /** The token that a workflow of GitHub Actions gets. */
  async workflowToken(subject: string, audience: string): Promise<string> {
    const answer = await this.#ask("POST", `${gitHubIssuer}/.sandbox/tokens`, {}, { subject, audience });
    return String((answer as Json)["value"]);
  }

  /**
   * A user of a pool, as an administrator makes one; no message is sent.
   * @param attributes by their names in Cognito
   * @param password to be changed at the first sign-in, where it is temporary
   */
  async createPoolUser(
    { region, userPoolId, userName }: PoolUserRef,
    attributes: Readonly<Record<string, string>>,
    password: { readonly value: string; readonly temporary: boolean },
  ): Promise<void> {
    const pools = await this.#userPools(region);
    const user = { UserPoolId: userPoolId, Username: userName };
    await pools.adminCreateUser({
      ...user,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      TemporaryPassword: password.value,
      MessageAction: "SUPPRESS",
    });
    if (!password.temporary) await pools.adminSetUserPassword({ ...user, Password: password.value, Permanent: true });
  }

  /** Whoever deletes a protected pool says so first; what an update leaves out goes back to what AWS gives. */
  async liftDeletionProtection({ region, userPoolId }: Pick<PoolUserRef, "region" | "userPoolId">): Promise<void> {
    const pools = await this.#userPools(region);
    await pools.updateUserPool({ UserPoolId: userPoolId, DeletionProtection: "INACTIVE" });
  }

  async #userPools(region: string) {
    const { CognitoIdentityProvider } = await import("@aws-sdk/client-cognito-identity-provider");
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = this.#sandbox.credentials;
    return awsClient((config) => new CognitoIdentityProvider(config), {
      region,
      credentials: { accessKeyId, secretAccessKey },
      signal: new AbortController().signal,
      fetch: async (url, init = {}) => this.#send(new Request(url).url, init),
    });
  }

  /** A member of a directory, with the password for good. @returns the user principal name */
  async createDirectoryUser(
    tenantId: string,
    { nickname, givenName, surname, password }: DirectoryUser,
  ): Promise<string> {
    const authorization = `Bearer ${await this.#graphToken(tenantId)}`;
    const domains = await this.#graphList(`${graph}/domains`, authorization);
    const userPrincipalName = `${nickname}@${String(domains.find(({ isDefault }) => isDefault === true)?.["id"])}`;
    await this.#ask(
      "POST",
      `${graph}/users`,
      { authorization },
      {
        ...{ accountEnabled: true, userPrincipalName, mail: userPrincipalName, mailNickname: nickname },
        ...{ displayName: `${givenName} ${surname}`, givenName, surname },
        passwordProfile: { password, forceChangePasswordNextSignIn: false },
      },
    );
    return userPrincipalName;
  }

  /** @returns false where there is no member with this nickname */
  async deleteDirectoryUser(tenantId: string, nickname: string): Promise<boolean> {
    const authorization = `Bearer ${await this.#graphToken(tenantId)}`;
    const users = await this.#graphList(`${graph}/users?$filter=mailNickname eq '${nickname}'`, authorization);
    for (const { id } of users) await this.#ask("DELETE", `${graph}/users/${String(id)}`, { authorization });
    return users.length > 0;
  }

  /** What a directory holds, one line for each object. */
  async directoryInventory(tenantId: string): Promise<readonly string[]> {
    const authorization = `Bearer ${await this.#graphToken(tenantId)}`;
    const lines = await Promise.all(
      graphCollections.map(async ([collection, name]) => {
        const found = await this.#graphList(`${graph}/${collection}`, authorization);
        return found.map((object) => `${collection} ${String(object[name])} of ${tenantId}`);
      }),
    );
    return lines.flat().sort();
  }

  /** What the JumpCloud organisation holds, one line for each object. */
  async jumpcloudInventory(): Promise<readonly string[]> {
    const lines = await Promise.all(
      jumpcloudCollections.map(async ([path, key, name]) => {
        const answer = await this.#ask("GET", `${jumpcloud}${path}`, this.#jumpcloudKey());
        const found = Array.isArray(answer) ? answer : ((answer as Json)[key] ?? []);
        return (found as readonly Json[]).map((object) => `${key} ${String(object[name])} in JumpCloud`);
      }),
    );
    return lines.flat().sort();
  }

  #jumpcloudKey(): Readonly<Record<string, string>> {
    return { "x-api-key": this.#sandbox.credentials.jumpcloudApiKey };
  }

  async #graphToken(tenantId: string): Promise<string> {
    const operator = this.#sandbox.credentials.directories[tenantId];
    const response = await this.#send(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: operator?.clientId ?? "",
        client_secret: operator?.clientSecret ?? "",
        scope: "https://graph.microsoft.com/.default",
      }),
    });
    const { access_token: token } = (await response.json()) as { access_token?: string };
    if (token === undefined) throw refused("POST", response.url, response.status);
    return token;
  }

  async #graphList(first: string, authorization: string): Promise<readonly Json[]> {
    const objects: Json[] = [];
    for (let url: string | undefined = first; url !== undefined;) {
      const page = (await this.#ask("GET", url, { authorization })) as {
        readonly value?: readonly Json[];
        readonly "@odata.nextLink"?: string;
      };
      objects.push(...(page.value ?? []));
      url = page["@odata.nextLink"];
    }
    return objects;
  }

  async #ask(method: string, url: string, headers: Readonly<Record<string, string>>, body?: Json): Promise<unknown> {
    const response = await this.#send(url, {
      method,
      headers: { accept: "application/json", "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw refused(method, url, response.status);
    const text = await response.text();
    return text === "" ? {} : (JSON.parse(text) as unknown);
  }
}

/** Collections of Microsoft Graph, each with the property that tells its objects apart for people. */
const graphCollections = [
  ["applications", "displayName"],
  ["servicePrincipals", "displayName"],
  ["users", "userPrincipalName"],
  ["oauth2PermissionGrants", "id"],
] as const;

const jumpcloudCollections = [
  ["/api/applications", "results", "displayLabel"],
  ["/api/systemusers", "results", "email"],
  ["/api/v2/usergroups", "usergroups", "name"],
  ["/api/v2/identity-providers", "identityProviders", "name"],
] as const;

function refused(method: string, url: string, status: number): CrosstrustError {
  return new CrosstrustError("VENDOR_REFUSED", `The sandbox refused what a person would do: ${method} ${url}`, {
    where: url,
    actual: status,
  });
}
