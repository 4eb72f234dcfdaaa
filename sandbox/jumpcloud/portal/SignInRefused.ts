import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

/** A sign-in that ends without a session; the message is the reason that the person reads. */
export class SignInRefused extends CrosstrustError {
  readonly status: number;

  constructor(reason: string, status = 403, cause?: unknown) {
    super("VENDOR_REFUSED", reason, { cause });
    this.status = status;
  }
}
