import { shortDigest } from "../shortDigest.ts";

/** Of a function's policy, in characters (Lambda quotas, "Resource-based policy": 20 KB). */
const policyThatFits = 20_000;

/** What a statement takes beside its id and its path, the longest names of functions and regions included. */
const restOfStatement = 400;

/** One statement of a function's policy: by which of an API's routes it may be invoked. */
export interface InvocationSource {
  /** Tells the statements of one function apart. */
  readonly key: string;
  /** The same within the policy, where only letters, digits, `-` and `_` may stand, at most 100. */
  readonly statementId: string;
  /** What stands behind `arn:aws:execute-api:{region}:{account}:{apiId}/`. */
  readonly path: string;
}

/**
 * The sources that a function's policy admits: its routes alone, or, where so many routes share a function that its
 * policy could not hold them, every route of this one API.
 *
 * The form is `{stage}/{method}/{path}`, with path parameters as they stand in the route's key (as the AWS CDK writes it
 * for HTTP APIs) and without a trailing slash (AWS SAM), and `{stage}/$default` (aws/serverless-application-model #1860).
 * @param routeKeys as API Gateway writes them: `GET /keys/{keyId}`, `ANY /keys`, `$default`
 */
export function invocationSources(routeKeys: readonly string[]): InvocationSource[] {
  const sources = routeKeys.map((key) => ({ key, statementId: statementId(key), path: `*/${routePath(key)}` }));
  const size = sources.reduce(
    (sum, source) => sum + restOfStatement + source.statementId.length + source.path.length,
    0,
  );
  return size > policyThatFits ? [{ key: "*", statementId: "every-route", path: "*/*" }] : sources;
}

function routePath(key: string): string {
  const [method = "", path] = key.split(" ");
  if (path === undefined) {
    return key;
  }
  return `${method === "ANY" ? "*" : method}${path.replace(/(.)\/$/, "$1")}`;
}

function statementId(key: string): string {
  const readable = key.match(/\w+/g)?.join("-").slice(0, 90) ?? "";
  return `${readable}-${shortDigest(key)}`;
}
