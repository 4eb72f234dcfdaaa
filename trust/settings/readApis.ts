import { z } from "zod";
import { sortedByKey } from "../../lib/sortedByKey.ts";
import { parseRouteKey, routeShape } from "../gateway/routeKey.ts";
import type { AlarmsModel, FunctionModel, RouteModel } from "../TrustModel.ts";
import { readAlarms } from "./alarms.ts";
import { apiSchema, functionSchema, variableName } from "./api.ts";
import type { IssuerSettings } from "./readIssuers.ts";
import { readRoute } from "./route.ts";
import { plainName } from "./schemas.ts";
import {
  memberOf,
  textsOf,
  isMapping,
  type Named,
  type NameRule,
  type Path,
  type SettingsReader,
} from "./SettingsReader.ts";

/** An API as it was declared, before anything is derived from it. */
export interface ApiSettings {
  /** Undefined where one of its own settings could not be read. */
  readonly api: z.infer<typeof apiSchema> | undefined;
  /** Undefined where they are off, too. */
  readonly alarms: AlarmsModel | undefined;
  readonly functions: Named<FunctionModel> | undefined;
  readonly routes: Named<RouteModel>;
  /** The names in `sharesTokensWith`, each with its index. */
  readonly sharesTokensWith: readonly (readonly [number, string])[];
}

const routeKeyRule: NameRule = (key) => {
  const parsed = parseRouteKey(key);
  return "message" in parsed ? parsed : undefined;
};

/** Reads `crosstrust:apis`. */
export function readApis(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
): Named<ApiSettings> {
  const names = isMapping(value) ? Object.keys(value) : [];
  return reader.readEach(value, path, plainName, (api, apiPath, name) => {
    const sharesTokensWith = textsOf(memberOf(api, "sharesTokensWith"));
    for (const [index, other] of sharesTokensWith) {
      const others = names.filter((known) => known !== name);
      reader.reference([...apiPath, "sharesTokensWith", index], "other API", other, others);
    }
    return { ...readApi(reader, api, apiPath, issuers), sharesTokensWith };
  });
}

function readApi(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
): Omit<ApiSettings, "sharesTokensWith"> {
  const api = reader.read(apiSchema, value, path);
  const alarms = readAlarms(reader, value, path);
  const declared = memberOf(value, "functions");
  const functionsPath = [...path, "functions"];
  const functions =
    declared === undefined
      ? undefined
      : reader.readEach(declared, functionsPath, plainName, (entry, entryPath) =>
          readFunction(reader, entry, entryPath),
        );
  const routesPath = [...path, "routes"];
  const routes = reader.readEach(memberOf(value, "routes"), routesPath, routeKeyRule, (route, routePath, key) =>
    readRoute(reader, route, routePath, key, { issuers, functions }),
  );
  checkShapes(reader, routes, routesPath);
  if (memberOf(value, "lambdaAuthorizer") !== undefined) checkLambdaAuthorizer(reader, routes, path);
  return { api, alarms, functions, routes };
}

function readFunction(reader: SettingsReader, value: unknown, path: Path): FunctionModel | undefined {
  const declared = reader.read(functionSchema, value, path);
  const environmentPath = [...path, "environment"];
  const environment = reader.readEach(memberOf(value, "environment"), environmentPath, variableName, (entry, at) =>
    reader.read(z.string().describe("a text"), entry, at),
  );
  if (declared === undefined) return undefined;
  const variables = [...environment].flatMap(([name, entry]) => (entry === undefined ? [] : [[name, entry] as const]));
  return { ...declared, environment: Object.fromEntries(sortedByKey(variables)) };
}

function checkLambdaAuthorizer(reader: SettingsReader, routes: Named<RouteModel>, path: Path): void {
  if ([...routes.values()].some((route) => route === undefined || route.access.kind === "lambda")) return;
  reader.fault([...path, "lambdaAuthorizer"], "No route asks for the Lambda authorizer.", {
    expected: "authorizer: lambda on a route, or no lambdaAuthorizer",
  });
}

function checkShapes(reader: SettingsReader, routes: Named<RouteModel>, path: Path): void {
  const owners = new Map<string, string>();
  for (const key of routes.keys()) {
    const parsed = parseRouteKey(key);
    if ("message" in parsed) continue;
    const shape = routeShape(parsed);
    const owner = owners.get(shape);
    if (owner === undefined) owners.set(shape, key);
    else {
      const message = `${JSON.stringify(owner)} takes the same requests: the names of parameters make no difference.`;
      reader.fault([...path, key], message, { expected: "one of the two" });
    }
  }
}
