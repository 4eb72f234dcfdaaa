import { parseRouteKey, type RouteSegment } from "../../../trust/gateway/routeKey.ts";
import { selectRoute } from "../../../trust/gateway/selectRoute.ts";
import type { ApiModel, RouteModel } from "../../../trust/TrustModel.ts";

/** How verify calls a route. */
export interface RouteRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The status that the backend should answer to an admitted call, where the route's probe names one. */
  readonly expectStatus?: number;
  /** True where a call that the gateway admits can do no harm: GET, HEAD, or a declared probe. */
  readonly mayBeAdmitted: boolean;
}

const filler = "crosstrust-probe";
const everyPath: readonly RouteSegment[] = [{ kind: "greedy", name: "proxy" }];
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/**
 * The request for a route: its probe where it has one, otherwise its own method and path with `crosstrust-probe` for
 * every path variable, chosen so that the gateway takes it to this route and no other.
 * @returns undefined where other routes leave no such request
 */
export function routeRequest(api: ApiModel, route: RouteModel): RouteRequest | undefined {
  const { probe } = route;
  for (const method of methodsOf(route)) {
    for (const path of probe?.path === undefined ? pathsOf(route) : [probe.path]) {
      if (selectRoute(api.routes, ({ key }) => key, method, withoutQuery(path))?.route !== route) continue;
      return {
        method,
        path,
        headers: probe?.contentType === undefined ? {} : { "content-type": probe.contentType },
        ...(probe?.body === undefined ? {} : { body: probe.body }),
        ...(probe?.expectStatus === undefined ? {} : { expectStatus: probe.expectStatus }),
        mayBeAdmitted: probe !== undefined || method === "GET" || method === "HEAD",
      };
    }
  }
  return undefined;
}

function methodsOf({ key, probe }: RouteModel): readonly string[] {
  if (probe?.method !== undefined) return [probe.method];
  const parsed = parseRouteKey(key);
  return "message" in parsed || parsed.method === "ANY" ? methods : [parsed.method];
}

/**
 * Longer paths reach a greedy variable or `$default` past routes with fewer segments. `/` is none of them: reports differ
 * on whether `/{proxy+}` takes it from `$default`.
 */
function pathsOf({ key }: RouteModel): readonly string[] {
  const parsed = parseRouteKey(key);
  const segments = ("message" in parsed ? undefined : parsed.segments) ?? everyPath;
  const filled = `/${segments.map((segment) => (segment.kind === "literal" ? segment.text : filler)).join("/")}`;
  if (segments.at(-1)?.kind !== "greedy") return [filled];
  return [filled, `${filled}/${filler}`, `${filled}/${filler}/${filler}`, `${filled}/${filler}/${filler}/${filler}`];
}

const withoutQuery = (path: string): string => path.split("?", 1)[0] ?? path;
