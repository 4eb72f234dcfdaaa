import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

/**
 * Keeps a function from the network: nothing of a rehearsal leaves the machine, and nothing but the sandbox listens. It
 * stops the ways that code takes by itself (sockets, servers, datagrams, name servers); it is no prison for code that
 * wants to break out. `fetch` reaches the sandbox's hosts by another way (sandboxFetch).
 */
export function closeNetwork(): void {
  close(net.Socket.prototype, /^connect$/);
  close(net.Server.prototype, /^listen$/);
  close(dgram.Socket.prototype, /^(?:bind|connect|send|sendto|add\w*Membership)$/);
  const question = /^(?:lookup|resolve|reverse)/;
  for (const names of [dns, dns.Resolver.prototype]) close(names, question);
  for (const names of [dns.promises, dns.promises.Resolver.prototype]) close(names, question, async () => refuse());
  // Names that a module imports (`import { lookup } from "node:dns"`) are copies.
  syncBuiltinESMExports();
}

function close(api: object, methods: RegExp, refusal: () => unknown = refuse): void {
  for (const name of Object.getOwnPropertyNames(api)) {
    if (methods.test(name)) Object.assign(api, { [name]: refusal });
  }
}

function refuse(): never {
  throw Object.assign(new Error("The sandbox's functions have no network"), { code: "ENETUNREACH" });
}
