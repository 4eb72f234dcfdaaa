import { z } from "zod";
import { parseRouteKey } from "../gateway/routeKey.ts";
import type { ApiModel, FunctionModel, RouteBackend, RouteModel } from "../TrustModel.ts";
import { checkProbe, probeSchema } from "./probe.ts";
import type { IssuerSettings } from "./readIssuers.ts";
import { accessSettings, readAccess } from "./routeAccess.ts";
import { httpsUrl } from "./schemas.ts";
import { isMapping, memberOf, type Named, type Path, type SettingsReader } from "./SettingsReader.ts";

/** What a route may refer to. */
interface RouteSurroundings {
  readonly issuers: Named<IssuerSettings>;
  /** Undefined when the API declares none: every name is then the built-in function. */
  readonly functions: Named<FunctionModel> | undefined;
}

const routeSchema = z
  .strictObject({
    ...accessSettings,
    lambda: z.string().describe("the name of a function").exactOptional(),
    http: httpsUrl("the https URL of the backend").exactOptional(),
    probe: probeSchema.exactOptional(),
  })
  .describe("who may call it, and what answers");

/** Reads one route: who may call it, said explicitly, and what answers. */
export function readRoute(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  key: string,
  { issuers, functions }: RouteSurroundings,
): RouteModel | undefined {
  const route = reader.read(routeSchema, value, path);
  if (!isMapping(value)) return undefined;
  const access = readAccess(reader, value, path, issuers);
  const answered = checkBackend(reader, value, path);
  const lambda = memberOf(value, "lambda");
  if (typeof lambda === "string" && functions) {
    reader.reference([...path, "lambda"], "function", lambda, functions.keys());
  }
  const parsed = parseRouteKey(key);
  if (route?.probe && !("message" in parsed)) checkProbe(reader, route.probe, [...path, "probe"], key, parsed);
  if (!route || !access || !answered) return undefined;
  return { key, access, backend: backendOf(route), ...(route.probe && { probe: route.probe }) };
}

function backendOf(route: z.infer<typeof routeSchema>): RouteBackend {
  return route.http === undefined
    ? { kind: "lambda", function: route.lambda ?? "" }
    : { kind: "http", url: route.http };
}

function checkBackend(reader: SettingsReader, route: Readonly<Record<string, unknown>>, path: Path): boolean {
  const named = ["lambda", "http"].filter((name) => route[name] !== undefined);
  if (named.length === 1) return true;
  const message = named.length === 0 ? "Nothing says what answers the route." : "Two backends answer the route.";
  reader.fault(path, message, { expected: "either lambda: the name of a function, or http: an https URL" });
  return false;
}

/** The functions that routes name where the API declares none: the built-in one under each name. */
export function builtInFunctions(routes: readonly RouteModel[]): ApiModel["functions"] {
  const names = routes.flatMap((route) => (route.backend.kind === "lambda" ? [route.backend.function] : []));
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, { environment: {} }]));
}
