import type { Settings } from "../trust/Settings.ts";
import { AuditQueries } from "./aws/audit/AuditQueries.ts";
import { HttpApi } from "./aws/HttpApi.ts";
import { mapValues } from "../lib/mapValues.ts";
import type { TokenIssuer } from "./TokenIssuer.ts";

/**
 * Declares the APIs of the settings, each trusting the issuers that its routes name, and the saved queries over their logs.
 * @returns them by the name that the config gives
 */
export function declareApis(
  { model }: Settings,
  issuers: Readonly<Record<string, TokenIssuer>>,
): Record<string, HttpApi> {
  const apis = mapValues(model.apis, (api, name) => new HttpApi(name, { ...api, issuers }));
  const declared = Object.values(apis);
  if (declared.length > 0) {
    new AuditQueries("audit", {
      accessLogs: declared.map(({ accessLog }) => accessLog),
      authorizerLogs: declared.flatMap(({ authorizerLog }) => authorizerLog ?? []),
    });
  }
  return apis;
}
