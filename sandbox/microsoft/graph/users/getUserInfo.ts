import { json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { lookUp } from "../../../remember.ts";
import { pairwiseSubject } from "../../login/tokens/pairwiseSubject.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import { insufficientPrivileges } from "../errors.ts";

/**
 * OpenID Connect's userinfo endpoint, for a person's token with the scope `openid`: what it may say is all that is here, with
 * the values of an ID token (learn.microsoft.com, "Microsoft identity platform UserInfo endpoint"). Which refusal a token of
 * an application in its own name gets is not documented.
 */
export function getUserInfo({ directory, caller }: GraphCall): SandboxResponse {
  const { person } = caller;
  const user = person && lookUp(directory.users, person.userId);
  if (!user?.accountEnabled || !person?.scopes.includes("openid")) throw insufficientPrivileges();
  const profile = {
    name: user.displayName,
    ...(user.surname !== null && { family_name: user.surname }),
    ...(user.givenName !== null && { given_name: user.givenName }),
    picture: "https://graph.microsoft.com/v1.0/me/photo/$value",
  };
  return json(200, {
    sub: pairwiseSubject(directory, caller.appId, user.id),
    ...(person.scopes.includes("profile") && profile),
    ...(person.scopes.includes("email") && user.mail !== null && { email: user.mail }),
  });
}
