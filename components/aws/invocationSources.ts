import { shortDigest } from "../shortDigest.ts";

/** About 350 bytes a statement, in a policy of at most 20 KB (Lambda quotas, "Resource-based policy"). */
const statementsThatFit = 40;

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
 * The form is `{stage}/{method}/{path}`, with path parameters as they stand in the route's key and without a trailing
 * slash, and `{stage}/$default` (as AWS SAM and the AWS CDK write it for HTTP APIs).
 * @param routeKeys as API Gateway writes them: `GET /keys/{keyId}`, `ANY /keys`, `$default`
 */
export function invocationSources(routeKeys: readonly string[]): InvocationSource[] {
  return routeKeys.length > statementsThatFit
    ? [{ key: "*", statementId: "every-route", path: "*/*" }]
    : routeKeys.map((key) => ({ key, statementId: statementId(key), path: `*/${routePath(key)}` }));
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
