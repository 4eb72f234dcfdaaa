import type { AccessRow } from "../../../trust/accessMatrix.ts";
import { accessChecks } from "./accessChecks.ts";
import { attemptsOn } from "./attempts.ts";
import type { Attempt } from "./attempts.ts";
import type { Check } from "./Check.ts";
import { forgeryChecks } from "./forgeryChecks.ts";
import { admitted } from "./gatewayAnswers.ts";
import { gatewayCheck, notAllowed } from "./gatewayCheck.ts";
import type { RouteUnderTest } from "./RouteUnderTest.ts";
import { strangerChecks } from "./strangerChecks.ts";
import { routeSystem } from "./systems.ts";
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
  if (guard === "missing") return [missingAuthorizer(context, under)];
  const attempts = attemptsOn(context.trust, guard, rows);
  return [
    ...accessChecks(context, under, guard, attempts),
    ...forgeryChecks(context, under, guard, async () => genuineToken(context, attempts)),
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

function missingAuthorizer(context: VerifyContext, under: RouteUnderTest): Check {
  return {
    system: routeSystem(context, under),
    name: `${under.apiName} ${under.route.key}: an authorizer`,
    expected: "an authorizer for the route's issuers",
    run: async () => ({ actual: "none among the stack's outputs", ok: false }),
  };
}

/** A token that this route admits: of the first allowed client that can get one of its own issuer. */
async function genuineToken({ minter }: VerifyContext, attempts: readonly Attempt[]): Promise<MintedToken | undefined> {
  for (const { ref, grants, outcome } of attempts) {
    if (outcome !== "admitted" || ref.at !== undefined) continue;
    const minted = await minter.mint(ref, grants);
    if (minted.outcome === "minted") return minted;
  }
  return undefined;
}
