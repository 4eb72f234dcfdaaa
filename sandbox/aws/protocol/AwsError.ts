import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

/** A refusal in AWS's words; each protocol puts it into its own form. */
export class AwsError extends CrosstrustError {
  readonly status: number;
  /** The error's name in the service's API reference. */
  readonly awsCode: string;
  /** What the sandbox cannot do though AWS could, to be listed among its refusals. */
  readonly unsupported: string | undefined;

  constructor(status: number, awsCode: string, message: string, unsupported?: string) {
    super("VENDOR_REFUSED", message);
    this.status = status;
    this.awsCode = awsCode;
    this.unsupported = unsupported;
  }
}

/**
 * The error for something that AWS does and the sandbox does not: said as such, and listed among its refusals.
 * @param what in a form that completes "The sandbox does not support …"
 */
export function unsupported(awsCode: string, what: string): AwsError {
  const message = `The sandbox does not support ${what}`;
  return new AwsError(400, awsCode, message, message);
}
