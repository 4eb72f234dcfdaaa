import dgram from "node:dgram";
import dns from "node:dns";
import net from "node:net";

/**
 * Keeps a function from the network: nothing of a rehearsal leaves the machine. It stops the ways that code takes by
 * itself (sockets, fetch, DNS); it is no prison for code that wants to break out.
 */
export function closeNetwork(): void {
  const refuse = (): never => {
    throw Object.assign(new Error("The sandbox's functions have no network"), { code: "ENETUNREACH" });
  };
  net.Socket.prototype.connect = refuse;
  dgram.Socket.prototype.bind = refuse;
  dgram.Socket.prototype.connect = refuse;
  dgram.Socket.prototype.send = refuse;
  const names = Object.keys(dns).filter((name) => /^(?:lookup|resolve|reverse)/.test(name));
  for (const name of names) {
    Object.assign(dns, { [name]: refuse });
    Object.assign(dns.promises, { [name]: async () => refuse() });
  }
}
