import type { RouteModel } from "../TrustModel.ts";
import type { ApiSettings } from "./readApis.ts";
import type { Named, Path, SettingsReader } from "./SettingsReader.ts";

/**
 * Notes the APIs that a token for another API would open. All tokens of an issuer carry its one audience, so two APIs
 * that trust the same issuer are parted by scopes alone: a token that holds a scope which both admit opens both, and a
 * route without scopes is opened by every token. The API that is opened says that this is meant, in `sharesTokensWith`;
 * where both open each other, both say so.
 */
export function checkSharedTokens(reader: SettingsReader, apis: Named<ApiSettings>, path: Path): void {
  for (const [opened, settings] of apis) {
    if (settings === undefined) continue;
    for (const [other, otherSettings] of apis) {
      if (otherSettings === undefined || other === opened) continue;
      const openings = findOpenings(settings.routes, otherSettings.routes);
      const named = settings.sharesTokensWith.find(([, name]) => name === other);
      if (openings.length > 0 && !named) {
        reader.fault([...path, opened, "sharesTokensWith"], describeOpenings(other, openings), {
          expected: `sharesTokensWith: [${other}] if this is meant, otherwise an issuer or scopes of its own`,
        });
      } else if (openings.length === 0 && named && isWhole(settings) && isWhole(otherSettings)) {
        reader.fault([...path, opened, "sharesTokensWith", named[0]], `No token for ${other} opens a route here.`, {
          found: other,
          expected: "only APIs whose tokens open routes of this one",
        });
      }
    }
  }
}

interface Opening {
  readonly route: string;
  readonly issuer: string;
  /** None where the route admits every token of the issuer. */
  readonly scopes: readonly string[];
}

/** The routes that tokens for another API open. */
function findOpenings(routes: Named<RouteModel>, otherRoutes: Named<RouteModel>): readonly Opening[] {
  const admitted = admittedScopes(otherRoutes);
  return [...routes.values()].flatMap((route) => {
    if (route?.access.kind !== "jwt") return [];
    const { issuer, scopes } = route.access;
    const others = admitted.get(issuer);
    if (others === undefined) return [];
    const shared = scopes.filter((scope) => others.has(scope));
    return scopes.length === 0 || shared.length > 0 ? [{ route: route.key, issuer, scopes: shared }] : [];
  });
}

/** By issuer: every scope that some route of the API asks for. */
function admittedScopes(routes: Named<RouteModel>): ReadonlyMap<string, ReadonlySet<string>> {
  const admitted = new Map<string, Set<string>>();
  for (const route of routes.values()) {
    if (route?.access.kind !== "jwt") continue;
    const scopes = admitted.get(route.access.issuer) ?? new Set();
    route.access.scopes.forEach((scope) => scopes.add(scope));
    admitted.set(route.access.issuer, scopes);
  }
  return admitted;
}

function describeOpenings(other: string, openings: readonly Opening[]): string {
  const routes = openings.map(({ route, issuer, scopes }) => {
    const why = scopes.length === 0 ? `asks for no scope` : `admits ${scopes.join(", ")}`;
    return `${route} (${why} of ${issuer})`;
  });
  return `A token for the API ${JSON.stringify(other)} would open ${routes.join(", ")}.`;
}

function isWhole({ routes }: ApiSettings): boolean {
  return [...routes.values()].every((route) => route !== undefined);
}
