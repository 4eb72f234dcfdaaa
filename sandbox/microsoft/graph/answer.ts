import type { SandboxResponse } from "../../Vendor.ts";
import type { MicrosoftCall } from "../MicrosoftCall.ts";
import { authenticate } from "./authenticate.ts";
import { authorize } from "./authorize.ts";
import { errorOfStatus, methodNotAllowed, notFound, segmentNotFound } from "./errors.ts";
import { operations } from "./operations.ts";
import { readTarget } from "./readTarget.ts";
import { replicationOf } from "./Replication.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/**
 * Finds the operation of a request and answers it: faults that were asked for first, then the token, its permissions,
 * and whether what is named has been replicated. Rejects with a GraphError for what Graph refuses.
 */
export async function answer(call: MicrosoftCall): Promise<SandboxResponse> {
  const { method, url } = call.request;
  const path = readTarget(url);
  const found = operations.find(method, path);
  if (!found) return refuse(call, path);
  const fault = call.context.fault(found.operation);
  if (fault !== undefined) throw errorOfStatus(fault.status);
  const graphCall = await authenticate(call);
  authorize(graphCall, found);
  const unseen = Object.values(found.params).find((id) => !replicationOf(graphCall).seesByPath(id));
  if (unseen !== undefined) throw notFound(unseen);
  return found.handler(graphCall, found.params);
}

function refuse({ request, context }: MicrosoftCall, path: string): never {
  const { method, url } = request;
  const known = methods.some((other) => operations.find(other, path) !== undefined);
  const reason = "the sandbox's Microsoft Graph has no such operation";
  context.refuse({ host: url.host, method, path: url.pathname, reason });
  throw known ? methodNotAllowed() : segmentNotFound(path.split("/").at(-1) ?? "");
}
