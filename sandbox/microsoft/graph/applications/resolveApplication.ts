import { findApplication } from "../../find.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { Application } from "../../state.ts";
import { invalidObjectIdentifier, notFound } from "../errors.ts";
import { replicationOf } from "../Replication.ts";
import { isGuid } from "../wire.ts";

/** The application that a path names, by object id or as `appId=…`. Throws a GraphError where there is none. */
export function resolveApplication(call: Pick<GraphCall, "directory" | "state" | "context">, key: string): Application {
  const { directory } = call;
  if (!key.startsWith("appId=")) {
    if (!isGuid(key)) throw invalidObjectIdentifier(key);
    const application = directory.applications[key.toLowerCase()];
    if (!application) throw notFound(key);
    return application;
  }
  const appId = key.slice("appId=".length);
  const application = findApplication(directory, appId.toLowerCase());
  if (!application || !replicationOf(call).sees(application.id)) throw notFound(appId);
  return application;
}
