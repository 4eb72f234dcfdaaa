import type { DriftFinding } from "../../DriftFinding.ts";
import { putBack } from "../../lib/putBack.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { inOrder, listed } from "../lib/words.ts";
import type { ApiUnderDrift, LiveApi } from "./ApiUnderDrift.ts";

/** Which pages may call the API from a browser, and whether it answers at its own address. */
export function compareApiSettings(
  { context, place, deployed }: ApiUnderDrift,
  { api }: LiveApi,
): readonly DriftFinding[] {
  const { AllowOrigins } = api.CorsConfiguration ?? {};
  return compareSettings({ ...place, subject: "The API", id: deployed.apiId, advice: putBack(context.stack) }, [
    {
      what: "CORS",
      declared: "none",
      actual: describeCors(api.CorsConfiguration),
      properties: ["corsConfiguration"],
      gains: `Pages of ${listed(AllowOrigins, "no origin")} can call it from the browsers of people who hold a token.`,
    },
    {
      what: "its own address",
      declared: "on",
      actual: api.DisableExecuteApiEndpoint === true ? "off" : "on",
      properties: ["disableExecuteApiEndpoint"],
    },
  ]);
}

function describeCors(cors: LiveApi["api"]["CorsConfiguration"]): string {
  const set = Object.entries(cors ?? {}).filter(([, value]) => value !== undefined);
  const members = set.map(
    ([name, value]) => `${name}: ${Array.isArray(value) ? listed(value as string[]) : String(value)}`,
  );
  return inOrder(members).join("; ") || "none";
}
