import type { AccessRow } from "../../../trust/accessMatrix.ts";
import { attemptsOn, describeAttempt } from "./attempts.ts";
import type { Attempt } from "./attempts.ts";
import type { Check, Observation } from "./Check.ts";
import { notProved } from "./Check.ts";
import { admitted, guardAnswers } from "./gatewayAnswers.ts";
import { callRoute } from "./gatewayCheck.ts";
import type { RouteUnderTest } from "./RouteUnderTest.ts";
import type { VerifyContext } from "./VerifyContext.ts";

interface Pair {
  readonly admitting: RouteUnderTest;
  readonly refusing: RouteUnderTest;
  readonly attempt: Attempt;
}

/**
 * That an answer which the gateway keeps for one route says nothing about another: a token that a route of a Lambda
 * authorizer has just admitted is refused on another one, within the time that answers are kept. One check for each API
 * that keeps answers.
 */
export function cacheChecks(
  context: VerifyContext,
  routes: readonly RouteUnderTest[],
  rows: ReadonlyMap<string, readonly AccessRow[]>,
): readonly Check[] {
  return [...Map.groupBy(routes.filter(isKept), ({ apiName }) => apiName)].map(([api, kept]) => {
    const pair = findPair(context, kept, rows);
    return {
      system: "gateway" as const,
      name: `${api}: a token that is admitted on one route is refused on another while the answer is kept`,
      expected: "admitted, then 403",
      // Another check's call with the same token would be answered from the same cache.
      afterOthers: true,
      run: async () => (pair === undefined ? nothingToTry : admitThenRefuse(context, pair)),
    };
  });
}

const nothingToTry = notProved("no token opens one GET route of the Lambda authorizer and is refused on another");

function isKept({ guard }: RouteUnderTest): boolean {
  return typeof guard === "object" && guard.kind === "lambda" && guard.cacheSeconds > 0;
}

function findPair(
  { trust }: VerifyContext,
  routes: readonly RouteUnderTest[],
  rows: ReadonlyMap<string, readonly AccessRow[]>,
): Pair | undefined {
  const attempts = (under: RouteUnderTest): readonly Attempt[] =>
    typeof under.guard === "object"
      ? attemptsOn(trust, under.guard, rows.get(`${under.apiName} ${under.route.key}`) ?? [])
      : [];
  for (const admitting of routes) {
    if (admitting.request?.mayBeAdmitted !== true) continue;
    for (const attempt of attempts(admitting).filter(({ outcome }) => outcome === "admitted")) {
      const refusing = routes.find(
        (other) =>
          other.request !== undefined &&
          attempts(other).some(
            (one) => sameToken(one, attempt) && (one.outcome === "invalid" || one.outcome === "insufficient"),
          ),
      );
      if (refusing !== undefined) return { admitting, refusing, attempt };
    }
  }
  return undefined;
}

function sameToken(left: Attempt, right: Attempt): boolean {
  const key = ({ ref, grants }: Attempt): string => JSON.stringify([ref, grants]);
  return key(left) === key(right);
}

async function admitThenRefuse(context: VerifyContext, { admitting, refusing, attempt }: Pair): Promise<Observation> {
  const minted = await context.minter.mintAnew(attempt.ref, attempt.grants);
  if (minted.outcome !== "minted") return notProved(minted.reason);
  const first = await callRoute(context, admitting, minted.token);
  const second = await callRoute(context, refusing, minted.token);
  if (first === undefined || second === undefined) return nothingToTry;
  const opened = admitted(admitting.request?.expectStatus).judge(first);
  const refused = guardAnswers.lambda.insufficient.judge(second);
  const reason = `sent: a token of ${describeAttempt(attempt)} to ${admitting.route.key}, then to ${refusing.route.key}`;
  const actual = `${opened.ok === true ? "admitted" : opened.actual}, then ${refused.actual}`;
  const ok = opened.ok === true ? refused.ok : opened.ok;
  return { actual, ok, reason, ...(refused.requestId === undefined ? {} : { requestId: refused.requestId }) };
}
