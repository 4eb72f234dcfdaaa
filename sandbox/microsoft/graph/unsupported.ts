import type { GraphCall } from "../MicrosoftCall.ts";
import { type GraphError, notSupported } from "./errors.ts";

/** Notes what the sandbox cannot answer as Graph would, so that the rehearsal fails by it, and refuses it. */
export function unsupported({ request, context }: GraphCall, reason: string): GraphError {
  const { method, url } = request;
  context.refuse({ host: url.host, method, path: url.pathname, reason });
  return notSupported(`The sandbox's Microsoft Graph does not know ${reason}.`);
}
