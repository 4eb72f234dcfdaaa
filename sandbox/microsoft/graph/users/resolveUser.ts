import { findUser } from "../../find.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { User } from "../../state.ts";
import { notFound } from "../errors.ts";
import { replicationOf } from "../Replication.ts";
import { isGuid } from "../wire.ts";

/** The person that a path names, by object id or user principal name. Throws a GraphError where there is none. */
export function resolveUser(call: Pick<GraphCall, "directory" | "state" | "context">, key: string): User {
  const { directory } = call;
  if (isGuid(key)) {
    const user = directory.users[key.toLowerCase()];
    if (!user) throw notFound(key);
    return user;
  }
  const user = findUser(directory, key);
  if (!user || !replicationOf(call).sees(user.id)) throw notFound(key);
  return user;
}
