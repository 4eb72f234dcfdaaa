import { mapValuesAsync } from "../lib/mapValuesAsync.ts";
import type { Settings } from "../trust/Settings.ts";
import type { IssuerModel } from "../trust/TrustModel.ts";
import type { DeclaredIssuer } from "./DeclaredIssuer.ts";
import { issuerCredentials } from "./clientCredentials.ts";
import { directoryCredentials } from "./entra/directoryVariables.ts";
import { jumpCloudRegion } from "./jumpcloud/jumpCloudRegion.ts";

type Declare<M extends IssuerModel> = (name: string, model: M) => Promise<DeclaredIssuer>;

/** One entry for each kind of identity provider; its classes are loaded where the config uses it. */
const kinds: { readonly [K in IssuerModel["kind"]]: Declare<Extract<IssuerModel, { kind: K }>> } = {
  okta: async (name, model) => {
    const { OktaIssuer } = await import("./okta/OktaIssuer.ts");
    return new OktaIssuer(name, model);
  },
  entra: async (name, model) => {
    const { EntraIssuer } = await import("./entra/EntraIssuer.ts");
    return new EntraIssuer(name, model);
  },
  b2c: async (name, model) => {
    const { B2cIssuer } = await import("./entra/B2cIssuer.ts");
    return new B2cIssuer(name, { ...model, credentials: directoryCredentials(name, process.env) });
  },
  cognito: async (name, model) => {
    const { CognitoIssuer } = await import("./cognito/CognitoIssuer.ts");
    const { loadFederation } = await import("./cognito/loadFederation.ts");
    return new CognitoIssuer(name, { ...model, federation: await loadFederation(model.federation) });
  },
  jumpcloud: async (name, model) => {
    const [{ JumpCloudIssuer }, { findPeople }] = await Promise.all([
      import("./jumpcloud/JumpCloudIssuer.ts"),
      import("./jumpcloud/findPeople.ts"),
    ]);
    const emails = Object.entries(model.people).flatMap(([person, { account, email }]) =>
      account === "existing" ? [[person, email] as const] : [],
    );
    const path = `crosstrust:issuers.${name}.people`;
    return new JumpCloudIssuer(name, {
      ...model,
      userIds: await findPeople(path, Object.fromEntries(emails), "account: declared"),
      region: jumpCloudRegion(process.env),
      credentials: issuerCredentials(name, model),
    });
  },
};

/** Declares the issuers of the settings. @returns them by the name that the config gives */
export function declareIssuers({ model }: Settings): Promise<Record<string, DeclaredIssuer>> {
  return mapValuesAsync(model.issuers, (issuer, name) => (kinds[issuer.kind] as Declare<IssuerModel>)(name, issuer));
}
