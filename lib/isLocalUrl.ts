/** Whether a URL never leaves the machine of whoever has it open. */
export function isLocalUrl(url: string): boolean {
  const host = URL.parse(url)?.hostname.replace(/\.$/, "") ?? "";
  return local.test(host);
}

/** Names and addresses of this machine, as URLs have them once they are parsed: IPv6 addresses short, and in brackets. */
const local =
  /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:(?:7f[\da-f]{2}:[\da-f]{1,4}|0:0)\])$/;
