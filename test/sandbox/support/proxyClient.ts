import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import type { Socket } from "node:net";
import tls, { type TLSSocket } from "node:tls";
import { fetch, ProxyAgent, type RequestInit, type Response } from "undici";
import type { Sandbox } from "../../../sandbox/startSandbox.ts";

type SandboxFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Clients of a suite's sandboxes that trust the sandbox's authority and nothing else; closed after each test. */
export function proxyClients(): (sandbox: Pick<Sandbox, "url" | "caFile">) => SandboxFetch {
  const agents: ProxyAgent[] = [];
  afterEach(async () => {
    await Promise.all(agents.splice(0).map((agent) => agent.destroy()));
  });
  return ({ url, caFile }) => {
    const dispatcher = new ProxyAgent({ uri: url, requestTls: { ca: readFileSync(caFile) } });
    agents.push(dispatcher);
    return (target, init) => fetch(target, { ...init, dispatcher });
  };
}

/** The proxy's answer to a CONNECT, and the socket behind it. */
export async function connect(
  proxyUrl: string,
  target: string,
): Promise<{ status: number; body: string; socket: Socket }> {
  const { hostname, port } = new URL(proxyUrl);
  const request = http.request({ host: hostname, port, method: "CONNECT", path: target }).end();
  const [response, socket, head] = (await once(request, "connect")) as [http.IncomingMessage, Socket, Buffer];
  const status = response.statusCode ?? 0;
  if (status === 200) return { status, body: "", socket };
  const chunks = [head];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(socket, "close");
  return { status, body: Buffer.concat(chunks).toString(), socket };
}

/** A TLS connection through the proxy, its certificate checked. */
export async function connectTls(
  sandbox: Pick<Sandbox, "url" | "caFile">,
  host: string,
  ca?: string,
): Promise<TLSSocket> {
  const { socket } = await connect(sandbox.url, `${host}:443`);
  const secured = tls.connect({ socket, servername: host, ca: ca ?? readFileSync(sandbox.caFile) });
  await once(secured, "secureConnect");
  return secured;
}

/** Everything that the other end sends until it closes. */
export async function readToEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}
