import type { AccessClient, AccessRow } from "../../../trust/accessMatrix.ts";
import { differingClaims, findClaims } from "./seenClaims.ts";
import type { Check, Observation } from "./Check.ts";
import { notProved } from "./Check.ts";
import { admitted, forbidden, invalidToken } from "./gatewayAnswers.ts";
import type { GatewayExpectation } from "./gatewayAnswers.ts";
import { callRoute, gatewayCheck, noRequest, notAllowed } from "./gatewayCheck.ts";
import type { Presented } from "./gatewayCheck.ts";
import type { LiveAnswer } from "./LiveHttp.ts";
import type { RouteGuard, RouteUnderTest } from "./RouteUnderTest.ts";
import type { ClientRef, MintedToken } from "./TokenMinter.ts";
import { listed } from "./tokenChecks.ts";
import type { VerifyContext } from "./VerifyContext.ts";

type ClientRow = AccessRow & { readonly client: Extract<AccessClient, { kind: "client" }> };

/**
 * The rows of the access matrix for one route: every client of the route's issuer with each scope alone that it can get,
 * and with all that it asks for; every other client with what it asks for, and where the route's issuer is open to it,
 * also with each scope that it can get there.
 */
export function accessChecks(
  context: VerifyContext,
  under: RouteUnderTest,
  guard: RouteGuard,
  rows: readonly AccessRow[],
): readonly Check[] {
  const checks = rows
    .filter((row): row is ClientRow => row.client.kind === "client")
    .flatMap((row) => rowChecks(context, under, guard, row));
  return checks.some(({ expected }) => expected === forbidden.expected) || guard.scopes.length === 0
    ? checks
    : [...checks, withoutScope(under)];
}

function rowChecks(context: VerifyContext, under: RouteUnderTest, guard: RouteGuard, row: ClientRow): readonly Check[] {
  const ref = { issuer: row.client.issuer, client: row.client.name };
  const declared = context.trust.model.issuers[ref.issuer]?.clients[ref.client]?.scopes ?? [];
  const alone = (asking: ClientRef): readonly Check[] =>
    row.grantedScopes.flatMap((scope) =>
      guard.scopes.length === 0 || row.matchedScopes.includes(scope)
        ? admission(context, under, guard, asking, [scope])
        : [refusal(context, under, asking, [scope], forbidden)],
    );
  if (row.reason === "open-issuer") {
    return [...alone({ ...ref, at: guard.issuerName }), refusal(context, under, ref, declared, invalidToken())];
  }
  if (row.reason === "no-token") return [tokenless(context, ref, under, declared)];
  if (row.reason === "other-issuer") {
    const scopes = declared.every((scope) => row.grantedScopes.includes(scope))
      ? declared
      : row.grantedScopes.slice(0, 1);
    return row.grantedScopes.length === 0
      ? [tokenless(context, ref, under, declared)]
      : [refusal(context, under, ref, scopes, invalidToken())];
  }
  const together = declared.length > 1 && row.allowed ? admission(context, under, guard, ref, declared) : [];
  return [...alone(ref), ...together];
}

