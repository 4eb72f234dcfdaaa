import type { Directory } from "../../state.ts";
import type { LoginCall } from "../LoginCall.ts";
import type { AuthenticatedClient } from "../tokens/accessToken.ts";

/** A request to a token endpoint whose client has been authenticated. */
export interface TokenRequest {
  readonly call: LoginCall;
  readonly directory: Directory;
  readonly client: AuthenticatedClient;
  readonly parameters: URLSearchParams;
  readonly endpointVersion: 1 | 2;
}
