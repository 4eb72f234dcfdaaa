import type { Browser, Visit } from "./Browser.ts";
import type { Field, Form, Purpose } from "./readForm.ts";
import type { Page } from "./readPage.ts";

/** A person's credentials. The passwords go to one host and no other, and never into an address. */
export interface SignInCredentials {
  readonly userName: string;
  /** What other hosts than the password's are told, where that is another name. */
  readonly nameElsewhere?: string | undefined;
  readonly password: string;
  readonly passwordHost: string;
  /** For a page that wants the password changed; without one that page is the end. */
  readonly newPassword?: string | undefined;
}

export type SignInEnd =
  | Extract<Visit, { kind: "caught" | "stopped" }>
  /** Nothing is left to fill in. */
  | { readonly kind: "page"; readonly page: Page }
  /** A page asks for what it was told already. */
  | { readonly kind: "refused"; readonly page: Page; readonly message: string }
  /** A page asks for something that these credentials do not have, or not for this host. */
  | { readonly kind: "asked"; readonly page: Page; readonly purpose: Purpose };

const mostPages = 12;

/**
 * Signs a person in: fills in the forms of one page after the other by what their fields are for, and sends those that
 * would send themselves.
 */
export async function signIn(browser: Browser, start: Visit, credentials: SignInCredentials): Promise<SignInEnd> {
  const told = new Set<string>();
  let visit = start;
  for (let pages = 0; pages < mostPages; pages += 1) {
    if (visit.kind !== "page") return visit;
    const { page } = visit;
    const own = page.forms.find(({ sendsItself }) => sendsItself);
    if (own !== undefined) {
      visit = await browser.submit(own);
      continue;
    }
    const form = page.forms.find(({ fields }) => fields.some(({ purpose }) => purpose !== undefined));
    if (form === undefined) return { kind: "page", page };
    const missing = form.fields.find((field) => valueFor(field, form, credentials) === undefined);
    if (missing !== undefined) return { kind: "asked", page, purpose: missing.purpose ?? "user name" };
    const question = questionOf(form);
    if (told.has(question)) return { kind: "refused", page, message: page.alert || page.title };
    told.add(question);
    visit = await browser.submit(
      form,
      form.fields.map((field) => [field.name, valueFor(field, form, credentials) ?? ""]),
    );
  }
  return { kind: "stopped", why: `the sign-in has more than ${mostPages} pages` };
}

/** A field of no known purpose is left as it is. */
function valueFor(
  { purpose, value }: Field,
  { action, method }: Form,
  credentials: SignInCredentials,
): string | undefined {
  if (purpose === undefined) return value;
  // Another port is another server; of https, its own port is not said.
  const isOwn = action.host === credentials.passwordHost;
  if (purpose === "user name")
    return isOwn ? credentials.userName : (credentials.nameElsewhere ?? credentials.userName);
  if (!isOwn || method !== "POST") return undefined;
  return purpose === "password" ? credentials.password : credentials.newPassword;
}

function questionOf({ action, fields }: Form): string {
  return [action.hostname, ...fields.flatMap(({ purpose }) => purpose ?? [])].join(" ");
}
