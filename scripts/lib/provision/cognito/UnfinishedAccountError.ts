import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";

/** The account was made with its first password, and what was to follow failed. */
export class UnfinishedAccountError extends CrosstrustError {
  constructor(cause: CrosstrustError) {
    super(cause.code, `The account was made, with a password to be changed, and then: ${cause.message}`, { cause });
  }
}
