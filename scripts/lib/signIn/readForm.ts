import { attribute, type Element } from "./attribute.ts";

/** A form of a page. */
export interface Form {
  readonly method: "GET" | "POST";
  readonly action: URL;
  /** What is sent as it stands: hidden fields, ticked boxes, the first button. */
  readonly values: readonly (readonly [name: string, value: string])[];
  /** What a person fills in. */
  readonly fields: readonly Field[];
  /** It has nothing to fill in, and a script sends it at once. */
  readonly sendsItself: boolean;
}

export interface Field {
  readonly name: string;
  readonly purpose: Purpose | undefined;
  /** What stands in it already. */
  readonly value: string;
}

export type Purpose = "user name" | "password" | "new password";

/** @param code the page's scripts */
export function readForm(page: URL, form: Element, elements: readonly Element[], code: string): Form {
  const inputs = elements.filter(({ tagName }) => tagName === "input");
  const typed = inputs.filter((input) => typedIn.has(typeOf(input)) && attribute(input, "name") !== undefined);
  const passwords = typed.filter((input) => typeOf(input) === "password");
  const fields = typed.map((input): Field => ({
    name: attribute(input, "name") ?? "",
    purpose: typeOf(input) === "password" ? passwordPurpose(input, passwords) : userNamePurpose(input),
    value: attribute(input, "value") ?? "",
  }));
  const buttons = elements.filter(
    (element) =>
      (element.tagName === "input" && typeOf(element) === "submit") ||
      (element.tagName === "button" && (attribute(element, "type") ?? "submit") === "submit"),
  );
  const sent = [...inputs.filter(isSentAsItStands), ...buttons.slice(0, 1)];
  const action = attribute(form, "action") ?? "";
  return {
    method: attribute(form, "method")?.toUpperCase() === "POST" ? "POST" : "GET",
    action: URL.canParse(action, page.href) ? new URL(action, page) : page,
    values: sent.flatMap((input) => {
      const name = attribute(input, "name");
      return name === undefined || name === ""
        ? []
        : [[name, attribute(input, "value") ?? defaultValue(input)] as const];
    }),
    fields,
    sendsItself: fields.length === 0 && code.includes(".submit()"),
  };
}

const typedIn: ReadonlySet<string> = new Set(["text", "email", "password", "tel", "search", "url"]);

const typeOf = (input: Element): string => (attribute(input, "type") ?? "text").toLowerCase();

const isTickable = (input: Element): boolean => ["checkbox", "radio"].includes(typeOf(input));

const isSentAsItStands = (input: Element): boolean =>
  typeOf(input) === "hidden" || (isTickable(input) && attribute(input, "checked") !== undefined);

const defaultValue = (input: Element): string => (isTickable(input) ? "on" : "");

/** Names that sign-in pages give to the field, beside what HTML's `autocomplete` says. */
const userNames = /^(login|loginfmt|user|user[-_]?name|e-?mail|sign-?in-?name|upn|identifier)$/i;

function userNamePurpose(input: Element): Purpose | undefined {
  const hints = completion(input);
  const names = [attribute(input, "name"), attribute(input, "id")];
  return typeOf(input) === "email" ||
    hints.some((hint) => hint === "username" || hint === "email") ||
    names.some((name) => name !== undefined && userNames.test(name))
    ? "user name"
    : undefined;
}

/** As `autocomplete` says; without it, two more password fields beside one are for a new one and its repetition. */
function passwordPurpose(input: Element, all: readonly Element[]): Purpose {
  const hints = completion(input);
  if (hints.includes("new-password")) return "new password";
  if (hints.includes("current-password") || all.length === 1) return "password";
  return all.length > 2 && input === all[0] ? "password" : "new password";
}

const completion = (input: Element): readonly string[] =>
  (attribute(input, "autocomplete") ?? "").toLowerCase().split(/\s+/);
