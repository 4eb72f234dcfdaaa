import { weakAlgorithm, weakKey } from "../../trust/policy/judges/signingAlgorithm.ts";
import { itemsOf, textOf, valueOf, type Properties } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

/** A key of an application, without what is not known yet. */
function keysOf(app: Properties): readonly Properties[] {
  return itemsOf(app, "jwks").map((_, index) => {
    const members = ["kty", "n"].flatMap((member) => {
      const value = valueOf(app, "jwks", index, member);
      return value === undefined ? [] : [[member, value] as const];
    });
    return Object.fromEntries(members);
  });
}

export const signingAlgorithm: ResourceJudges = {
  "okta:app/oAuth:OAuth": (app) => [
    // With client_secret_jwt the secret itself signs (OpenID Connect Core, section 9).
    textOf(app, "tokenEndpointAuthMethod") === "client_secret_jwt" ? weakAlgorithm("HS256") : undefined,
    ...keysOf(app).map(weakKey),
  ],
  "okta:idp/oidc:Oidc": (provider) => {
    const algorithm = textOf(provider, "requestSignatureAlgorithm");
    return algorithm === undefined ? undefined : weakAlgorithm(algorithm);
  },
};
