import { isOpenIssuer } from "../../../trust/access/obtainable.ts";
import type { IssuerModel } from "../../../trust/TrustModel.ts";
import type { Check } from "./Check.ts";
import { sharesClients } from "./clientTokens.ts";
import { unassigned } from "./microsoftTokenChecks.ts";
import { observeRefusal } from "./tokenChecks.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/**
 * That an issuer gives clients of the other issuers no token, where it knows them at all: the applications of an Okta
 * organisation can ask all its authorization servers, and a policy for all clients that nobody declared would open the
 * issuer to each of them; the applications of a directory can ask for tokens for every API in it, and an API that does not
 * require assignment is open to each of them. Of Okta one scope is asked for, one of a route's where there is any.
 */
export function foreignClientChecks({ trust, minter }: VerifyContext, name: string): readonly Check[] {
  const { model, issuers } = trust;
  const issuer = model.issuers[name];
  const deployed = issuers[name];
  if (issuer === undefined || deployed === undefined || isOpenIssuer(issuer)) return [];
  // The clients of a user pool and of JumpCloud are their own: another issuer's have no id there.
  if (issuer.kind === "cognito" || issuer.kind === "jumpcloud") return [];
  const scope = issuer.kind === "okta" ? scopeToAsk(trust.model, name, issuer) : undefined;
  if (issuer.kind === "okta" && scope === undefined) return [];
  const codes = issuer.kind === "okta" ? ["access_denied"] : unassigned[issuer.kind];
  return Object.entries(model.issuers)
    .filter(([own]) => own !== name && issuers[own] !== undefined && sharesClients(issuers[own], deployed))
    .flatMap(([own, { clients }]) =>
      Object.keys(clients).map((client) => ({
        system: issuer.kind === "b2c" ? ("b2c-api-gateway" as const) : ("gateway" as const),
        name: `${name}: no token for ${own}/${client}${scope === undefined ? "" : ` (${scope})`}`,
        expected: "refused",
        run: async () =>
          observeRefusal(
            await minter.mint({ issuer: own, client, at: name }, scope === undefined ? [] : [scope]),
            codes,
          ),
      })),
    );
}

function scopeToAsk(
  { apis }: VerifyContext["trust"]["model"],
  name: string,
  { scopes }: Extract<IssuerModel, { kind: "okta" }>,
): string | undefined {
  const routes = Object.values(apis).flatMap((api) => api.routes);
  const asked = routes.flatMap(({ access }) => (access.kind === "jwt" && access.issuer === name ? access.scopes : []));
  return asked[0] ?? Object.keys(scopes)[0];
}
