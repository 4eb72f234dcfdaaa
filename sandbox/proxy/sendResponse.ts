import type { ServerResponse } from "node:http";
import type { Clock } from "../Clock.ts";
import type { SandboxResponse } from "../Vendor.ts";

/** What HTTP/1.1 says hop by hop is between the sandbox and its client, whatever a vendor passes on. */
const hopByHop = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "trailer", "upgrade"]);

/**
 * Sends an answer with `content-length` and, unless it has one, a `date` by the clock.
 * @param method of the request: the answer to HEAD goes without its body
 * @throws RangeError or TypeError for a status or a header that HTTP cannot carry; nothing was sent then
 */
export function sendResponse(outgoing: ServerResponse, method: string, response: SandboxResponse, clock: Clock): void {
  const { status, headers = {}, body = "" } = response;
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new RangeError(`${status} is not the status of a final answer`);
  }
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  outgoing.sendDate = false;
  outgoing.setHeader("date", clock.now().toUTCString());
  for (const [name, value] of Object.entries(headers)) {
    if (!hopByHop.has(name.toLowerCase())) outgoing.setHeader(name, value);
  }
  const bodiless = status === 204 || status === 304;
  if (!bodiless) outgoing.setHeader("content-length", bytes.length);
  outgoing.statusCode = status;
  outgoing.end(method === "HEAD" || bodiless ? undefined : bytes);
}
