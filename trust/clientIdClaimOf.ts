import type { IssuerModel } from "./TrustModel.ts";

const claims = {
  okta: "cid",
  entra: "azp",
  b2c: "azp",
  cognito: "client_id",
  jumpcloud: "aud",
} as const satisfies Readonly<Record<IssuerModel["kind"], string>>;

/**
 * The claim of an issuer's access tokens that names the client that asked for them; Microsoft's is that of version 2. Of
 * JumpCloud it is the ID tokens' audience: its access tokens are not known to be JWTs.
 */
export function clientIdClaimOf({ kind }: Pick<IssuerModel, "kind">): (typeof claims)[IssuerModel["kind"]] {
  return claims[kind];
}
