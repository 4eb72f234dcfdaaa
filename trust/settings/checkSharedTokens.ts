import { requirementsOf } from "../access/requirementsOf.ts";
import type { RouteModel } from "../TrustModel.ts";
import { audienceClientsIn } from "./cognito/cognitoIssuer.ts";
import type { ApiSettings } from "./readApis.ts";
import type { IssuerSettings } from "./readIssuers.ts";
import type { Named, Path, SettingsReader } from "./SettingsReader.ts";

/**
 * Notes the APIs that a token for another API would open. All tokens of an issuer carry its one audience, so two APIs
 * that trust the same issuer are parted by scopes or roles alone: a token that holds one which both admit opens both, and
 * a route that asks for none is opened by every token. Issuers are told apart by name, for no two of a config sign with
 * the same `iss` for the same audience: those of Okta have an `iss` of their own, and those of one Microsoft tenant, which
 * have not, an audience of their own. The API that is opened says that this is meant, in `sharesTokensWith`; where both
 * open each other, both say so. The tokens of a user pool are told apart by the client ids in them, all of which are
 * declared: there a token opens both only where some client can get it.
 */
export function checkSharedTokens(
  reader: SettingsReader,
  apis: Named<ApiSettings>,
  path: Path,
  issuers: Named<IssuerSettings>,
): void {
  for (const [opened, settings] of apis) {
    if (settings === undefined) continue;
    for (const [other, otherSettings] of apis) {
      if (otherSettings === undefined || other === opened) continue;
      const openings = findOpenings(settings.routes, otherSettings.routes, issuers);
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
  /** Scopes or roles; none where the route admits every token of the issuer. */
  readonly grants: readonly string[];
  readonly what: "scope" | "role";
  /** Whose tokens they are, where that is known. */
  readonly clients?: readonly string[];
}

/** The routes that tokens for another API open. */
function findOpenings(
  routes: Named<RouteModel>,
  otherRoutes: Named<RouteModel>,
  issuers: Named<IssuerSettings>,
): readonly Opening[] {
  const admitted = admittedGrants(otherRoutes);
  return [...routes.values()].flatMap((route) =>
    (route === undefined ? [] : requirementsOf(route.access)).flatMap(({ issuer, scopes, roles }): Opening[] => {
      const others = admitted.get(issuer);
      if (route === undefined || others === undefined) return [];
      const asked = [...scopes, ...roles];
      const grants = asked.filter((grant) => others.grants.has(grant));
      const what = roles.length > 0 ? "role" : "scope";
      if (asked.length > 0 && grants.length === 0) return [];
      const clients = clientsOf(issuers.get(issuer), asked.length === 0 ? others : { grants: new Set(grants) });
      return clients?.length === 0 ? [] : [{ route: route.key, issuer, grants, what, ...(clients && { clients }) }];
    }),
  );
}

/** What the routes of an API ask an issuer's tokens for. */
interface AdmittedTokens {
  /** Every scope or role that some route asks for. */
  readonly grants: ReadonlySet<string>;
  /** Whether some route asks for none, and so admits every token of the issuer. */
  readonly any?: boolean;
}

/** By issuer. */
function admittedGrants(routes: Named<RouteModel>): ReadonlyMap<string, AdmittedTokens> {
  const admitted = new Map<string, AdmittedTokens>();
  for (const route of routes.values()) {
    for (const { issuer, scopes, roles } of route === undefined ? [] : requirementsOf(route.access)) {
      const { grants = new Set<string>(), any = false } = admitted.get(issuer) ?? {};
      const asked = [...scopes, ...roles];
      admitted.set(issuer, { grants: new Set([...grants, ...asked]), any: any || asked.length === 0 });
    }
  }
  return admitted;
}

/** The clients of a user pool that can get such tokens; undefined of other issuers, and while the pool could not be read. */
function clientsOf(issuer: IssuerSettings | undefined, { grants, any }: AdmittedTokens): readonly string[] | undefined {
  if (issuer?.kind !== "cognito") return undefined;
  return audienceClientsIn(issuer)?.filter(
    (name) => any === true || issuer.clients.get(name)?.scopes.some((scope) => grants.has(scope)) === true,
  );
}

function describeOpenings(other: string, openings: readonly Opening[]): string {
  const routes = openings.map(({ route, issuer, grants, what, clients }) => {
    const why = grants.length === 0 ? `asks for no ${what}` : `admits ${grants.join(", ")}`;
    const whose = clients === undefined ? "" : `, which ${clients.join(", ")} can get`;
    return `${route} (${why} of ${issuer}${whose})`;
  });
  return `A token for the API ${JSON.stringify(other)} would open ${routes.join(", ")}.`;
}

function isWhole({ routes }: ApiSettings): boolean {
  return [...routes.values()].every((route) => route !== undefined);
}
