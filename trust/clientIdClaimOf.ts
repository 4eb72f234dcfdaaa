import type { IssuerModel } from "./TrustModel.ts";

const claims = { okta: "cid", entra: "azp", b2c: "azp", cognito: "client_id" } as const satisfies Readonly<
  Record<IssuerModel["kind"], string>
>;

/** The claim of an issuer's access tokens that names the client that asked for them; Microsoft's is that of version 2. */
export function clientIdClaimOf({ kind }: Pick<IssuerModel, "kind">): (typeof claims)[IssuerModel["kind"]] {
  return claims[kind];
}
