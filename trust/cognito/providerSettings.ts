/** What a pool asks its identity providers for. */
export const authorizeScopes = "openid email profile";

/** A pool's attributes, each with the claim that it is taken from. @param attributes without the user name */
export function attributeMapping(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return { ...attributes, username: "sub" };
}
