import type { App } from "../state.ts";

/**
 * The value of an Okta expression, where it is one of the simple ones: a text in quotes, a number, true, false, and the
 * client's own `app.clientId`, `app.id`, `app.label` and `app.name`.
 * @returns undefined for any other expression
 */
export function claimValue(expression: string, app: App): string | number | boolean | undefined {
  const text = expression.trim();
  const quoted = /^"([^"\\]*)"$|^'([^'\\]*)'$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2] ?? "";
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const known: Record<string, string | boolean> = {
    true: true,
    false: false,
    "app.clientId": app.clientId,
    "app.id": app.id,
    "app.label": app.label,
    "app.name": "oidc_client",
  };
  return Object.hasOwn(known, text) ? known[text] : undefined;
}
