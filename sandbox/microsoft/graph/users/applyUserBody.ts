import { findUser } from "../../find.ts";
import type { Directory, User } from "../../state.ts";
import { defined } from "../applications/applyBody.ts";
import { badRequest, invalidValue, objectConflict } from "../errors.ts";
import { checkPassword } from "./checkPassword.ts";
import type { UserBody } from "./userBody.ts";

/**
 * A person with what a request says. Throws a GraphError for what Graph refuses; the person stays as they were.
 * @param now when a password that is among it was set
 */
export function applyUserBody(directory: Directory, user: User, body: UserBody, now: Date): User {
  const { passwordProfile, accountEnabled, displayName, mailNickname, userPrincipalName, mail, ...others } = body;
  const { givenName, surname, usageLocation, country, ...rest } = others;
  const known = { accountEnabled, displayName, mailNickname, userPrincipalName, mail, givenName, surname, country };
  const changed: User = {
    ...user,
    ...defined(known),
    ...(usageLocation !== undefined && { usageLocation: usageLocation?.toUpperCase() ?? null }),
    rest: { ...user.rest, ...defined(rest) },
  };
  if (userPrincipalName !== undefined) checkName(directory, changed);
  if (mailNickname !== undefined && !/^[^@()\\[\]";:<>, ]+$/.test(mailNickname))
    throw invalidValue("mailNickname", "User");
  if (mail != null) checkMail(directory, changed, mail);
  return passwordProfile ? withPassword(changed, passwordProfile, now) : changed;
}

/** Characters of the local part ("Username policies", Entra's documentation). */
const localPart = /^[A-Za-z0-9'._\-!#^~]{1,64}$/;

function checkName(directory: Directory, { id, userPrincipalName }: User): void {
  const [local = "", domain, ...more] = userPrincipalName.split("@");
  if (domain === undefined || more.length > 0 || !localPart.test(local) || local.endsWith(".")) {
    const message = "Property userPrincipalName is invalid.";
    throw badRequest(message, [{ code: "InvalidValue", message, target: "userPrincipalName" }]);
  }
  if (!directory.domains.some((known) => known.toLowerCase() === domain.toLowerCase())) {
    const message =
      "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.";
    throw badRequest(message, [{ code: "InvalidValue", message, target: "userPrincipalName" }]);
  }
  const other = findUser({ ...directory, users: withoutKey(directory.users, id) }, userPrincipalName);
  if (other) throw objectConflict("userPrincipalName");
}

/** A mail address is a proxy address too, and those are one person's alone. */
function checkMail({ users }: Directory, { id }: User, mail: string): void {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(mail)) throw invalidValue("mail", "User");
  const wanted = mail.toLowerCase();
  const taken = Object.values(users).some((other) => other.id !== id && other.mail?.toLowerCase() === wanted);
  if (taken) throw objectConflict("proxyAddresses");
}

function withPassword(user: User, profile: NonNullable<UserBody["passwordProfile"]>, now: Date): User {
  const { password, forceChangePasswordNextSignIn, forceChangePasswordNextSignInWithMfa } = profile;
  const force = forceChangePasswordNextSignIn ?? forceChangePasswordNextSignInWithMfa ?? undefined;
  if (password == null) return { ...user, ...defined({ forceChangePasswordNextSignIn: force }) };
  checkPassword(password, user, user.rest["passwordPolicies"]);
  return { ...user, password, passwordChanged: now.toISOString(), forceChangePasswordNextSignIn: force ?? true };
}

function withoutKey<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}
