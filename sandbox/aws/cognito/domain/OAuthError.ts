import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import { domainHeaders, type DomainCall } from "./DomainCall.ts";

/** What the domain's endpoints for clients call the kinds of refusal. */
export type OAuthErrorName =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_token_type"
  | "server_error";

/** A refusal of the token or revocation endpoint: JSON with `error`, and rarely `error_description`. */
export class OAuthError extends CrosstrustError {
  readonly error: OAuthErrorName;
  readonly description: string | undefined;
  readonly status: number;

  constructor(error: OAuthErrorName, description?: string, status = 400) {
    super("VENDOR_REFUSED", description === undefined ? error : `${error}: ${description}`);
    this.error = error;
    this.description = description;
    this.status = status;
  }

  toResponse(call: DomainCall): SandboxResponse {
    const { error, description } = this;
    return clientAnswer(call, this.status, {
      error,
      ...(description !== undefined && { error_description: description }),
    });
  }
}

/** An answer to a client: JSON that a page of any origin may read (developer guide, "The token issuer endpoint"). */
export function clientAnswer(call: DomainCall, status: number, body: object): SandboxResponse {
  return json(status, body, {
    ...domainHeaders(call),
    "content-type": "application/json;charset=UTF-8",
    "access-control-allow-origin": "*",
  });
}
