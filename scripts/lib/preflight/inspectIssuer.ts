import type { Finding } from "../../../trust/Finding.ts";
import type { IssuerExpectation } from "./IssuerExpectation.ts";
import { parseObject } from "../verify/PublishedDocuments.ts";
import { type LiveAnswer, type LiveHttp, Unreachable } from "../verify/LiveHttp.ts";

/** API Gateway's limits for what it reads of an issuer (API Gateway quotas, HTTP APIs: JWT authorizers). */
const longestMilliseconds = 1500;
const largestKeySet = 150_000;

/** A document with how long it took to come. */
interface Timed {
  readonly answer: LiveAnswer;
  readonly milliseconds: number;
}

/**
 * Reads what an issuer publishes, as whoever trusts it would, and says what is wrong with it.
 * @param now milliseconds; for measuring
 * @throws CrosstrustError INTERRUPTED
 */
export async function inspectIssuer(
  expectation: IssuerExpectation,
  http: LiveHttp,
  now: () => number = () => performance.now(),
): Promise<readonly Finding[]> {
  const { name: where, discoveryUrl, readByGateway } = expectation;
  const get = async (url: string): Promise<Timed> => {
    const started = now();
    const answer = await http.send({ method: "GET", url, headers: { accept: "application/json" } });
    return { answer, milliseconds: now() - started };
  };
  try {
    const discovery = await get(discoveryUrl);
    const document = discovery.answer.status === 200 ? parseObject(discovery.answer.body) : undefined;
    if (document === undefined) return [missing(expectation, discovery.answer)];
    const findings = [...issuerFindings(expectation, document["issuer"])];
    if (readByGateway) findings.push(...slowness(where, discoveryUrl, discovery));
    const jwksUri = document["jwks_uri"];
    if (typeof jwksUri !== "string" || URL.parse(jwksUri)?.protocol !== "https:") {
      return [...findings, { severity: "error", where, message: `${discoveryUrl} names no key set under https.` }];
    }
    const keySet = await get(jwksUri);
    return [...findings, ...keyFindings(where, jwksUri, keySet, readByGateway)];
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    return [{ severity: "error", where, message: error.message, advice: expectation.whenMissing }];
  }
}

function missing({ name: where, discoveryUrl, whenMissing }: IssuerExpectation, answer: LiveAnswer): Finding {
  const said = parseObject(answer.body)?.["error_description"];
  const reason = typeof said === "string" ? `: ${said.split(/[\r\n]| Trace ID/, 1)[0]}` : "";
  return {
    severity: "error",
    where,
    message: `There is no discovery document at ${discoveryUrl}.`,
    expected: "200 and a JSON object",
    actual: `${answer.status}${reason}`,
    advice: whenMissing,
  };
}

function issuerFindings(expectation: IssuerExpectation, published: unknown): readonly Finding[] {
  const { name: where, issuer, compare, discoveryUrl, whenDifferent } = expectation;
  const actual = typeof published === "string" ? published : "no issuer";
  const same = compare === "exact" ? actual === issuer : tenantOf(actual) === tenantOf(issuer);
  if (same) return [];
  const message =
    compare === "exact"
      ? `The document at ${discoveryUrl} names another issuer; they are compared character by character.`
      : `The document at ${discoveryUrl} names another tenant.`;
  return [{ severity: "error", where, message, expected: issuer, actual, advice: whenDifferent(actual) }];
}

/** The first part of a URL's path: of Microsoft's issuers, the tenant. */
function tenantOf(url: string): string | undefined {
  return URL.parse(url)?.pathname.split("/")[1]?.toLowerCase();
}

function keyFindings(
  where: string,
  url: string,
  { answer, milliseconds }: Timed,
  limited: boolean,
): readonly Finding[] {
  const keys = answer.status === 200 ? parseObject(answer.body)?.["keys"] : undefined;
  if (!Array.isArray(keys)) {
    return [{ severity: "error", where, message: `There is no key set at ${url}.`, actual: String(answer.status) }];
  }
  const findings: Finding[] = [];
  const rsa = keys.filter((key: { kty?: unknown; use?: unknown }) => key.kty === "RSA" && key.use !== "enc");
  if (rsa.length === 0) {
    findings.push({
      severity: "error",
      where,
      message: `The key set at ${url} holds no RSA key that signs.`,
      advice: "the issuer has to sign by RSA: API Gateway takes no other algorithm",
    });
  }
  if (!limited) return findings;
  const size = Buffer.byteLength(answer.body);
  if (size > largestKeySet) {
    const message = `The key set at ${url} is larger than API Gateway reads.`;
    findings.push({ severity: "error", where, message, expected: `at most ${largestKeySet} bytes`, actual: `${size}` });
  }
  return [...findings, ...slowness(where, url, { answer, milliseconds })];
}

/** Measured from here, not from API Gateway's region: worth a look, no proof. */
function slowness(where: string, url: string, { milliseconds }: Timed): readonly Finding[] {
  if (milliseconds <= longestMilliseconds) return [];
  return [
    {
      severity: "warning",
      where,
      message: `${url} took longer than API Gateway waits.`,
      expected: `at most ${longestMilliseconds} ms`,
      actual: `${Math.round(milliseconds)} ms, measured from here`,
    },
  ];
}
