import { expectedName } from "../../../lib/suggest.ts";
import { besideOpenId, poolScopes } from "../../access/cognitoGrants.ts";
import type { CognitoClientModel } from "../../TrustModel.ts";
import { memberOf, textsOf, type Path, type SettingsReader } from "../SettingsReader.ts";

/**
 * Notes scopes that a client cannot have: those that no resource server declares; those of people on a client without
 * people; and, without `openid`, those that Cognito gives beside it alone.
 * @param custom the scopes of the pool's resource servers; undefined where they could not all be read
 */
export function checkClientScopes(
  reader: SettingsReader,
  client: unknown,
  path: Path,
  kind: CognitoClientModel["kind"],
  custom: readonly string[] | undefined,
): void {
  const asked = textsOf(memberOf(client, "scopes"));
  const known = kind === "machine" ? (custom ?? []) : [...poolScopes, ...(custom ?? [])];
  for (const [index, scope] of asked) {
    const at = [...path, "scopes", index];
    if (kind === "machine" && poolScopes.includes(scope)) {
      reader.fault(at, "The scope is a person's, and nobody signs in to this client.", {
        found: scope,
        expected: "scopes of resource servers, such as orders/read",
      });
    } else if (custom !== undefined && !known.includes(scope)) {
      reader.fault(at, messageFor(scope, custom), { found: scope, expected: expectedName(scope, known) });
    }
  }
  const names = asked.map(([, scope]) => scope);
  const beside = names.find((scope) => besideOpenId.includes(scope));
  if (kind === "interactive" && beside !== undefined && !names.includes("openid")) {
    reader.fault([...path, "scopes"], `Cognito gives ${beside} only together with openid.`, {
      expected: "openid among the scopes",
    });
  }
}

function messageFor(scope: string, custom: readonly string[]): string {
  const slash = scope.lastIndexOf("/");
  if (slash === -1) return `There is no scope ${JSON.stringify(scope)}; those of resource servers have a slash.`;
  const identifier = scope.slice(0, slash);
  return custom.some((one) => one.startsWith(`${identifier}/`))
    ? `The resource server ${JSON.stringify(identifier)} has no scope ${JSON.stringify(scope.slice(slash + 1))}.`
    : `There is no resource server ${JSON.stringify(identifier)}.`;
}
