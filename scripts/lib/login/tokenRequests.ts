import { type Client, type ClientAuth, clockSkew, customFetch, None } from "oauth4webapi";
import { clientAuthentication } from "../verify/clientAuthentication.ts";
import type { LiveHttp } from "../verify/LiveHttp.ts";
import type { LoginTarget } from "./LoginTarget.ts";

/** A client as the library wants it; what it says of times is compared with `now`. */
export function clientOf({ clientId }: Pick<LoginTarget, "clientId">, now: () => Date): Client {
  return { client_id: clientId, [clockSkew]: Math.round((now().getTime() - Date.now()) / 1000) };
}

/** How the client says at the token endpoint who it is. */
export function authenticate({
  authentication,
  clientSecret,
}: Pick<LoginTarget, "authentication" | "clientSecret">): ClientAuth {
  if (clientSecret === undefined || authentication === "none") return None();
  return clientAuthentication(authentication, { secret: clientSecret }) ?? None();
}

/** What the library is told so that it asks through `http`. */
export function requestBy(http: LiveHttp): {
  readonly [customFetch]: (url: string, init: object) => Promise<Response>;
} {
  return { [customFetch]: (url, init) => http.respond(url, init) };
}
