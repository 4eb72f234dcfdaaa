import type { SandboxResponse } from "../../../Vendor.ts";
import { noteUnsupported, type LoginCall } from "../LoginCall.ts";
import { B2cError, b2cErrorOfStatus } from "./B2cError.ts";
import { findB2cDirectory } from "./findPolicy.ts";
import { noSuchPlace } from "./noSuchPlace.ts";
import { b2cOperations } from "./operations.ts";

/** Answers at the hosts of B2C tenants. */
export async function respondB2c(call: LoginCall): Promise<SandboxResponse> {
  const { method, url } = call.request;
  if (findB2cDirectory(call.state, call.host) === undefined) {
    noteUnsupported(call, "no B2C tenant of the sandbox has this host");
    return noSuchPlace();
  }
  const found = b2cOperations.find(method, url.pathname);
  if (found === undefined) {
    noteUnsupported(call, "the sandbox's B2C has no such endpoint");
    return noSuchPlace();
  }
  try {
    const fault = call.context.fault(found.operation);
    if (fault !== undefined) throw b2cErrorOfStatus(fault.status);
    return await found.handler(call, found.params);
  } catch (error) {
    if (error instanceof B2cError) return error.toResponse(call);
    throw error;
  }
}
