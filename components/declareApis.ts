import type { Settings } from "../trust/Settings.ts";
import { HttpApi } from "./aws/HttpApi.ts";
import { mapValues } from "../lib/mapValues.ts";
import type { TokenIssuer } from "./TokenIssuer.ts";

/**
 * Declares the APIs of the settings, each trusting the issuers that its routes name.
 * @returns them by the name that the config gives
 */
export function declareApis(
  { model }: Settings,
  issuers: Readonly<Record<string, TokenIssuer>>,
): Record<string, HttpApi> {
  return mapValues(model.apis, (api, name) => new HttpApi(name, { ...api, issuers }));
}
