import { EnvHttpProxyAgent, fetch } from "undici";

const dispatcher = new EnvHttpProxyAgent();

/**
 * fetch that honours HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in both cases; Node's own does so only behind a flag. It has
 * the type of the global one, from which undici's differs in name alone.
 */
export const proxyFetch = ((input: Parameters<typeof fetch>[0], init?: Parameters<typeof fetch>[1]) =>
  fetch(input, { dispatcher, ...init })) as unknown as typeof globalThis.fetch;
