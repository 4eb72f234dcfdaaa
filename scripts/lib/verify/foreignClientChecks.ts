import { isOpenToAll } from "../../../trust/access/oktaGrants.ts";
import type { Check } from "./Check.ts";
import { observeRefusal } from "./tokenChecks.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/**
 * That an issuer gives clients of the other issuers no token, for the applications of an organisation can ask at all its
 * authorization servers: a policy for all clients that nobody declared would open the issuer to each of them. One scope
 * is asked for, one of a route's where there is any.
 */
export function foreignClientChecks({ trust: { model }, minter }: VerifyContext, name: string): readonly Check[] {
  const issuer = model.issuers[name];
  if (issuer === undefined || isOpenToAll(issuer)) return [];
  const routes = Object.values(model.apis).flatMap((api) => api.routes);
  const asked = routes.flatMap(({ access }) => (access.kind === "jwt" && access.issuer === name ? access.scopes : []));
  const scope = asked[0] ?? Object.keys(issuer.scopes)[0];
  if (scope === undefined) return [];
  return Object.entries(model.issuers)
    .filter(([own]) => own !== name)
    .flatMap(([own, { clients }]) =>
      Object.keys(clients).map((client) => ({
        system: "gateway" as const,
        name: `${name}: no token for ${own}/${client} (${scope})`,
        expected: "refused",
        run: async () =>
          observeRefusal(await minter.mint({ issuer: own, client, at: name }, [scope]), ["access_denied"]),
      })),
    );
}
