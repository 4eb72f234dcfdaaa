import type { AppClient } from "../../state.ts";
import type { DomainCall } from "../DomainCall.ts";

/** A request to the token endpoint, its client known. */
export interface TokenRequest {
  readonly call: DomainCall;
  readonly client: AppClient;
  readonly form: URLSearchParams;
}
