import type { EntraApplicationModel, FederatedCredentialModel, SecretModel } from "../../TrustModel.ts";
import { expiry, members, neutral, trusted } from "./effects.ts";
import type { Part, SpecOf } from "./Spec.ts";

export const part = (noun: string, added: Part["added"] = "neutral"): { readonly part: Part } => ({
  part: { noun, added },
});

export const secretSpec: SpecOf<SecretModel> = {
  ...part("secret", "widens"),
  fields: {
    description: neutral("description of the secret"),
    generation: neutral("generation of the secret"),
    previousGeneration: neutral("previous generation of the secret, which stays valid"),
    expires: {
      fields: { afterDays: expiry("days until the secret expires"), at: expiry("end of the secret") },
    },
  },
};

export const federatedCredentialSpec: SpecOf<FederatedCredentialModel> = {
  ...part("federated credential", "widens"),
  fields: {
    issuer: trusted("issuer whose tokens count instead of a secret"),
    subject: trusted("subject whose tokens count instead of a secret"),
    audience: trusted("audience of the tokens that count instead of a secret"),
    description: neutral("description"),
  },
};

/** What every application that people sign in to at Entra ID has, the pool of a federation too. */
export const signInApplicationFields: SpecOf<
  Pick<EntraApplicationModel, "name" | "optionalClaims" | "owners" | "secret">
>["fields"] = {
  name: neutral("display name of the application"),
  optionalClaims: members("optional claims of the ID token"),
  owners: members("owners of the application"),
  secret: secretSpec,
};
