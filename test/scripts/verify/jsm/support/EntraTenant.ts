import { defaultDirectories } from "../../../../../sandbox/SandboxDirectory.ts";
import type { Sandbox } from "../../../../../sandbox/startSandbox.ts";
import { sandboxSend } from "../../../../../scripts/lib/rehearsal/sandboxSend.ts";
import type { Send } from "../../../../../scripts/lib/signIn/Browser.ts";

const { tenantId } = defaultDirectories[0]!;
const graph = "https://graph.microsoft.com/v1.0";
const graphAppId = "00000003-0000-0000-c000-000000000000";
export const entraIssuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;

/** The company's tenant in a running sandbox, changed through Microsoft Graph. */
export class EntraTenant {
  readonly #send: Send;
  readonly #authorization: string;

  private constructor(send: Send, token: string) {
    this.#send = send;
    this.#authorization = `Bearer ${token}`;
  }

  static async open(sandbox: Sandbox): Promise<EntraTenant> {
    const send = sandboxSend(sandbox);
    const operator = sandbox.credentials.directories[tenantId]!;
    const answer = await send(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: operator.clientId,
        client_secret: operator.clientSecret,
        scope: "https://graph.microsoft.com/.default",
      }),
    });
    return new EntraTenant(send, ((await answer.json()) as { access_token: string }).access_token);
  }

  /** A web application with a secret and consent. */
  async register(redirectUri: string): Promise<{ readonly clientId: string; readonly secret: string }> {
    const app = await this.#ask("POST", "/applications", {
      displayName: "Customers portal",
      web: { redirectUris: [redirectUri] },
      optionalClaims: { idToken: ["email", "given_name", "family_name"].map((name) => ({ name })) },
    });
    const { secretText } = await this.#ask("POST", `/applications/${app["id"]}/addPassword`, {});
    const principal = await this.#ask("POST", "/servicePrincipals", { appId: app["appId"] });
    const microsoftGraph = await this.#ask("GET", `/servicePrincipals(appId='${graphAppId}')`);
    await this.#ask("POST", "/oauth2PermissionGrants", {
      ...{ clientId: principal["id"], consentType: "AllPrincipals", resourceId: microsoftGraph["id"] },
      scope: "openid profile email",
    });
    return { clientId: app["appId"]!, secret: secretText! };
  }

  async addUser(userPrincipalName: string, password: string, givenName: string, surname: string): Promise<void> {
    await this.#ask("POST", "/users", {
      ...{ accountEnabled: true, displayName: `${givenName} ${surname}`, givenName, surname, userPrincipalName },
      mail: userPrincipalName,
      mailNickname: userPrincipalName.split("@")[0],
      passwordProfile: { password, forceChangePasswordNextSignIn: false },
    });
  }

  async #ask(method: string, path: string, body?: object): Promise<Record<string, string>> {
    const headers = { authorization: this.#authorization, "content-type": "application/json" };
    const answer = await this.#send(`${graph}${path}`, {
      ...{ method, headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === "" ? {} : JSON.parse(text)) as Record<string, string>;
  }
}