/** That the gateway lets the token in, and that a backend of our own sees its claims: one call, two results. */
function admission(
  context: VerifyContext,
  under: RouteUnderTest,
  guard: RouteGuard,
  ref: ClientRef,
  scopes: readonly string[],
): readonly Check[] {
  const expectation = admitted(under.request?.expectStatus);
  let calling: Promise<{ minted: MintedToken; answer: LiveAnswer } | Observation> | undefined;
  const call = (): Promise<{ minted: MintedToken; answer: LiveAnswer } | Observation> =>
    (calling ??= (async () => {
      if (under.request === undefined) return noRequest;
      if (!under.request.mayBeAdmitted) return notAllowed;
      const minted = await context.minter.mint(ref, scopes);
      if (minted.outcome === "unavailable") return notProved(minted.reason);
      if (minted.outcome === "refused") return { actual: "no token", ok: false, reason: minted.reason };
      const answer = await callRoute(context, under, minted.token);
      return answer === undefined ? noRequest : { minted, answer };
    })());
  const showsClaims = isBuiltIn(under) && under.request?.method !== "HEAD";
  const title = nameOf(under, ref, scopes);
  const admission: Check = {
    system: "gateway",
    name: title,
    expected: expectation.expected,
    run: async () => {
      const called = await call();
      if (!("answer" in called)) return called;
      const observation = expectation.judge(called.answer);
      return showsClaims || observation.ok !== true
        ? observation
        : { ...observation, reason: foreignBackend(called.answer, called.minted, guard.scopeClaim) };
    },
  };
  if (!showsClaims) return [admission];
  return [
    admission,
    {
      system: "gateway",
      name: `${title}, claims at the backend`,
      expected: `iss, sub, cid and ${guard.scopeClaim} of the token`,
      run: async () => {
        const called = await call();
        return "answer" in called ? observeClaims(called.answer, called.minted, guard.scopeClaim) : called;
      },
    },
  ];
}

function observeClaims(answer: LiveAnswer, { claims }: MintedToken, scopeClaim: "scope" | "scp"): Observation {
  const seen = findClaims(answer.body);
  if (seen === undefined) return { actual: `no claims in a ${answer.status} answer`, ok: false };
  const differing = differingClaims(claims, seen, scopeClaim);
  return differing.length === 0
    ? { actual: "the same", ok: true }
    : { actual: `${differing.join(", ")} differ from the token's`, ok: false };
}

/** A backend that is not ours owes us no claims; what it shows is told, and what it does not show is not a failure. */
function foreignBackend(answer: LiveAnswer, { claims }: MintedToken, scopeClaim: "scope" | "scp"): string {
  const seen = findClaims(answer.body);
  return seen !== undefined && differingClaims(claims, seen, scopeClaim).length === 0
    ? "the backend saw the token's claims"
    : "the backend does not show the claims: admission alone is proved";
}

function refusal(
  context: VerifyContext,
  under: RouteUnderTest,
  ref: ClientRef,
  scopes: readonly string[],
  expectation: GatewayExpectation,
): Check {
  return gatewayCheck(context, under, describeToken(ref, scopes), expectation, async (): Promise<Presented> => {
    const minted = await context.minter.mint(ref, scopes);
    return minted.outcome === "minted"
      ? { kind: "token", token: minted.token }
      : { kind: "none", observation: notProved(minted.reason) };
  });
}

/** A client that no policy grants anything: the issuer's refusal keeps it out. */
function tokenless({ minter }: VerifyContext, ref: ClientRef, under: RouteUnderTest, scopes: readonly string[]): Check {
  return {
    system: "gateway",
    name: nameOf(under, ref, scopes),
    expected: "no token",
    run: async () => {
      const minted = await minter.mint(ref, scopes);
      if (minted.outcome === "unavailable") return notProved(minted.reason);
      return minted.outcome === "refused"
        ? { actual: "no token", ok: true, reason: minted.reason }
        : { actual: `a token with ${listed(minted.scopes)}`, ok: false };
    },
  };
}

function withoutScope(under: RouteUnderTest): Check {
  const reason = "every scope that a client of its issuer can get opens this route";
  return {
    system: "gateway",
    name: `${under.apiName} ${under.route.key}: a token without the route's scopes`,
    expected: forbidden.expected,
    run: async () => notProved(reason),
  };
}

/** The function that comes with the project answers with the claims; others have code of their own. */
function isBuiltIn({ api, route: { backend } }: RouteUnderTest): boolean {
  return backend.kind === "lambda" && api.functions[backend.function]?.code === undefined;
}

const nameOf = (under: RouteUnderTest, ref: ClientRef, scopes: readonly string[]): string =>
  `${under.apiName} ${under.route.key}: ${describeToken(ref, scopes)}`;

const describeToken = ({ issuer, client, at }: ClientRef, scopes: readonly string[]): string =>
  `${issuer}/${client}${at === undefined ? "" : ` at ${at}`} with ${listed(scopes)}`;
