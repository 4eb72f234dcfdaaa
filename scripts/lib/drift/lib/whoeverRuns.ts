/** Who gets what is sent to an address, as a sentence begins. */
export function whoeverRuns(address: string): string {
  const url = URL.parse(address);
  if (url === null || url.host === "") return `Whoever is at ${address}`;
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return local ? `Whatever listens on ${url.host} of the person's machine` : `Whoever runs ${url.host}`;
}
