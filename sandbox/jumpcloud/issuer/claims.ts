import type { User } from "../state.ts";
import type { Client } from "./clients.ts";

/**
 * What the standard scopes say of a person: a scope has claims only where the application's attribute mapping selects it, each
 * under the name that it is mapped to (jumpcloud.com/support, OIDC Attributes (Claims)). The subject is the user's id. That a
 * company email counts as verified, and that the user attributes of the mapping come with every scope, is inferred.
 */
export function personClaims(
  user: User,
  scopes: readonly string[],
  { attributeMapping: mapping, userAttributes }: Pick<Client, "attributeMapping" | "userAttributes">,
): Readonly<Record<string, unknown>> {
  const known: Readonly<Record<string, unknown>> = { ...user.rest, email: user.email, username: user.username };
  const claims: Record<string, unknown> = {};
  for (const [claim, attribute] of Object.entries(userAttributes)) {
    const value = textOf(Object.hasOwn(known, attribute) ? known[attribute] : undefined);
    if (value !== "") claims[claim] = value;
  }
  for (const scope of ["email", "profile"] as const) {
    const names = scopes.includes(scope) ? mapping[scope] : undefined;
    if (names === undefined) continue;
    for (const [attribute, value] of Object.entries(attributesOf(user)[scope])) {
      if (value !== "") claims[names[attribute] ?? attribute] = value;
    }
  }
  return claims;
}

function attributesOf(user: User): Record<"email" | "profile", Readonly<Record<string, unknown>>> {
  const [given, family] = [textOf(user.rest["firstname"]), textOf(user.rest["lastname"])];
  return {
    email: { email: user.email, email_verified: true },
    profile: { given_name: given, family_name: family },
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
