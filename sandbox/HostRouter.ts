import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { json } from "./http/responses.ts";
import type { RequestHandler } from "./proxy/startProxy.ts";
import type { Refusal, SandboxRequest, SandboxResponse, Vendor } from "./Vendor.ts";

/** Hands each request to the vendor that owns its host, and keeps what could not be answered. */
export class HostRouter implements RequestHandler {
  readonly vendors: Vendor[] = [];
  readonly #refusals: Refusal[] = [];
  readonly #onRefusal: ((refusal: Refusal) => void) | undefined;

  /** @param onRefusal is told of each refusal as it happens */
  constructor(onRefusal?: (refusal: Refusal) => void) {
    this.#onRefusal = onRefusal;
  }

  get refusals(): readonly Refusal[] {
    return this.#refusals;
  }

  /** The owner's answer; 500 when the owner's code fails; 502 for a host that nobody owns. */
  async respond(request: SandboxRequest): Promise<SandboxResponse> {
    const vendor = this.#owner(request);
    if (!vendor) return this.#refuseHost(request);
    try {
      return await vendor.respond(request);
    } catch (error) {
      return this.fail(request, error);
    }
  }

  /**
   * The same for a vendor that asks another host.
   * @throws CrosstrustError VENDOR_UNREACHABLE for a host that nobody owns
   */
  async fetch(request: SandboxRequest): Promise<SandboxResponse> {
    if (this.#owner(request)) return this.respond(request);
    throw new CrosstrustError("VENDOR_UNREACHABLE", `The sandbox does not answer for ${request.url.hostname}.`, {
      where: request.url.origin,
    });
  }

  refuse(refusal: Refusal): void {
    this.#refusals.push(refusal);
    this.#onRefusal?.(refusal);
  }

  fail(request: SandboxRequest, error: unknown): SandboxResponse {
    const reason = `the sandbox failed: ${describe(error)}`;
    this.refuse({ host: request.url.hostname, method: request.method, path: request.url.pathname, reason });
    return json(500, { message: `crosstrust sandbox: ${reason}` });
  }

  #owner(request: SandboxRequest): Vendor | undefined {
    return this.vendors.find((vendor) => vendor.owns(request.url.hostname));
  }

  #refuseHost(request: SandboxRequest): SandboxResponse {
    const { hostname, pathname } = request.url;
    this.refuse({ host: hostname, method: request.method, path: pathname, reason: "unknown host" });
    const message = `The crosstrust sandbox does not answer for ${hostname}. Nothing has left this machine.`;
    return json(502, { message });
  }
}

/** The error and the place where it was thrown. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error.stack?.split("\n").find((line) => line.startsWith("    at "));
  return `${error.name}: ${error.message}${place === undefined ? "" : ` (${place.trim()})`}`;
}
