import { Browser } from "../../../../scripts/lib/signIn/Browser.ts";
import { signIn, type SignInEnd } from "../../../../scripts/lib/signIn/signIn.ts";
import { sandboxSend } from "../../../../scripts/lib/rehearsal/sandboxSend.ts";
import { OktaOrg, orgHost, orgUrl, serviceApp, type OktaAnswer, type OktaObject, type ServiceApp } from "./oktaOrg.ts";

export const callback = "https://portal.acme.example/callback";
export const password = "Correct-Horse-7";

/** A web application as a client would ask for it. */
export function webApp(client: object = {}, oauthClient: object = {}, settings: object = {}): object {
  const app = serviceApp(
    { token_endpoint_auth_method: "client_secret_post", pkce_required: false, ...client },
    {
      application_type: "web",
      grant_types: ["authorization_code"],
      response_types: ["code"],
      redirect_uris: [callback],
      ...oauthClient,
    },
  ) as { settings: object };
  return { ...app, label: "Portal", settings: { ...app.settings, ...settings } };
}

export interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly [member: string]: unknown;
}

/** An org with people, and a browser. */
export class OktaPeople extends OktaOrg {
  async addUser(login = "alice@acme.example", profile: object = {}, groupIds: readonly string[] = []) {
    const all = { firstName: "Alice", lastName: "Archer", login, email: login, ...profile };
    return this.ask("POST", "/api/v1/users", {
      profile: all,
      credentials: { password: { value: password } },
      groupIds,
    });
  }

  async addGroup(name: string): Promise<OktaObject> {
    return this.ask("POST", "/api/v1/groups", { profile: { name } });
  }

  async addWebApp(client: object = {}, oauthClient: object = {}, settings: object = {}): Promise<ServiceApp> {
    return this.ask("POST", "/api/v1/apps", webApp(client, oauthClient, settings));
  }

  /** Open to everyone. */
  async addOpenApp(client: object = {}, oauthClient: object = {}): Promise<ServiceApp> {
    return this.addWebApp(client, oauthClient, { implicitAssignment: true });
  }

  browser(): Browser {
    const send = sandboxSend({ fetch: async (request) => this.vendor.respond(request) });
    return new Browser({ send, catches: ({ host }) => host !== orgHost });
  }

  authorizeUrl(app: ServiceApp, changes: Readonly<Record<string, string | undefined>> = {}, server = ""): string {
    const all: Record<string, string | undefined> = {
      ...{ client_id: app.credentials.oauthClient.client_id, response_type: "code", redirect_uri: callback },
      ...{ scope: "openid profile email", state: "s-1", nonce: "n-1" },
      ...changes,
    };
    const said = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `${orgUrl}/oauth2${server === "" ? "" : `/${server}`}/v1/authorize?${new URLSearchParams(said).toString()}`;
  }

  /** Signs in by the page. */
  async signIn(url: string, userName = "alice@acme.example", browser = this.browser()): Promise<SignInEnd> {
    const credentials = { userName, password, passwordHost: orgHost };
    return signIn(browser, await browser.open(url), credentials);
  }

  async redeem<Body = Tokens>(
    app: ServiceApp,
    code: string,
    changes: Record<string, string> = {},
    server = "",
  ): Promise<OktaAnswer<Body>> {
    const { client_id, client_secret } = app.credentials.oauthClient;
    const form = {
      grant_type: "authorization_code",
      code,
      redirect_uri: callback,
      client_id,
      client_secret,
      ...changes,
    };
    const path = `/oauth2${server === "" ? "" : `/${server}`}/v1/token`;
    return this.call("POST", path, new URLSearchParams(form).toString(), {
      headers: { "content-type": "application/x-www-form-urlencoded", authorization: "" },
    });
  }

  async userinfo<Body = OktaObject>(token: string, server = ""): Promise<OktaAnswer<Body>> {
    const path = `/oauth2${server === "" ? "" : `/${server}`}/v1/userinfo`;
    return this.call("GET", path, undefined, { headers: { authorization: `Bearer ${token}` } });
  }
}

/** What an application was sent, by name; fails for an end anywhere else. */
export function sentTo(end: SignInEnd): Readonly<Record<string, string>> {
  if (end.kind !== "caught") throw new Error(`the sign-in ended ${end.kind}: ${JSON.stringify(end)}`);
  return Object.fromEntries(end.parameters);
}

export function codeOf(end: SignInEnd): string {
  const { code } = sentTo(end);
  if (code === undefined) throw new Error(`there is no code: ${JSON.stringify(sentTo(end))}`);
  return code;
}
