/** Whether a URL is this address, whatever the pool added to it. */
export function isAt(url: URL, address: string): boolean {
  const { origin, pathname } = new URL(address);
  return url.origin === origin && url.pathname === pathname;
}
