import type { IssuerSettings } from "./readIssuers.ts";
import { memberOf, textsOf, type Path, type SettingsReader } from "./SettingsReader.ts";

/** The issuer that a route asks for scopes or roles. */
interface AskedIssuer {
  readonly name: string;
  /** Undefined where it is not declared, or could not be read. */
  readonly settings: IssuerSettings | undefined;
  /** Whether a Lambda authorizer asks, rather than a JWT authorizer. */
  readonly byLambda: boolean;
}

/** API Gateway takes no longer scope on a route (its API model). */
const longestScope = 64;

/**
 * Notes the scopes and roles of a route that no token of its issuer could carry. App-only tokens of Entra ID carry `roles`
 * and no `scp` (Entra, "Access token claims reference"); those of Azure AD B2C carry the roles in `scp` (B2C, "Set up OAuth
 * 2.0 client credentials flow"); those of Okta carry scopes in `scp`.
 * @param holder where `scopes` and `roles` stand
 */
export function checkRequirement(
  reader: SettingsReader,
  holder: unknown,
  path: Path,
  { name, settings, byLambda }: AskedIssuer,
): void {
  if (settings === undefined) return;
  const scopes = memberOf(holder, "scopes");
  const roles = memberOf(holder, "roles");
  const refer = (setting: "scopes" | "roles", what: string, known: ReadonlyMap<string, unknown>) => {
    for (const [index, item] of textsOf(setting === "scopes" ? scopes : roles)) {
      reader.reference([...path, setting, index], what, item, known.keys(), `issuer ${JSON.stringify(name)}`);
    }
  };
  if (settings.kind === "entra") {
    const asked = textsOf(scopes).map(([, scope]) => scope);
    if (asked.length > 0) {
      const message =
        "Tokens that Entra ID gives to applications carry roles and no scp: no scope of a route could ever admit one.";
      const expected = byLambda ? "roles instead" : "scopes: [], by audience alone; or authorizer: lambda with roles";
      reader.fault([...path, "scopes"], message, { found: asked.join(", "), expected });
    }
    if (byLambda) refer("roles", "role", settings.roles);
    return;
  }
  if (byLambda && roles !== undefined) {
    const where =
      settings.kind === "b2c" ? "Azure AD B2C puts the roles of a client into scp" : "Tokens of Okta carry scopes";
    reader.fault([...path, "roles"], `${where}, so the claim roles would admit nobody.`, {
      expected: "scopes instead",
    });
  }
  if (settings.kind === "okta") {
    refer("scopes", "scope", settings.scopes);
    return;
  }
  refer("scopes", "role", settings.roles);
  for (const [index, scope] of byLambda ? [] : textsOf(scopes)) {
    if (scope.length <= longestScope) continue;
    reader.fault([...path, "scopes", index], "API Gateway does not take so long a scope on a route.", {
      expected: `a role of at most ${longestScope} characters, or authorizer: lambda`,
    });
  }
}
