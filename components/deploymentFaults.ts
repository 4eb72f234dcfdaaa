import type { Fault, Settings } from "../trust/Settings.ts";
import { missingCode } from "./codeFolder.ts";
import { inlineKeyFault } from "./okta/inlineKeyFault.ts";

/** What the trust model allows, and what cannot be deployed from here with these providers. */
export function deploymentFaults({ model }: Settings): Fault[] {
  const ofIssuers = Object.entries(model.issuers).flatMap(([issuer, { clients }]) =>
    Object.entries(clients).flatMap(([client, { jwks = [] }]) =>
      jwks.flatMap((key, index) => {
        const path = ["crosstrust:issuers", issuer, "clients", client, "jwks", index];
        return faultFor(path, inlineKeyFault(key));
      }),
    ),
  );
  const ofApis = Object.entries(model.apis).flatMap(([api, { functions }]) =>
    Object.entries(functions).flatMap(([name, { code, handler }]) => {
      const path = ["crosstrust:apis", api, "functions", name, "code"];
      return faultFor(path, code === undefined ? undefined : missingCode(code, handler), code);
    }),
  );
  return [...ofIssuers, ...ofApis];
}

function faultFor(path: Fault["path"], reason: string | undefined, found?: unknown): Fault[] {
  return reason === undefined
    ? []
    : [{ path, message: `${capitalized(reason)}.`, ...(found !== undefined && { found }) }];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
