import { isIP } from "node:net";

/** Where a CONNECT request wants to go, or why the sandbox does not go there. */
export type ConnectTarget = { readonly host: string } | { readonly host: string; readonly refusal: string };

const authority = /^(?<host>\[[^\]]*\]|[^:]*):(?<port>\d{1,5})$/;
const label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const hostName = new RegExp(`^${label}(?:\\.${label})*$`);

/**
 * Reads the target of a CONNECT request, `host:port`. Only names on port 443 lead anywhere.
 * @returns the host in lower case; of a target that is refused too, and without a user's name and password before it
 */
export function connectTarget(target: string): ConnectTarget {
  const groups = authority.exec(target)?.groups;
  const host = (groups?.["host"] ?? target).toLowerCase();
  const refuse = (refusal: string) => ({ host: host.slice(host.lastIndexOf("@") + 1), refusal });
  if (!groups) return refuse("a CONNECT target has the form host:443");
  if (isIP(host.replace(/^\[|\]$/g, "")) !== 0 || isNumeric(host)) {
    return refuse("the sandbox answers for host names, not for IP addresses");
  }
  if (host.length > 253 || !hostName.test(host)) return refuse("this is not a host name");
  if (groups["port"] !== "443") return refuse(`the sandbox answers on port 443 alone, not on ${groups["port"] ?? ""}`);
  return { host };
}

/** URLs read names such as `0x7f.1` as IPv4 addresses: those whose last label is a number. */
function isNumeric(host: string): boolean {
  return /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(host);
}
