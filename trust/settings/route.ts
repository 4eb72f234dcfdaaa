import { z } from "zod";
import { parseRouteKey } from "../gateway/routeKey.ts";
import type { ApiModel, FunctionModel, RouteAccess, RouteBackend, RouteModel } from "../TrustModel.ts";
import type { OktaIssuerSettings } from "./oktaIssuer.ts";
import { checkProbe, probeSchema } from "./probe.ts";
import { httpsUrl, uniqueTexts } from "./schemas.ts";
import { isMapping, memberOf, textsOf, type Named, type Path, type SettingsReader } from "./SettingsReader.ts";

/** What a route may refer to. */
interface RouteSurroundings {
  readonly issuers: Named<OktaIssuerSettings>;
  /** Undefined when the API declares none: every name is then the built-in function. */
  readonly functions: Named<FunctionModel> | undefined;
}

const routeSchema = z
  .strictObject({
    public: z.boolean().exactOptional(),
    issuer: z.string().describe("the name of an issuer").exactOptional(),
    scopes: uniqueTexts("scope", "scopes of the issuer, one of which is enough").exactOptional(),
    lambda: z.string().describe("the name of a function").exactOptional(),
    http: httpsUrl("the https URL of the backend").exactOptional(),
    probe: probeSchema.exactOptional(),
  })
  .describe("who may call it, and what answers");

const decisions = "public: true, or issuer and scopes (an empty list admits every token of the issuer)";

/** Reads one route: who may call it, said explicitly, and what answers. */
export function readRoute(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  key: string,
  surroundings: RouteSurroundings,
): RouteModel | undefined {
  const route = reader.read(routeSchema, value, path);
  if (!isMapping(value)) return undefined;
  const decided = checkDecision(reader, value, path);
  const answered = checkBackend(reader, value, path);
  checkReferences(reader, value, path, surroundings);
  const parsed = parseRouteKey(key);
  if (route?.probe && !("message" in parsed)) checkProbe(reader, route.probe, [...path, "probe"], key, parsed);
  if (!route || !decided || !answered) return undefined;
  return { key, access: accessOf(route), backend: backendOf(route), ...(route.probe && { probe: route.probe }) };
}

type Route = z.infer<typeof routeSchema>;

function accessOf(route: Route): RouteAccess {
  if (route.public === true) return { kind: "public" };
  return { kind: "jwt", issuer: route.issuer ?? "", scopes: route.scopes ?? [] };
}

function backendOf(route: Route): RouteBackend {
  return route.http === undefined
    ? { kind: "lambda", function: route.lambda ?? "" }
    : { kind: "http", url: route.http };
}

function checkDecision(reader: SettingsReader, route: Readonly<Record<string, unknown>>, path: Path): boolean {
  const has = (name: string) => route[name] !== undefined;
  if (route["public"] === false) {
    reader.fault([...path, "public"], "public: false does not say who may call the route.", {
      found: false,
      expected: "issuer and scopes instead",
    });
  } else if (!has("public") && !has("issuer") && !has("scopes")) {
    reader.fault(path, "Nothing says who may call the route.", { expected: decisions });
  } else if (has("public") && (has("issuer") || has("scopes"))) {
    reader.fault(path, "The route is public and asks for a token.", { expected: decisions });
  } else if (!has("public") && !has("issuer")) {
    reader.fault([...path, "issuer"], '"issuer" is missing.', { expected: "the name of the issuer of the scopes" });
  } else if (!has("public") && !has("scopes")) {
    reader.fault([...path, "scopes"], '"scopes" is missing.', {
      expected: "a list of scopes, one of which is enough; [] admits every token of the issuer",
    });
  } else return true;
  return false;
}

function checkBackend(reader: SettingsReader, route: Readonly<Record<string, unknown>>, path: Path): boolean {
  const named = ["lambda", "http"].filter((name) => route[name] !== undefined);
  if (named.length === 1) return true;
  const message = named.length === 0 ? "Nothing says what answers the route." : "Two backends answer the route.";
  reader.fault(path, message, { expected: "either lambda: the name of a function, or http: an https URL" });
  return false;
}

function checkReferences(
  reader: SettingsReader,
  route: Readonly<Record<string, unknown>>,
  path: Path,
  { issuers, functions }: RouteSurroundings,
): void {
  const issuer = memberOf(route, "issuer");
  if (typeof issuer === "string") {
    reader.reference([...path, "issuer"], "issuer", issuer, issuers.keys());
    const scopes = issuers.get(issuer)?.scopes;
    for (const [index, scope] of scopes ? textsOf(memberOf(route, "scopes")) : []) {
      reader.reference(
        [...path, "scopes", index],
        "scope",
        scope,
        scopes?.keys() ?? [],
        `issuer ${JSON.stringify(issuer)}`,
      );
    }
  }
  const lambda = memberOf(route, "lambda");
  if (typeof lambda === "string" && functions) {
    reader.reference([...path, "lambda"], "function", lambda, functions.keys());
  }
}

/** The functions that routes name where the API declares none: the built-in one under each name. */
export function builtInFunctions(routes: readonly RouteModel[]): ApiModel["functions"] {
  const names = routes.flatMap((route) => (route.backend.kind === "lambda" ? [route.backend.function] : []));
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, { environment: {} }]));
}
