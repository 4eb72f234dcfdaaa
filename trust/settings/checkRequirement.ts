import { audienceClientsIn, customScopesIn, type CognitoIssuerSettings } from "./cognito/cognitoIssuer.ts";
import type { IssuerSettings } from "./readIssuers.ts";
import { memberOf, textsOf, type Path, type SettingsReader } from "./SettingsReader.ts";

/** The issuer that a route asks for scopes or roles. */
interface AskedIssuer {
  readonly name: string;
  /** Where it is named. */
  readonly namedAt: Path;
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
 * 2.0 client credentials flow"); those of Okta carry scopes in `scp`, those of Cognito in `scope`.
 * @param holder where `scopes` and `roles` stand
 */
export function checkRequirement(
  reader: SettingsReader,
  holder: unknown,
  path: Path,
  { name, namedAt, settings, byLambda }: AskedIssuer,
): void {
  if (settings === undefined) return;
  if (settings.kind === "jumpcloud") {
    refuseJumpCloud(reader, namedAt, name);
    return;
  }
  const scopes = memberOf(holder, "scopes");
  const roles = memberOf(holder, "roles");
  const refer = (setting: "scopes" | "roles", what: string, known: Iterable<string>) => {
    const names = [...known];
    for (const [index, item] of textsOf(setting === "scopes" ? scopes : roles)) {
      reader.reference([...path, setting, index], what, item, names, `issuer ${JSON.stringify(name)}`);
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
    if (byLambda) refer("roles", "role", settings.roles.keys());
    return;
  }
  if (byLambda && roles !== undefined) {
    reader.fault([...path, "roles"], `${scopeCarriers[settings.kind]}, so the claim roles would admit nobody.`, {
      expected: "scopes instead",
    });
  }
  switch (settings.kind) {
    case "okta":
      refer("scopes", "scope", settings.scopes.keys());
      return;
    case "b2c":
      refer("scopes", "role", settings.roles.keys());
      break;
    case "cognito": {
      const custom = customScopesIn(settings);
      if (custom !== undefined) refer("scopes", "scope of a resource server", custom);
      checkAudiences(reader, settings, path, byLambda);
    }
  }
  for (const [index, scope] of byLambda ? [] : textsOf(scopes)) {
    if (scope.length <= longestScope) continue;
    reader.fault([...path, "scopes", index], "API Gateway does not take so long a scope on a route.", {
      expected: `${settings.kind === "b2c" ? "a role" : "a scope"} of at most ${longestScope} characters, or authorizer: lambda`,
    });
  }
}

/** JumpCloud does not document its access tokens as JWTs; its ID tokens tell an application who signed in, and are no key to an API. */
function refuseJumpCloud(reader: SettingsReader, path: Path, name: string): void {
  reader.fault(path, "No route can trust JumpCloud.", {
    found: name,
    expected:
      "an issuer of access tokens that are JWTs (okta, entra, b2c or cognito): those of JumpCloud are not known to be, and its ID tokens are not for APIs",
  });
}

const scopeCarriers = {
  okta: "Tokens of Okta carry scopes",
  b2c: "Azure AD B2C puts the roles of a client into scp",
  cognito: "Tokens of Cognito carry scopes",
};

/** Of a JWT authorizer, which AWS does not raise (API Gateway quotas for HTTP APIs). */
const mostAudiences = 50;

/** The audiences of a user pool are the ids of its clients that have a scope of a resource server. */
function checkAudiences(reader: SettingsReader, pool: CognitoIssuerSettings, path: Path, byLambda: boolean): void {
  const clients = audienceClientsIn(pool);
  if (clients === undefined) return;
  if (clients.length === 0) {
    reader.fault(path, "No client of the issuer has a scope of a resource server, so nobody could call the route.", {
      expected: "a client of the issuer with such a scope",
    });
  } else if (!byLambda && clients.length > mostAudiences) {
    reader.fault(path, "A JWT authorizer does not take so many audiences, and here every client is one.", {
      found: clients.length,
      expected: `at most ${mostAudiences} clients with scopes of resource servers, or authorizer: lambda`,
    });
  }
}
