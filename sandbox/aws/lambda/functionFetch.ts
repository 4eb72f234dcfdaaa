import { AsyncLocalStorage } from "node:async_hooks";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { SandboxResponse, VendorContext } from "../../Vendor.ts";
import type { FetchedMessage, FetchMessage } from "./runtime/messages.ts";

/** How far functions may call functions that call functions, by their APIs: where Lambda's own loop detection stops. */
const mostHops = 16;
const hops = new AsyncLocalStorage<number>();

/**
 * Answers what a function asks of another host: the sandbox's hosts answer for themselves, every other is unreachable
 * and listed among the refusals. It never rejects.
 */
export async function functionFetch(context: VendorContext, message: FetchMessage): Promise<FetchedMessage> {
  const { id } = message;
  try {
    const depth = (hops.getStore() ?? 0) + 1;
    if (depth > mostHops) throw new Error(`functions called each other ${mostHops} times`);
    const response = await hops.run(depth, () => send(context, message));
    return {
      kind: "fetched",
      id,
      status: response.status,
      headers: headerPairs(response),
      body: Buffer.from(response.body ?? "").toString("base64"),
    };
  } catch (error) {
    return { kind: "unfetched", id, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function send(
  context: VendorContext,
  { method, url: address, headers, body }: FetchMessage,
): Promise<SandboxResponse> {
  const url = new URL(address);
  const refuse = (reason: string): void => context.refuse({ host: url.hostname, method, path: url.pathname, reason });
  if (url.protocol !== "https:" || url.port !== "") {
    refuse("a function asked for something else than https on its own port");
    throw new Error(`The sandbox's functions reach hosts by https alone, not ${url.origin}`);
  }
  try {
    return await context.fetch({
      method,
      url,
      target: `${url.pathname}${url.search}`,
      headers,
      body: Buffer.from(body, "base64"),
    });
  } catch (error) {
    if (error instanceof CrosstrustError && error.code === "VENDOR_UNREACHABLE")
      refuse("unknown host, asked for by a function");
    throw error;
  }
}

function headerPairs({ headers = {} }: SandboxResponse): (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): readonly [string, string] => [name.toLowerCase(), value]),
  );
}
