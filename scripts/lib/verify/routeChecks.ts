import type { AccessRow } from "../../../trust/accessMatrix.ts";
import { accessChecks } from "./accessChecks.ts";
import type { Check } from "./Check.ts";
import { forgeryChecks } from "./forgeryChecks.ts";
import { admitted } from "./gatewayAnswers.ts";
import { gatewayCheck, notAllowed } from "./gatewayCheck.ts";
import type { RouteUnderTest } from "./RouteUnderTest.ts";
import { strangerChecks } from "./strangerChecks.ts";
import type { MintedToken } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/** Everything there is to prove about one route. @param rows the route's rows of the access matrix */
export function routeChecks(
  context: VerifyContext,
  under: RouteUnderTest,
  rows: readonly AccessRow[],
): readonly Check[] {
  const { guard } = under;
  if (guard === "public") return [publicCheck(context, under)];
  if (guard === "missing") return [missingAuthorizer(under)];
  return [
    ...accessChecks(context, under, guard, rows),
    ...forgeryChecks(context, under, guard, async () => genuineToken(context, rows)),
    ...strangerChecks(context, under, guard),
  ];
}

function publicCheck(context: VerifyContext, under: RouteUnderTest): Check {
  return gatewayCheck(context, under, "anyone, without a token", admitted(under.request?.expectStatus), async () =>
    under.request?.mayBeAdmitted === false
      ? { kind: "none", observation: notAllowed }
      : { kind: "token", token: undefined },
  );
}

function missingAuthorizer({ apiName, route }: RouteUnderTest): Check {
  return {
    system: "gateway",
    name: `${apiName} ${route.key}: an authorizer`,
    expected: "an authorizer for the route's issuer",
    run: async () => ({ actual: "none among the stack's outputs", ok: false }),
  };
}

/** A token that this route admits: of the first allowed client that can get one. */
async function genuineToken({ minter }: VerifyContext, rows: readonly AccessRow[]): Promise<MintedToken | undefined> {
  for (const { client, allowed, reason, matchedScopes, grantedScopes } of rows) {
    if (!allowed || client.kind !== "client" || reason === "open-issuer") continue;
    const scopes = matchedScopes.length > 0 ? matchedScopes : grantedScopes;
    const minted = await minter.mint({ issuer: client.issuer, client: client.name }, scopes.slice(0, 1));
    if (minted.outcome === "minted") return minted;
  }
  return undefined;
}
