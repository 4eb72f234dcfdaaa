import type { ApiSettings } from "./readApis.ts";
import type { Path, SettingsReader } from "./SettingsReader.ts";

/** Quotas of API Gateway that AWS does not raise (API Gateway quotas for HTTP APIs). */
const scopesPerRoute = 10;
const integrationsPerApi = 300;

/** Notes what API Gateway would refuse for its number: an API has an authorizer for each issuer of its JWT routes, and one Lambda authorizer. */
export function checkQuotas(reader: SettingsReader, { api, routes }: ApiSettings, path: Path): void {
  const authorizers = new Set<string>();
  const backends = new Set<string>();
  for (const [key, route] of routes) {
    if (route === undefined) continue;
    backends.add(JSON.stringify(route.backend));
    const { access } = route;
    if (access.kind !== "public") authorizers.add(access.kind === "jwt" ? `jwt ${access.issuer}` : access.kind);
    if (access.kind !== "jwt") continue;
    checkCount(reader, [...path, "routes", key, "scopes"], "scopes on a route", access.scopes.length, scopesPerRoute);
  }
  checkCount(reader, [...path, "routes"], "backends", backends.size, integrationsPerApi);
  if (api === undefined) return;
  checkCount(reader, [...path, "routes"], "routes", routes.size, api.quotas.routes, "quotas.routes");
  checkCount(
    reader,
    [...path, "routes"],
    "authorizers",
    authorizers.size,
    api.quotas.authorizers,
    "quotas.authorizers",
  );
}

function checkCount(reader: SettingsReader, path: Path, what: string, found: number, limit: number, setting?: string) {
  if (found <= limit) return;
  const raise = setting === undefined ? ", which AWS does not raise" : `, or ${setting} once AWS has raised the quota`;
  reader.fault(path, `API Gateway does not take so many ${what}.`, { found, expected: `at most ${limit}${raise}` });
}
