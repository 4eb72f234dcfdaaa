import type { TrustModel } from "../../../trust/TrustModel.ts";
import { accessGrantsModel } from "../accessGrantsFixture.ts";
import { federatedModel } from "../cognitoFixture.ts";
import { microsoftModel } from "../microsoftFixture.ts";
import { modelOf } from "../settingsFixture.ts";

/** A model with every kind of issuer and relying party, and with what is optional in them. */
export function fullModel(): TrustModel {
  const okta = modelOf(({ issuers, apis }) => {
    Object.assign(issuers.okta, { name: "Inventory", description: "Keys" });
    issuers.okta.clients["signer"] = {
      scopes: ["keys.read"],
      authentication: "private_key_jwt",
      jwks: [{ kty: "RSA", kid: "1", use: "sig", n: "n".repeat(342), e: "AQAB" }],
    };
    apis.inventory.routes["PUT /keys"] = {
      issuer: "okta",
      scopes: ["keys.write"],
      http: "https://backend.example.com/keys",
      probe: { body: "{}", contentType: "application/json" },
    };
  });
  const models: readonly TrustModel[] = [okta, microsoftModel(), federatedModel(), accessGrantsModel()];
  const merged = models.reduce((one, other) => ({
    issuers: { ...one.issuers, ...other.issuers },
    apis: { ...prefixed(one.apis, ""), ...prefixed(other.apis, `${Object.keys(one.apis).length}-`) },
    relyingParties: { ...one.relyingParties, ...other.relyingParties },
  }));
  return JSON.parse(JSON.stringify(merged)) as TrustModel;
}

function prefixed<T>(record: Readonly<Record<string, T>>, prefix: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`${prefix}${name}`, value]));
}
