import { nameOf } from "../find.ts";
import type { User, UserPool } from "../state.ts";

/** The attributes as the API lists them, `sub` first. */
export function attributesJson({ sub, attributes }: User): { readonly Name: string; readonly Value: string }[] {
  return Object.entries({ sub, ...attributes }).map(([Name, Value]) => ({ Name, Value }));
}

/** A user as lists and AdminCreateUser show it. */
export function userJson(pool: UserPool, user: User): object {
  return { Username: nameOf(pool, user), Attributes: attributesJson(user), ...statusJson(user) };
}

export function statusJson({ created, lastModified, enabled, status }: User): object {
  return { UserCreateDate: created, UserLastModifiedDate: lastModified, Enabled: enabled, UserStatus: status };
}
