import { parse, type DefaultTreeAdapterTypes } from "parse5";
import type { CookieJar } from "tough-cookie";

type Element = DefaultTreeAdapterTypes.Element;

/**
 * Goes to an authorization endpoint as a browser would, fills in the sign-in form, and stops where the browser would leave
 * for the application.
 * @returns the answer that the application would get, from the query, the fragment or the form that is posted to it
 */
export async function signInByForm(
  url: URL,
  person: { readonly name: string; readonly password: string },
  cookies: CookieJar,
): Promise<URLSearchParams> {
  const ask = async (target: URL, init: RequestInit = {}) => {
    const headers = { cookie: await cookies.getCookieString(target.href) };
    const response = await fetch(target, { redirect: "manual", ...init, headers });
    for (const cookie of response.headers.getSetCookie()) await cookies.setCookie(cookie, target.href);
    return response;
  };
  const page = readForm(await (await ask(url)).text());
  const body = new URLSearchParams({ ...page.fields, loginfmt: person.name, passwd: person.password });
  const back = await ask(new URL(page.action, url), { method: "POST", body });
  const location = back.headers.get("location");
  if (location === null) return new URLSearchParams(readForm(await back.text()).fields);
  const { hash, search } = new URL(location);
  return new URLSearchParams(hash === "" ? search : hash.slice(1));
}

function readForm(html: string): { readonly action: string; readonly fields: Record<string, string> } {
  const elements = elementsIn(parse(html));
  const form = elements.find(({ tagName }) => tagName === "form");
  const inputs = elements.filter(({ tagName }) => tagName === "input");
  if (form === undefined) throw new Error(`there is no form: ${html}`);
  return {
    action: attribute(form, "action"),
    fields: Object.fromEntries(inputs.map((input) => [attribute(input, "name"), attribute(input, "value")])),
  };
}

function elementsIn(node: DefaultTreeAdapterTypes.ParentNode): Element[] {
  return node.childNodes.flatMap((child) => ("tagName" in child ? [child, ...elementsIn(child)] : []));
}

function attribute(element: Element, name: string): string {
  return element.attrs.find((found) => found.name === name)?.value ?? "";
}
