import { EnvHttpProxyAgent, fetch as undiciFetch } from "undici";

const dispatcher = new EnvHttpProxyAgent();

/** fetch that honours HTTPS_PROXY, HTTP_PROXY and NO_PROXY; Node's own does so only behind a flag. */
export const fetch: typeof undiciFetch = (input, init) => undiciFetch(input, { dispatcher, ...init });
