import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { empty } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { OAuthError } from "../../errors.ts";

/** An authorization request that ends with an error, and where the browser goes with it. */
export class AuthorizationRefused extends CrosstrustError {
  readonly #location: string;
  readonly #status: 302 | 303;

  /**
   * @param to the application's redirect URI with its state, or where the issuer itself tells of errors
   */
  constructor(
    error: OAuthError,
    to: { readonly redirectUri: string; readonly state: string | null } | { readonly page: string },
  ) {
    super("VENDOR_REFUSED", error.message, { cause: error });
    const location = new URL("page" in to ? to.page : to.redirectUri);
    location.searchParams.set("error", error.error);
    location.searchParams.set("error_description", error.message);
    if ("state" in to && to.state !== null) location.searchParams.set("state", to.state);
    this.#location = location.href;
    this.#status = "page" in to ? 302 : 303;
  }

  toResponse(): SandboxResponse {
    return empty(this.#status, { location: this.#location, "cache-control": "no-store" });
  }
}
