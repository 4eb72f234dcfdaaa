import { z } from "zod";
import type { RouteKey } from "../gateway/routeKey.ts";
import { selectRoute } from "../gateway/selectRoute.ts";
import type { Path, SettingsReader } from "./SettingsReader.ts";

/** `.` and `..` before the query, also percent-encoded: every client takes them out, and calls another path than was written (WHATWG URL). */
const dotSegment = /^[^?]*\/(?:\.|%2e){1,2}(?=[/?]|$)/i;

export const probeSchema = z
  .strictObject({
    path: z
      .string()
      .refine((path) => /^\/[^\s{}#\\]*$/.test(path) && !dotSegment.test(path), {
        error: "This is not a path that can be called.",
        params: { expected: "a path from the slash on, its parameters filled in, such as /keys/42" },
      })
      .describe("a path, its parameters filled in")
      .exactOptional(),
    method: z.enum(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]).exactOptional(),
    body: z.string().describe("the request's body as a text").exactOptional(),
    contentType: z
      .string()
      .refine((type) => /^[\w.+-]+\/[\w.+-]+(?:;[ -~]*)?$/.test(type), {
        error: "This is not a media type.",
        params: { expected: "a media type, such as application/json" },
      })
      .describe("a media type, such as application/json")
      .exactOptional(),
    expectStatus: z
      .int()
      .min(200)
      .max(599)
      .refine((status) => status !== 401 && status !== 403, {
        error: "401 and 403 are how the gateway refuses; a probe is for what is admitted.",
        params: { expected: "the status with which the backend answers" },
      })
      .describe("a status from 200 to 599")
      .exactOptional(),
  })
  .describe("how the route may be called to prove it");

/** Notes what makes no sense in a probe of this route. */
export function checkProbe(
  reader: SettingsReader,
  probe: z.infer<typeof probeSchema>,
  path: Path,
  key: string,
  route: RouteKey,
): void {
  const method = probe.method ?? (route.method === "ANY" ? undefined : route.method);
  if (method === undefined) {
    reader.fault([...path, "method"], `${key} takes every method, and the probe names none.`, {
      expected: "the method to call it with",
    });
  } else if (route.method !== "ANY" && method !== route.method) {
    reader.fault([...path, "method"], `The route does not take ${method}.`, { found: method, expected: route.method });
  }
  if (probe.body !== undefined && (method === "GET" || method === "HEAD")) {
    reader.fault([...path, "body"], `A ${method} request has no body.`, { expected: "a probe without a body" });
  }
  if (probe.contentType !== undefined && probe.body === undefined) {
    reader.fault([...path, "contentType"], "There is no body that could be of this type.", { expected: "a body" });
  }
  if (probe.path === undefined && route.segments === undefined) {
    reader.fault([...path, "path"], "$default has no path of its own to call.", { expected: "the path to call" });
  }
  if (probe.path !== undefined && !takes(key, route.method, probe.path)) {
    reader.fault([...path, "path"], `The route does not take this path.`, {
      found: probe.path,
      expected: `a path that ${key} takes`,
    });
  }
}

function takes(key: string, method: string, path: string): boolean {
  return selectRoute([key], (one) => one, method, path.split("?", 1)[0] ?? path) !== undefined;
}
