import { parse, type DefaultTreeAdapterTypes } from "parse5";
import type { SandboxResponse } from "../../../sandbox/Vendor.ts";

export interface PageAnswer {
  readonly status: number;
  readonly headers: NonNullable<SandboxResponse["headers"]>;
  readonly text: string;
}

/** Sends a request as the proxy would hand it on. */
export type Send = (
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<PageAnswer>;

type Element = DefaultTreeAdapterTypes.Element;

/** A page as a browser understood it. */
export interface Shown extends PageAnswer {
  readonly title: string;
  /** The path or address that its form goes to; empty without a form. */
  readonly action: string;
  /** The form's fields with their values, hidden ones included. */
  readonly fields: Readonly<Record<string, string>>;
  /** The code of what went wrong; empty without any. */
  readonly errorCode: string;
  readonly location: string;
  readonly elements: readonly Element[];
}

/** A browser with its cookies, as far as a sign-in needs one: it follows nothing by itself. */
export class PageBrowser {
  readonly cookies = new Map<string, string>();
  readonly #send: Send;
  readonly #origin: string;

  /** @param origin of the pages whose forms are sent */
  constructor(origin: string, send: Send) {
    this.#origin = origin;
    this.#send = send;
  }

  async get(url: string): Promise<Shown> {
    return this.#show(await this.#send("GET", url, this.#headers(), ""));
  }

  async post(url: string, fields: Readonly<Record<string, string>>): Promise<Shown> {
    const headers = { "content-type": "application/x-www-form-urlencoded", ...this.#headers() };
    return this.#show(await this.#send("POST", url, headers, new URLSearchParams(fields).toString()));
  }

  /** Fills in a page's form and sends it. */
  async submit({ action, fields }: Shown, typed: Readonly<Record<string, string>>): Promise<Shown> {
    return this.post(new URL(action, this.#origin).href, { ...fields, ...typed });
  }

  #headers(): Record<string, string> {
    const pairs = [...this.cookies].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? {} : { cookie: pairs.join("; ") };
  }

  #show(answer: PageAnswer): Shown {
    for (const cookie of [answer.headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (cookie.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const isPage = String(answer.headers["content-type"]).startsWith("text/html");
    const elements = isPage ? elementsIn(parse(answer.text)) : [];
    const inputs = elements.filter(({ tagName }) => tagName === "input");
    return {
      ...answer,
      title: textOf(elements.find(({ tagName }) => tagName === "h1")),
      action: attribute(
        elements.find(({ tagName }) => tagName === "form"),
        "action",
      ),
      fields: Object.fromEntries(inputs.map((input) => [attribute(input, "name"), attribute(input, "value")])),
      errorCode: attribute(
        elements.find((element) => attribute(element, "id") === "error"),
        "data-error-code",
      ),
      location: String(answer.headers["location"] ?? ""),
      elements,
    };
  }
}

export function attribute(element: Element | undefined, name: string): string {
  return element?.attrs.find((found) => found.name === name)?.value ?? "";
}

function elementsIn(node: DefaultTreeAdapterTypes.ParentNode): Element[] {
  return node.childNodes.flatMap((child) => ("tagName" in child ? [child, ...elementsIn(child)] : []));
}

function textOf(element: Element | undefined): string {
  return (element?.childNodes ?? []).map((child) => ("value" in child ? child.value : "")).join("");
}
