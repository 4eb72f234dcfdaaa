import assert from "node:assert/strict";
import { CookieJar } from "tough-cookie";
import type { Answer, JumpCloudOrg } from "./JumpCloudOrg.ts";

/** Keeps cookies as a browser does; follows nothing by itself. */
export class Browser {
  readonly jar = new CookieJar();
  readonly #org: JumpCloudOrg;

  constructor(org: JumpCloudOrg) {
    this.#org = org;
  }

  async get(url: string): Promise<Answer<unknown>> {
    return this.#send("GET", url);
  }

  async post(url: string, form: Record<string, string>): Promise<Answer<unknown>> {
    return this.#send("POST", url, new URLSearchParams(form).toString());
  }

  /** Opens the login and enters an email. */
  async enterEmail(email: string): Promise<Answer<unknown>> {
    const page = await this.get("https://console.jumpcloud.com/login");
    assert.equal(page.status, 200);
    return this.post("https://console.jumpcloud.com/login", { email, csrf: csrfOf(page) });
  }

  async #send(method: string, url: string, body = ""): Promise<Answer<unknown>> {
    const cookie = await this.jar.getCookieString(url);
    const headers = {
      ...(cookie !== "" && { cookie }),
      ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
    };
    const answer = await this.#org.send(method, url, headers, body);
    for (const one of [answer.headers["set-cookie"] ?? []].flat()) await this.jar.setCookie(one, url);
    return answer;
  }
}

/** The hidden field of a page's form. */
function csrfOf({ text }: Answer<unknown>): string {
  return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

export function locationOf({ headers }: Answer<unknown>): string {
  return String(headers["location"]);
}
