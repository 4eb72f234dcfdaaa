import type { Directory, User } from "../../state.ts";
import { lookUp } from "../../../remember.ts";

/** The `login_hint` claim: opaque to applications, which hand it back as the parameter of that name. */
export function loginHint({ id }: User): string {
  return `O.${Buffer.from(id).toString("base64url")}`;
}

/** The user name that a `login_hint` parameter stands for: the claim's value, or a user name itself. */
export function hintedName({ users }: Directory, hint: string): string {
  if (!/^O\.[A-Za-z0-9_-]+$/.test(hint)) return hint;
  return lookUp(users, Buffer.from(hint.slice(2), "base64url").toString("utf8"))?.userPrincipalName ?? "";
}
