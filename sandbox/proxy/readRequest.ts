import type { IncomingMessage } from "node:http";
import type { SandboxRequest } from "../Vendor.ts";

/** Lambda takes 50 MB of zipped code in a request, as base64 in JSON: nothing that a vendor accepts is longer. */
const bodyLimit = 100 * 1024 * 1024;

/** A request that is not handed on to a vendor. */
export class RequestRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = new.target.name;
    this.status = status;
  }
}

/**
 * Reads a request to its end.
 * @param host that the client connected to: lower case, no port
 * @throws RequestRefusal when it is not a request to that host, or too large; the stream's error when the client is gone
 */
export async function readRequest(incoming: IncomingMessage, host: string): Promise<SandboxRequest> {
  const target = incoming.url ?? "";
  if (!target.startsWith("/")) {
    throw new RequestRefusal(400, "The target of a request inside a tunnel has to be a path.");
  }
  const headers = readHeaders(incoming.rawHeaders);
  // RFC 9112, section 3.2; Node's parser takes the first one.
  if ((headers.get("host")?.length ?? 0) > 1) throw new RequestRefusal(400, "A request names its host once.");
  const named = headers.get("host")?.[0]?.toLowerCase().replace(/:443$/, "");
  if (named !== host) {
    throw new RequestRefusal(421, `The client connected to ${host}, and its Host header names ${named ?? "nothing"}.`);
  }
  const url = URL.canParse(`https://${host}${target}`) ? new URL(`https://${host}${target}`) : undefined;
  if (!url) throw new RequestRefusal(400, "The request's target is not part of a URL.");
  return {
    method: incoming.method ?? "GET",
    url,
    target,
    headers: Object.fromEntries([...headers].map(([name, values]) => [name, values.join(", ")])),
    body: await readBody(incoming),
  };
}

/**
 * All headers under their names in lower case. Node's own lists drop some that come twice, and those of Node 22 stumble
 * over `__proto__`.
 * @param raw names and values in turn
 */
function readHeaders(raw: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, string[]>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name = "", value = ""] = raw.slice(i, i + 2);
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value]);
  }
  return headers;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = Number(incoming.headers["content-length"] ?? 0);
  if (length > bodyLimit) throw tooLarge();
  length = 0;
  // The socket is still needed for the refusal of a body that is too large.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > bodyLimit) throw tooLarge();
  }
  return Buffer.concat(chunks, length);
}

function tooLarge(): RequestRefusal {
  return new RequestRefusal(413, `The sandbox takes no request body of more than ${bodyLimit} bytes.`);
}
