import type { Sandbox } from "../../../sandbox/startSandbox.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Send } from "../signIn/Browser.ts";
import { sandboxSend } from "./sandboxSend.ts";

type Json = Readonly<Record<string, unknown>>;

const jumpcloud = "https://console.jumpcloud.com";

export const gitHubIssuer = "https://token.actions.githubusercontent.com";

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

  /** What a directory holds, one line for each object. */
  async directoryInventory(tenantId: string): Promise<readonly string[]> {
    const authorization = `Bearer ${await this.#graphToken(tenantId)}`;
    const lines = await Promise.all(
      graphCollections.map(async ([collection, name]) => {
        const found = await this.#graphList(`https://graph.microsoft.com/v1.0/${collection}`, authorization);
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
