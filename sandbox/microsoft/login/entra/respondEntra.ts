import type { FoundOperation } from "../../../http/OperationTable.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { EntraError } from "../EntraError.ts";
import { noteUnsupported, type LoginCall } from "../LoginCall.ts";
import { errorOfStatus } from "../refusals.ts";
import { errorPage } from "../sign-in/pages/errorPage.ts";
import { entraOperations, interactiveOperations } from "./operations.ts";

/** Answers at Entra ID's own hosts. Refusals are JSON, or a page where a person looks at it. */
export async function respondEntra(call: LoginCall): Promise<SandboxResponse> {
  const { method, url } = call.request;
  const found = entraOperations.find(method, url.pathname);
  if (found === undefined) return notFound(call).toResponse(call);
  try {
    return await answer(call, found);
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    return interactiveOperations.includes(found.operation) ? errorPage(call, error) : error.toResponse(call);
  }
}

async function answer(call: LoginCall, { operation, params, handler }: FoundOperation<LoginCall>) {
  const fault = call.context.fault(operation);
  if (fault !== undefined) throw errorOfStatus(fault.status);
  return handler(call, params);
}

function notFound(call: LoginCall): EntraError {
  const { method, url } = call.request;
  const known = ["GET", "POST"].filter((other) => entraOperations.find(other, url.pathname) !== undefined);
  if (known.length > 0) {
    const text = `The endpoint only accepts ${known.join(", ")} requests. Received a ${method} request.`;
    return new EntraError(400, "invalid_request", 900561, text);
  }
  noteUnsupported(call, "the sandbox's Entra ID has no such endpoint");
  return new EntraError(404, "invalid_request", 90004, "The request is not properly formatted.");
}
