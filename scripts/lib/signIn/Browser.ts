import { CookieJar } from "tough-cookie";
import type { Form } from "./readForm.ts";
import { type Page, readPage } from "./readPage.ts";

/** Sends one request and follows no redirect. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** Where a visit came to. */
export type Visit =
  | { readonly kind: "page"; readonly page: Page }
  /** It was about to go to an address that is caught: the request that was not sent. */
  | { readonly kind: "caught"; readonly url: URL; readonly parameters: URLSearchParams }
  | { readonly kind: "stopped"; readonly why: string };

export interface BrowserOptions {
  readonly send: Send;
  /** Addresses that are not gone to; what was to be sent there is given to the caller. */
  readonly catches?: (url: URL) => boolean;
}

interface Request {
  readonly url: URL;
  readonly method: "GET" | "POST";
  readonly body?: URLSearchParams | undefined;
}

const mostRedirects = 20;

/** A browser without JavaScript: cookies, redirects, forms; https and nothing else. It forgets everything when it goes. */
export class Browser {
  readonly #cookies = new CookieJar();
  readonly #send: Send;
  readonly #catches: (url: URL) => boolean;

  constructor({ send, catches = () => false }: BrowserOptions) {
    this.#send = send;
    this.#catches = catches;
  }

  /** @throws whatever `send` rejects with */
  async open(url: string): Promise<Visit> {
    return this.#go({ url: new URL(url), method: "GET" });
  }

  /**
   * Sends a form.
   * @param filled what was filled in, beside what the form sends as it stands
   */
  async submit(form: Form, filled: readonly (readonly [name: string, value: string])[] = []): Promise<Visit> {
    const pairs = [...form.values, ...filled].map(([name, value]): [string, string] => [name, value]);
    const parameters = new URLSearchParams(pairs);
    if (form.method === "POST") return this.#go({ url: form.action, method: "POST", body: parameters });
    const url = new URL(form.action);
    url.search = parameters.toString();
    return this.#go({ url, method: "GET" });
  }

  async #go(first: Request): Promise<Visit> {
    let request = first;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const { url, method, body } = request;
      if (this.#catches(url)) return { kind: "caught", url, parameters: parametersOf(request) };
      if (url.protocol !== "https:") return { kind: "stopped", why: `${url.origin} is not https` };
      const response = await this.#send(withoutFragment(url), await this.#init(request));
      for (const cookie of response.headers.getSetCookie()) {
        await this.#cookies.setCookie(cookie, url.href, { ignoreError: true });
      }
      const location = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || location === null) {
        return { kind: "page", page: readPage(url, response.status, await response.text()) };
      }
      if (!URL.canParse(location, url.href)) return { kind: "stopped", why: `${url.host} redirects to no URL` };
      const keeps = response.status === 307 || response.status === 308;
      request = { url: new URL(location, url), ...(keeps ? { method, body } : { method: "GET" }) };
    }
    return { kind: "stopped", why: `${first.url.host} redirects more than ${mostRedirects} times` };
  }

  async #init({ url, method, body }: Request): Promise<RequestInit> {
    const cookie = await this.#cookies.getCookieString(url.href);
    return {
      method,
      headers: {
        accept: "text/html",
        ...(cookie === "" ? {} : { cookie }),
        ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(body === undefined ? {} : { body: body.toString() }),
      redirect: "manual",
    };
  }
}

/** What a request carries, in its query, its fragment and its form. */
function parametersOf({ url, body }: Request): URLSearchParams {
  const fragment = new URLSearchParams(url.hash.slice(1));
  return new URLSearchParams([...url.searchParams, ...fragment, ...(body ?? [])]);
}

function withoutFragment(url: URL): string {
  const { href, hash } = url;
  return hash === "" ? href : href.slice(0, -hash.length);
}
