import type { Settings } from "../trust/Settings.ts";
import type { IssuerModel } from "../trust/TrustModel.ts";
import type { DeclaredIssuer } from "./DeclaredIssuer.ts";
import { mapValues } from "../lib/mapValues.ts";
import { OktaIssuer } from "./okta/OktaIssuer.ts";

type Declare<M extends IssuerModel> = (name: string, model: M) => DeclaredIssuer;

/** One entry for each kind of identity provider. */
const kinds: { readonly [K in IssuerModel["kind"]]: Declare<Extract<IssuerModel, { kind: K }>> } = {
  okta: (name, model) => new OktaIssuer(name, model),
};

/** Declares the issuers of the settings. @returns them by the name that the config gives */
export function declareIssuers({ model }: Settings): Record<string, DeclaredIssuer> {
  return mapValues(model.issuers, (issuer, name) => kinds[issuer.kind](name, issuer));
}
