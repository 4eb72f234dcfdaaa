import { compactVerify, decodeJwt, decodeProtectedHeader } from "jose";
import { Refusal } from "./Refusal.mjs";
import { requirePermission } from "./requirePermission.mjs";

/** @import { AccessIssuer, AccessRequirement, AccessTable, AdmittedAccess, Bearer, FindKey } from "./decideAccess.mjs" */
/** @typedef {Readonly<Record<string, unknown>>} Claims */
/** @typedef {{ readonly requirement: AccessRequirement, readonly issuer: AccessIssuer }} Candidate */

const algorithm = "RS256";

/** API Gateway takes no request whose line and headers are larger (developer guide, quotas of HTTP APIs). */
const longestToken = 10_240;

/**
 * The decision of the Lambda authorizer. It reads the token and compares `iss`, `aud` or else `client_id`, `exp`, `nbf`
 * and `iat` as API Gateway's JWT authorizer does, and is stricter where that one is wide: RS256 alone, a route that is not
 * in the table is closed, and no ID token passes.
 * @type {typeof import("./decideAccess.mjs").decideAccess}
 */
export async function decideAccess(authorization, routeKey, table, findKey, now) {
  /** @type {string | undefined} */
  let issuerName;
  /** @type {Bearer | undefined} */
  let bearer;
  try {
    const requirements = requirementsOf(routeKey, table);
    const token = readToken(authorization);
    const { header, claims } = decode(token);
    if (header["alg"] !== algorithm) throw new Refusal("algorithm", { expected: algorithm, actual: header["alg"] });
    const candidates = candidatesFor(claims, requirements, table);
    issuerName = candidates[0].requirement.issuer;
    // Candidates share one `iss`, and with it one key set.
    await checkSignature(token, header, candidates[0].issuer, findKey);
    bearer = bearerOf(claims, candidates[0].issuer);
    checkTimes(claims, now);
    return admit(claims, candidates);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      admitted: false,
      check: error.check,
      ...error.details,
      ...(issuerName !== undefined && { issuer: issuerName }),
      ...(bearer !== undefined && { bearer }),
    };
  }
}

/**
 * @param {string} routeKey
 * @param {AccessTable} table
 */
function requirementsOf(routeKey, { routes }) {
  const requirements = Object.hasOwn(routes, routeKey) ? routes[routeKey] : undefined;
  if (!requirements?.length) throw new Refusal("route", { expected: Object.keys(routes), actual: routeKey });
  return requirements;
}

/**
 * The token alone or after `Bearer `, spelled so: what the JWT authorizer takes.
 * @param {string | undefined} authorization
 */
function readToken(authorization) {
  if (authorization === undefined || authorization.trim() === "") {
    throw new Refusal("identity-source", {
      expected: "a token, alone or after `Bearer `, in the header Authorization",
    });
  }
  const token = authorization.startsWith("Bearer ") ? authorization.slice("Bearer ".length).trim() : authorization;
  if (token.length > longestToken) {
    throw new Refusal("structure", { expected: `at most ${longestToken} characters`, actual: token.length });
  }
  return token;
}

/**
 * @param {string} token
 * @returns {{ header: Claims, claims: Claims }}
 */
function decode(token) {
  const segments = token.split(".").length;
  if (segments !== 3) throw new Refusal("structure", { expected: "3 segments", actual: `${segments} segments` });
  try {
    return { header: { ...decodeProtectedHeader(token) }, claims: decodeJwt(token) };
  } catch {
    const expected = "a header and claims that are JSON objects in base64url, and nothing before them but `Bearer `";
    throw new Refusal("structure", { expected });
  }
}

/**
 * The requirements whose issuer the token says it is from, and for. Several may fit: all APIs of a Microsoft directory
 * share one `iss`, and only the audience tells them apart. What is read here is not verified yet; it chooses among known
 * issuers and no more.
 * @param {Claims} claims
 * @param {readonly AccessRequirement[]} requirements
 * @param {AccessTable} table
 * @returns {[Candidate, ...Candidate[]]}
 */
function candidatesFor(claims, requirements, { issuers }) {
  const known = requirements.flatMap((requirement) => {
    const issuer = Object.hasOwn(issuers, requirement.issuer) ? issuers[requirement.issuer] : undefined;
    return issuer === undefined ? [] : [{ requirement, issuer }];
  });
  const ofIssuer = known.filter(({ issuer }) => claims["iss"] === issuer.iss);
  if (ofIssuer.length === 0) {
    throw new Refusal("issuer", { expected: known.map(({ issuer }) => issuer.iss), actual: claims["iss"] });
  }
  const actual = claims["aud"] === undefined ? claims["client_id"] : claims["aud"];
  const audiences = Array.isArray(actual) ? actual : [actual];
  const [first, ...others] = ofIssuer.filter(({ issuer }) =>
    audiences.some((audience) => typeof audience === "string" && issuer.audiences.includes(audience)),
  );
  if (first === undefined) {
    throw new Refusal("audience", { expected: ofIssuer.flatMap(({ issuer }) => issuer.audiences), actual });
  }
  return [first, ...others];
}

/**
 * Header parameters that must be understood (`crit`) are none of a JWT's, so a token with some is not verified.
 * @param {string} token
 * @param {Claims} header
 * @param {AccessIssuer} issuer
 * @param {FindKey} findKey
 */
async function checkSignature(token, header, issuer, findKey) {
  const key = await findKey(issuer, header["kid"]);
  const expected = `a signature by the key ${String(header["kid"])}`;
  if (header["crit"] !== undefined) throw new Refusal("signature", { expected });
  try {
    await compactVerify(token, key, { algorithms: [algorithm] });
  } catch {
    throw new Refusal("signature", { expected });
  }
}

/**
 * Who a token is of, once its signature has held.
 * @param {Claims} claims
 * @param {AccessIssuer} issuer
 * @returns {Bearer}
 */
function bearerOf({ sub, ...claims }, { iss, clientIdClaim }) {
  const client = claims[clientIdClaim];
  return { iss, ...(typeof sub === "string" && { sub }), ...(typeof client === "string" && { client }) };
}

/**
 * Without allowance for clocks that differ, as API Gateway documents none.
 * @param {Claims} claims
 * @param {number} now
 */
function checkTimes({ exp, nbf, iat }, now) {
  if (typeof exp !== "number" || exp <= now) throw new Refusal("expiry", { expected: `after ${now}`, actual: exp });
  if (nbf !== undefined && !(typeof nbf === "number" && nbf <= now)) {
    throw new Refusal("not-before", { expected: `not after ${now}`, actual: nbf });
  }
  if (iat !== undefined && !(typeof iat === "number" && iat <= now)) {
    throw new Refusal("issued-at", { expected: `not after ${now}`, actual: iat });
  }
}

/**
 * The first requirement that the token meets; where it meets none, the first one's refusal.
 * @param {Claims} claims
 * @param {[Candidate, ...Candidate[]]} candidates
 * @returns {AdmittedAccess}
 */
function admit(claims, candidates) {
  /** @type {unknown} */
  let refusal;
  for (const { requirement, issuer } of candidates) {
    try {
      const matched = requirePermission(claims, requirement, issuer);
      const { client } = bearerOf(claims, issuer);
      return { admitted: true, issuer: requirement.issuer, claims, matched, ...(client !== undefined && { client }) };
    } catch (error) {
      refusal ??= error;
    }
  }
  throw refusal;
}
