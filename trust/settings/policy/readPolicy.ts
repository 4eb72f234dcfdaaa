import { z } from "zod";
import { sortedByKey } from "../../../lib/sortedByKey.ts";
import type { PolicySettings } from "../../policy/PolicySettings.ts";
import type { ApiSettings } from "../readApis.ts";
import { mapping } from "../schemas.ts";
import { memberOf, textsOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";
import { limitsSchema } from "./limits.ts";
import { readWaivers } from "./waiver.ts";

const policySchema = z
  .strictObject({
    production: z.boolean().default(false).describe("true for a stack that people depend on, or false"),
    limits: limitsSchema.prefault({}),
    publicRoutes: mapping
      .describe("routes that are meant to be public, by API, such as { inventory: [GET /health] }")
      .exactOptional(),
    waivers: z.array(z.unknown()).default([]).describe("a list of waivers, each of one rule at one place"),
  })
  .describe("what rules access is held to: production, limits, publicRoutes and waivers");

const routeKeys = z
  .array(z.string().describe("the key of a public route, such as GET /health"))
  .describe("a list of keys of public routes");

/** Reads `crosstrust:policy`. @param apis whose public routes may be listed */
export function readPolicy(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  apis: Named<ApiSettings>,
): PolicySettings | undefined {
  const policy = reader.read(policySchema, value, path);
  const publicRoutes = reader.readEach(
    memberOf(value, "publicRoutes"),
    [...path, "publicRoutes"],
    () => undefined,
    (keys, keysPath, api) => {
      reader.reference(keysPath, "API", api, apis.keys());
      checkRoutes(reader, keys, keysPath, apis.get(api));
      return reader.read(routeKeys, keys, keysPath);
    },
  );
  const waivers = readWaivers(reader, memberOf(value, "waivers"), [...path, "waivers"]);
  if (policy === undefined) return undefined;
  const { production, limits } = policy;
  const listed = [...publicRoutes].flatMap(([api, keys]) => (keys === undefined ? [] : [[api, keys] as const]));
  return { production, limits, publicRoutes: Object.fromEntries(sortedByKey(listed)), waivers };
}

/** What is listed twice, is not there, or is not public any more is told: the list says what everybody may call. */
function checkRoutes(reader: SettingsReader, keys: unknown, path: Path, api: ApiSettings | undefined): void {
  if (api === undefined) return;
  const texts = textsOf(keys);
  for (const [index, key] of texts) {
    const at = [...path, index];
    reader.reference(at, "route", key, api.routes.keys(), "API");
    if (texts.some(([other, text]) => other < index && text === key)) {
      reader.fault(at, `The route ${JSON.stringify(key)} is listed twice.`, { expected: "each of them once" });
    }
    const route = api.routes.get(key);
    if (route !== undefined && route.access.kind !== "public") {
      reader.fault(at, "The route is not public.", { found: key, expected: "public routes alone" });
    }
  }
}
