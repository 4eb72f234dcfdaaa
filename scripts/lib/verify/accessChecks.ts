import { once } from "../vendors/requestIds.ts";
import { type Attempt, describeAttempt } from "./attempts.ts";
import { describeForeignBackend, expectedClaims, observeClaims } from "./backendClaims.ts";
import type { Check, Observation } from "./Check.ts";
import { notProved } from "./Check.ts";
import { admitted, guardAnswers } from "./gatewayAnswers.ts";
import type { GatewayExpectation } from "./gatewayAnswers.ts";
import { callRoute, gatewayCheck, noRequest, notAllowed } from "./gatewayCheck.ts";
import type { Presented } from "./gatewayCheck.ts";
import type { LiveAnswer } from "./LiveHttp.ts";
import { routeSystem } from "./systems.ts";
import type { RouteGuard, RouteUnderTest } from "./RouteUnderTest.ts";
import type { ClientRef, MintedToken } from "./TokenMinter.ts";
import { listed } from "./tokenChecks.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/** The rows of the access matrix for one route, each proved with real tokens. */
export function accessChecks(
  context: VerifyContext,
  under: RouteUnderTest,
  guard: RouteGuard,
  attempts: readonly Attempt[],
): readonly Check[] {
  const answers = guardAnswers[guard.kind];
  const checks = attempts.flatMap(({ ref, grants, outcome }): readonly Check[] => {
    switch (outcome) {
      case "admitted":
        return admission(context, under, guard, ref, grants);
      case "insufficient":
        return [refusal(context, under, ref, grants, answers.insufficient)];
      case "invalid":
        return [refusal(context, under, ref, grants, answers.invalid())];
      case "no token":
        return [tokenless(context, under, ref, grants)];
    }
  });
  const asksForNothing = guard.admits.every(({ grants }) => grants.length === 0);
  return asksForNothing || attempts.some(({ outcome }) => outcome === "insufficient")
    ? checks
    : [...checks, withoutGrant(context, under, answers.insufficient)];
}

/** That the gateway lets the token in, and that a backend of our own sees its claims: one call, two results. */
function admission(
  context: VerifyContext,
  under: RouteUnderTest,
  { kind }: RouteGuard,
  ref: ClientRef,
  grants: readonly string[],
): readonly Check[] {
  const expectation = admitted(under.request?.expectStatus);
  const system = routeSystem(context, under);
  const issuer = context.trust.issuers[ref.at ?? ref.issuer];
  const call = once(async (): Promise<{ minted: MintedToken; answer: LiveAnswer } | Observation> => {
    if (under.request === undefined) return noRequest;
    if (!under.request.mayBeAdmitted) return notAllowed;
    const minted = await context.minter.mint(ref, grants);
    if (minted.outcome === "unavailable") return notProved(minted.reason);
    if (minted.outcome === "refused") return { actual: "no token", ok: false, reason: minted.reason };
    const answer = await callRoute(context, under, minted.token);
    return answer === undefined ? noRequest : { minted, answer };
  });
  const showsClaims = isBuiltIn(under) && under.request?.method !== "HEAD" && issuer !== undefined;
  const title = nameOf(under, ref, grants);
  const check: Check = {
    system,
    name: title,
    expected: expectation.expected,
    run: async () => {
      const called = await call();
      if (!("answer" in called)) return called;
      const observation = expectation.judge(called.answer);
      return showsClaims || observation.ok !== true || issuer === undefined
        ? observation
        : { ...observation, reason: describeForeignBackend(kind, issuer, called.answer, called.minted) };
    },
  };
  if (!showsClaims) return [check];
  return [
    check,
    {
      system,
      name: `${title}, claims at the backend`,
      expected: expectedClaims(kind, issuer, ref.idToken),
      run: async () => {
        const called = await call();
        return "answer" in called ? observeClaims(kind, issuer, called.answer, called.minted) : called;
      },
    },
  ];
}

function refusal(
  context: VerifyContext,
  under: RouteUnderTest,
  ref: ClientRef,
  grants: readonly string[],
  expectation: GatewayExpectation,
): Check {
  return gatewayCheck(context, under, describeAttempt({ ref, grants }), expectation, async (): Promise<Presented> => {
    const minted = await context.minter.mint(ref, grants);
    return minted.outcome === "minted"
      ? { kind: "token", token: minted.token }
      : { kind: "none", observation: notProved(minted.reason) };
  });
}

/** A client that its issuer grants nothing: the issuer's refusal keeps it out. */
function tokenless(context: VerifyContext, under: RouteUnderTest, ref: ClientRef, grants: readonly string[]): Check {
  return {
    system: routeSystem(context, under),
    name: nameOf(under, ref, grants),
    expected: "no token",
    run: async () => {
      const minted = await context.minter.mint(ref, grants);
      if (minted.outcome === "unavailable") return notProved(minted.reason);
      return minted.outcome === "refused"
        ? { actual: "no token", ok: true, reason: minted.reason }
        : { actual: `a token with ${listed(minted.granted)}`, ok: false };
    },
  };
}

function withoutGrant(context: VerifyContext, under: RouteUnderTest, { expected }: GatewayExpectation): Check {
  const reason = "everything that a client of its issuers can get opens this route";
  return {
    system: routeSystem(context, under),
    name: `${under.apiName} ${under.route.key}: a token without what the route asks for`,
    expected,
    run: async () => notProved(reason),
  };
}

/** The function that comes with the project answers with the claims; others have code of their own. */
function isBuiltIn({ api, route: { backend } }: RouteUnderTest): boolean {
  return backend.kind === "lambda" && api.functions[backend.function]?.code === undefined;
}

const nameOf = (under: RouteUnderTest, ref: ClientRef, grants: readonly string[]): string =>
  `${under.apiName} ${under.route.key}: ${describeAttempt({ ref, grants })}`;
