import { parseRouteKey, type RouteKey, type RouteKeyFault } from "../../../trust/gateway/routeKey.ts";
import { badRequest } from "./errors.ts";

/** AWS's texts as third parties recorded them, except the last two. */
const refusals: Readonly<Record<RouteKeyFault["kind"], string>> = {
  form:
    "The provided route key is not formatted properly for HTTP protocol. Format should be " +
    '"<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
  segment:
    "One or more path parts appear to be invalid. Parts are validated against this regular expression: " +
    "^(\\{[\\w.:-]+\\+?\\}|[a-zA-Z0-9.:_-]+)$",
  greedy: "A greedy path variable must be the last part of a route's path",
  names: "The names of a route's path variables must be unique",
};

/**
 * Reads a route key: `$default`, or a method and a path.
 * @throws AwsError BadRequestException
 */
export function readRouteKey(routeKey: string): RouteKey {
  const parsed = parseRouteKey(routeKey);
  if ("message" in parsed) throw badRequest(refusals[parsed.kind]);
  return parsed;
}
