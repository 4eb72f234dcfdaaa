import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";

/** A sign-in that cannot go on: the browser is sent elsewhere, to the domain's error page or back to the application. */
export class SignInRefused extends CrosstrustError {
  readonly location: string;

  constructor(location: string, reason: string) {
    super("VENDOR_REFUSED", reason);
    this.location = location;
  }
}

/**
 * For what must not go to the address in the request: Cognito sends the browser to its own page,
 * `/error?error=redirect_mismatch&client_id=…` (recorded for this one and for `invalid_request`).
 * @param description a text for the page; how Cognito hands such texts on is not documented
 */
export function refuseOnPage(error: string, clientId: string | null, description?: string): SignInRefused {
  const query = new URLSearchParams({
    error,
    ...(clientId !== null && { client_id: clientId }),
    ...(description !== undefined && { error_description: description }),
  });
  return new SignInRefused(`/error?${query.toString()}`, description ?? error);
}
