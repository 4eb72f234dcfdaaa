import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { PageBrowser, type Shown } from "../../support/PageBrowser.ts";
import { JumpCloudOrg, type Answer, type JumpCloudObject } from "./JumpCloudOrg.ts";

export const redirectUri = "http://localhost:5000/authorize";
export const password = "Correct-Horse-1";
export const verifier = "v".repeat(43);
const challenge = createHash("sha256").update(verifier).digest("base64url");

export interface TokenAnswer {
  readonly access_token: string;
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly scope: string;
  readonly [member: string]: unknown;
}

export interface AppOptions {
  readonly org?: JumpCloudOrg;
  readonly settings?: object;
  /** The hosts' domain: `jumpcloud.com`, or another region's. */
  readonly domain?: string;
}

/** An application of an organisation with Dora in its group, who has a password, and Otto, who is in no group. */
export class OidcApp {
  readonly org: JumpCloudOrg;
  readonly issuer: string;
  readonly consoleUrl: string;
  readonly browser: PageBrowser;
  id = "";
  clientId = "";
  clientSecret = "";
  dora!: JumpCloudObject;
  otto!: JumpCloudObject;
  group!: JumpCloudObject;

  private constructor(org: JumpCloudOrg, domain: string) {
    this.org = org;
    this.issuer = `https://oauth.id.${domain}/`;
    this.consoleUrl = `https://console.${domain}`;
    this.browser = this.newBrowser();
  }

  static async make({ org = new JumpCloudOrg(), settings, domain = "jumpcloud.com" }: AppOptions = {}) {
    const app = new OidcApp(org, domain);
    const person = async (username: string, given: string) =>
      app.ask("POST", "/api/systemusers", {
        ...{ username, email: `${username}@acme.example`, firstname: given, lastname: "Dean", password },
      });
    [app.dora, app.otto] = [await person("dora", "Dora"), await person("otto", "Otto")];
    app.group = await app.ask("POST", "/api/v2/usergroups", { name: "s3-access-grants" });
    const made = await app.ask("POST", "/.sandbox/applications", {
      displayLabel: "s3-access-grants",
      redirectUris: [redirectUri],
      loginUrl: "http://localhost:5000/login",
      tokenEndpointAuthMethod: "client_secret_post",
      refreshToken: true,
      attributeMapping: { email: { email: "email" } },
      ...settings,
    });
    const { clientId, clientSecret = "" } = made["oidc"] as Record<string, string>;
    Object.assign(app, { id: made.id, clientId, clientSecret });
    const edge = (type: string, id: string) => ({ op: "add", type, id });
    await app.ask("POST", `/api/v2/usergroups/${app.group.id}/members`, edge("user", app.dora.id));
    await app.ask("POST", `/api/v2/usergroups/${app.group.id}/associations`, edge("application", app.id));
    return app;
  }

  newBrowser(): PageBrowser {
    return new PageBrowser(this.consoleUrl, async (method, url, headers, body) =>
      this.org.send(method, url, { ...headers }, body),
    );
  }

  async ask(method: string, path: string, body?: unknown): Promise<JumpCloudObject> {
    return this.org.ask(method, `${this.consoleUrl}${path}`, body);
  }

  authorizeUrl(changes: Record<string, string | undefined> = {}): string {
    const parameters: Record<string, string | undefined> = {
      client_id: this.clientId,
      redirect_uri: redirectUri,
      response_type: "code",
      scope: "openid email profile offline_access",
      state: "state-of-the-app",
      nonce: "nonce-of-the-app",
      code_challenge: challenge,
      code_challenge_method: "S256",
      ...changes,
    };
    const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
    return `${this.issuer}oauth2/auth?${new URLSearchParams(given).toString()}`;
  }

  /** Goes from the application to where the browser leaves for it again, as Dora unless told otherwise. */
  async signIn(
    changes: Record<string, string | undefined> = {},
    email = "dora@acme.example",
    browser = this.browser,
  ): Promise<Shown> {
    const emailPage = await this.follow(await browser.get(this.authorizeUrl(changes)), browser);
    assert.equal(emailPage.title, "User Portal Login", emailPage.text);
    const passwordPage = await browser.submit(emailPage, { email });
    return this.follow(await browser.submit(passwordPage, { password }), browser);
  }

  /** Follows redirects as long as they stay with JumpCloud. */
  async follow(shown: Shown, browser = this.browser): Promise<Shown> {
    const isHere = shown.location.startsWith(this.issuer) || shown.location.startsWith(this.consoleUrl);
    return isHere ? this.follow(await browser.get(shown.location), browser) : shown;
  }

  async code(changes: Record<string, string | undefined> = {}): Promise<string> {
    const { location, text } = await this.signIn(changes, undefined, this.newBrowser());
    const code = new URL(location).searchParams.get("code");
    assert.ok(code, `${location} ${text}`);
    return code;
  }

  /** Asks the token endpoint; what is undefined is left out. */
  async token(
    form: Record<string, string | undefined>,
    headers: Record<string, string> = {},
  ): Promise<Answer<TokenAnswer>> {
    const all: Record<string, string | undefined> = {
      client_id: this.clientId,
      client_secret: this.clientSecret,
      ...form,
    };
    const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams(given).toString();
    return (await this.org.send(
      "POST",
      `${this.issuer}oauth2/token`,
      { ...type, ...headers },
      body,
    )) as Answer<TokenAnswer>;
  }

  async redeem(
    code: string,
    form: Record<string, string | undefined> = {},
    headers = {},
  ): Promise<Answer<TokenAnswer>> {
    const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri, code_verifier: verifier };
    return this.token({ ...grant, ...form }, headers);
  }

  async tokens(changes: Record<string, string | undefined> = {}): Promise<TokenAnswer> {
    const answer = await this.redeem(await this.code(changes));
    assert.equal(answer.status, 200, answer.text);
    return answer.body;
  }

  async refresh(refreshToken: string | undefined, form: Record<string, string | undefined> = {}) {
    return this.token({ grant_type: "refresh_token", refresh_token: refreshToken, ...form });
  }

  async userInfo(accessToken: string): Promise<Answer<Record<string, unknown>>> {
    const headers = { authorization: `Bearer ${accessToken}` };
    return (await this.org.send("GET", `${this.issuer}userinfo`, headers)) as Answer<Record<string, unknown>>;
  }
}

/** What an answer refuses with: status, code, and the end of the description. */
export function refusalOf({ status, body }: Answer<unknown>): [number, unknown, string] {
  const { error, error_description: description } = body as Record<string, unknown>;
  return [status, error, String(description)];
}
