import type { Fault, Settings } from "../trust/Settings.ts";
import type { TrustModel } from "../trust/TrustModel.ts";
import { credentialFaults as awsCredentialFaults } from "./aws/accessGrants/credentialFaults.ts";
import { clientCredentialFaults } from "./clientCredentials.ts";
import { missingCode } from "./codeFolder.ts";
import { directoryFaults } from "./entra/directoryFaults.ts";
import { credentialFaults as jumpCloudCredentialFaults } from "./jumpcloud/credentialFaults.ts";
import { inlineKeyFault } from "./okta/inlineKeyFault.ts";
import type { Surroundings } from "./Surroundings.ts";

/** What the trust model allows, and what cannot be deployed from here with these providers. */
export function deploymentFaults({ model }: Settings, surroundings: Surroundings): Fault[] {
  return [
    ...keyFaults(model),
    ...codeFaults(model),
    ...directoryFaults(model, surroundings),
    ...jumpCloudCredentialFaults(model, surroundings),
    ...awsCredentialFaults(model, surroundings),
    ...clientCredentialFaults(model, surroundings),
  ];
}

function keyFaults({ issuers }: TrustModel): Fault[] {
  return Object.entries(issuers).flatMap(([issuer, model]) =>
    Object.entries(model.kind === "okta" ? model.clients : {}).flatMap(([client, { jwks = [] }]) =>
      jwks.flatMap((key, index) => {
        const path = ["crosstrust:issuers", issuer, "clients", client, "jwks", index];
        return faultFor(path, inlineKeyFault(key));
      }),
    ),
  );
}

function codeFaults({ apis }: TrustModel): Fault[] {
  return Object.entries(apis).flatMap(([api, { functions }]) =>
    Object.entries(functions).flatMap(([name, { code, handler }]) => {
      const path = ["crosstrust:apis", api, "functions", name, "code"];
      return faultFor(path, code === undefined ? undefined : missingCode(code, handler), code);
    }),
  );
}

function faultFor(path: Fault["path"], reason: string | undefined, found?: unknown): Fault[] {
  return reason === undefined
    ? []
    : [{ path, message: `${capitalized(reason)}.`, ...(found !== undefined && { found }) }];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
