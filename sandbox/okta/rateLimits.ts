import type { SandboxRequest } from "../Vendor.ts";

/** A call's place in its window. */
export interface RateLimit {
  readonly exceeded: boolean;
  readonly headers: Record<string, string>;
}

interface Bucket {
  readonly name: string;
  readonly perMinute: number;
}

const windowSeconds = 60;

/**
 * The limits a minute and org that Okta documents for its Workforce Identity product
 * (developer.okta.com/docs/reference/rl-global-mgmt). Plans differ, and Okta lowers one API token's share further
 * when an administrator says so; neither is played here. Metadata and keys are not limited.
 */
function bucketOf(method: string, path: string): Bucket | undefined {
  if (/^\/oauth2\/v1\/keys$|^\/oauth2\/[^/]+\/v1\/keys$|\/\.well-known\//.test(path)) return undefined;
  if (path === "/api/v1/apps") return { name: "/api/v1/apps", perMinute: 100 };
  if (/^\/api\/v1\/apps\/[^/]+$/.test(path)) return { name: "/api/v1/apps/{id}", perMinute: 500 };
  if (path.startsWith("/api/v1/apps/")) return { name: "/api/v1/apps", perMinute: 100 };
  if (/^\/api\/v1\/groups\/[^/]+$/.test(path)) return { name: "/api/v1/groups/{id}", perMinute: 1000 };
  if (path.startsWith("/api/v1/groups")) return { name: "/api/v1/groups", perMinute: 500 };
  if (method === "GET" && /^\/api\/v1\/users\/[^/]+$/.test(path)) {
    return { name: "/api/v1/users/{idOrLogin}", perMinute: 2000 };
  }
  if (path.startsWith("/oauth2/v1/")) return { name: "/oauth2/v1", perMinute: 2000 };
  if (path.startsWith("/oauth2/")) return { name: "/oauth2/{authorizationServerId}/v1", perMinute: 2000 };
  return { name: "/api/v1", perMinute: 1200 };
}

/** Counts calls in windows of a minute that begin with their first call; in memory, as a restart forgives. */
export class RateLimits {
  readonly #windows = new Map<string, { startedAt: number; used: number }>();

  /** @returns undefined for what Okta does not limit */
  count({ method, url }: SandboxRequest, now: Date): RateLimit | undefined {
    const bucket = bucketOf(method, url.pathname);
    if (bucket === undefined) return undefined;
    const key = `${url.host} ${bucket.name}`;
    const seconds = Math.floor(now.getTime() / 1000);
    let window = this.#windows.get(key);
    if (window === undefined || seconds >= window.startedAt + windowSeconds || seconds < window.startedAt) {
      window = { startedAt: seconds, used: 0 };
      this.#windows.set(key, window);
    }
    window.used++;
    const remaining = Math.max(0, bucket.perMinute - window.used);
    const reset = window.startedAt + windowSeconds;
    return {
      exceeded: window.used > bucket.perMinute,
      headers: rateLimitHeaders({ limit: bucket.perMinute, remaining, reset }),
    };
  }
}

interface Counts {
  readonly limit: number;
  readonly remaining: number;
  /** When the window ends, in seconds since 1970. */
  readonly reset: number;
}

export function rateLimitHeaders({ limit, remaining, reset }: Counts): Record<string, string> {
  return {
    "x-rate-limit-limit": String(limit),
    "x-rate-limit-remaining": String(remaining),
    "x-rate-limit-reset": String(reset),
  };
}
