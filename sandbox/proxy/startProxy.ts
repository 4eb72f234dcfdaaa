import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import tls from "node:tls";
import { CrosstrustError } from "../../trust/CrosstrustError.ts";
import type { Clock } from "../Clock.ts";
import { json } from "../http/responses.ts";
import type { Refusal, SandboxRequest, SandboxResponse } from "../Vendor.ts";
import type { CertificateAuthority } from "./CertificateAuthority.ts";
import { connectTarget } from "./connectTarget.ts";
import { readRequest, RequestRefusal } from "./readRequest.ts";
import { sendResponse } from "./sendResponse.ts";

/** Answers what comes through the proxy. */
export interface RequestHandler {
  respond(request: SandboxRequest): Promise<SandboxResponse>;
  /** Makes a failure of the sandbox itself visible; its answer goes to the client. */
  fail(request: SandboxRequest, error: unknown): SandboxResponse;
  refuse(refusal: Refusal): void;
}

export interface ProxyOptions {
  /** 0: a free one. */
  readonly port: number;
  readonly authority: CertificateAuthority;
  readonly clock: Clock;
  readonly handler: RequestHandler;
}

export interface Proxy {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Takes no more requests, lets those under way end for a moment, then closes every socket. */
  close(): Promise<void>;
}

const loopback = "127.0.0.1";
/** Longer than clients keep idle sockets, so that none is closed under a request. */
const keepAliveMilliseconds = 120_000;
/** Above every vendor's own limit, which the vendor is to refuse in its own form. */
const headerLimit = 64 * 1024;
const graceMilliseconds = 2000;

/**
 * Starts the HTTPS proxy, on the loopback address alone. It ends the TLS of each CONNECT with a certificate for the host
 * that the client asked for, and connects to nothing itself.
 * @throws CrosstrustError PORT_TAKEN
 */
export async function startProxy({ port, authority, clock, handler }: ProxyOptions): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const tunnels = new WeakMap<Socket, string>();
  const underWay = new Set<ServerResponse>();
  const server = http.createServer({ keepAliveTimeout: keepAliveMilliseconds, maxHeaderSize: headerLimit });

  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // Clients go away when they like; whoever writes to a closed socket notices by itself.
    socket.on("error", () => socket.destroy());
  });

  server.on("connect", (incoming: IncomingMessage, _socket, head: Buffer) => {
    void openTunnel(incoming, head);
  });

  server.on("request", (incoming, outgoing) => {
    const host = tunnels.get(incoming.socket);
    underWay.add(outgoing);
    outgoing.once("close", () => underWay.delete(outgoing));
    if (host === undefined) refuseUntunnelled(incoming, outgoing);
    else void serve(incoming, outgoing, host);
  });

  async function openTunnel(incoming: IncomingMessage, head: Buffer): Promise<void> {
    const { socket } = incoming;
    const target = connectTarget(incoming.url ?? "");
    if ("refusal" in target || tunnels.has(socket)) {
      const reason = "refusal" in target ? target.refusal : "a tunnel in a tunnel leads nowhere";
      handler.refuse({ host: target.host, method: "CONNECT", path: "", reason });
      endRaw(socket, "403 Forbidden", `crosstrust sandbox: no tunnel to ${incoming.url ?? ""}: ${reason}.`);
      return;
    }
    const { host } = target;
    try {
      const secureContext = await authority.secureContext(host);
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      if (head.length > 0) socket.unshift(head);
      const tunnel = new tls.TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ["http/1.1"] });
      tunnels.set(tunnel, host);
      server.emit("connection", tunnel);
    } catch (error) {
      const message = `crosstrust sandbox: no certificate for ${host}: ${String(error)}`;
      handler.refuse({ host, method: "CONNECT", path: "", reason: message });
      endRaw(socket, "500 Internal Server Error", message);
    }
  }

  function refuseUntunnelled(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const target = incoming.url ?? "";
    const url = URL.canParse(target) ? new URL(target) : undefined;
    const message = url
      ? "The crosstrust sandbox answers over HTTPS alone: ask for an https URL through this proxy."
      : "This is the HTTPS proxy of the crosstrust sandbox. Set HTTPS_PROXY to it and ask for the vendors' own hosts.";
    if (url) {
      handler.refuse({ host: url.hostname, method: incoming.method ?? "", path: url.pathname, reason: "plain HTTP" });
    }
    outgoing.shouldKeepAlive = false;
    sendResponse(outgoing, incoming.method ?? "", json(400, { message }), clock);
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse, host: string): Promise<void> {
    let request: SandboxRequest;
    try {
      request = await readRequest(incoming, host);
    } catch (error) {
      // Anything else is the client's end of the connection: there is nobody left to answer.
      if (error instanceof RequestRefusal) refuseUnread(incoming, outgoing, host, error);
      else outgoing.destroy();
      return;
    }
    try {
      sendResponse(outgoing, request.method, await handler.respond(request), clock);
    } catch (error) {
      for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
      sendResponse(outgoing, request.method, handler.fail(request, error), clock);
    }
  }

  function refuseUnread(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    host: string,
    error: RequestRefusal,
  ): void {
    const method = incoming.method ?? "";
    handler.refuse({ host, method, path: pathOf(incoming), reason: error.message });
    outgoing.shouldKeepAlive = false;
    sendResponse(outgoing, method, json(error.status, { message: error.message }), clock);
  }

  await listen(server, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${loopback}:${address.port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.race([
        Promise.all([...underWay].map((outgoing) => new Promise((resolve) => outgoing.once("close", resolve)))),
        new Promise((resolve) => setTimeout(resolve, graceMilliseconds).unref()),
      ]);
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Of a request that was not understood: nothing of its query, which may hold secrets, nor of what stands before the path. */
function pathOf({ url = "" }: IncomingMessage): string {
  const [path = ""] = url.split("?");
  return URL.canParse(path) ? new URL(path).pathname : path;
}

function listen(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "is taken by another process" : `cannot be used (${error.code ?? ""})`;
      reject(
        new CrosstrustError(
          "PORT_TAKEN",
          `Port ${port} of ${loopback} ${why}. Stop what listens there, name another port, or name none for a free one.`,
          { where: "--port", actual: port, cause: error },
        ),
      );
    });
    server.listen(port, loopback, resolve);
  });
}

/** An answer on a socket that the HTTP server has handed over. */
function endRaw(socket: Socket, status: string, message: string): void {
  const body = JSON.stringify({ message });
  const head = ["content-type: application/json", `content-length: ${Buffer.byteLength(body)}`, "connection: close"];
  socket.end(`HTTP/1.1 ${status}\r\n${head.join("\r\n")}\r\n\r\n${body}`);
}
