import { json } from "../../../sandbox/http/responses.ts";
import type { SandboxRequest, SandboxResponse, Vendor, VendorContext, VendorFactory } from "../../../sandbox/Vendor.ts";

export const notebookHost = "acme-dev.okta.com";

/**
 * A vendor whose state is the list of the bodies posted to it. GET gives the list, `/echo` what it was sent.
 * @param also answers instead, where it gives an answer
 */
export function notebookVendor(
  also: (
    request: SandboxRequest,
    context: VendorContext,
  ) => SandboxResponse | Promise<SandboxResponse> | undefined = () => undefined,
): VendorFactory {
  return (context): Vendor => {
    const { notes } = context.state(() => ({ notes: [] as string[] }));
    return {
      name: "okta",
      operations: ["listNotes", "createNote"],
      owns: (host) => host.endsWith(".okta.com"),
      respond: async (request) => {
        const answer = await also(request, context);
        if (answer) return answer;
        if (request.url.pathname === "/echo") return json(200, { ...request, body: request.body.toString() });
        const fault = context.fault(request.method === "GET" ? "listNotes" : "createNote");
        if (fault) return json(fault.status, { fault: true });
        if (request.method === "GET") return json(200, notes);
        notes.push(request.body.toString());
        return json(201, notes.length);
      },
    };
  };
}

/** A request as `Sandbox.fetch` takes it. */
export function sandboxRequest(method: string, url: string, body = ""): SandboxRequest {
  const parsed = new URL(url);
  return {
    method,
    url: parsed,
    target: parsed.pathname + parsed.search,
    headers: { host: parsed.host },
    body: Buffer.from(body),
  };
}
