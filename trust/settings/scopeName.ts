import type { NameRule } from "./SettingsReader.ts";

/** Okta's OpenID Connect scopes: the token endpoint refuses them for the client credentials grant. */
const openIdScopes = ["openid", "profile", "email", "address", "phone", "offline_access", "device_sso"];

/**
 * What Okta takes as the name of a custom scope: printable ASCII without spaces, double quotes and backslashes, no
 * `okta.` or `okta:` in front, neither `okta` nor `*` alone (Okta, OpenID Connect & OAuth 2.0 API, scopes). A length
 * that Okta would refuse is not documented; API Gateway takes 1 to 64 characters on a route (its API model), so a longer
 * name could protect nothing.
 */
export const scopeName: NameRule = (name) => {
  const quoted = JSON.stringify(name);
  if (openIdScopes.includes(name)) {
    return {
      message: `${quoted} is an OpenID Connect scope, which Okta refuses for the client credentials grant.`,
      expected: "a scope of your own, such as keys.read",
    };
  }
  if (/^okta[.:]/.test(name) || name === "okta" || name === "*") {
    return { message: `Okta reserves the scope name ${quoted}.`, expected: "a name that does not begin with okta" };
  }
  if (name === "__proto__") {
    return {
      message: `${quoted} cannot be the name of a scope.`,
      expected: "another name: JavaScript keeps this one for itself",
    };
  }
  if (!/^[!#-[\]-~]{1,64}$/.test(name)) {
    return {
      message: `${quoted} cannot be the name of a scope.`,
      expected: "1 to 64 printable ASCII characters without spaces, double quotes and backslashes",
    };
  }
  return undefined;
};
