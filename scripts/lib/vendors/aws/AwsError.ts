import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { redact } from "../../redact.ts";

/** A refusal in AWS's own words. */
export class AwsError extends CrosstrustError {
  readonly status: number;
  /** AWS's own code, such as `UserNotFoundException`. */
  readonly awsCode: string;

  /** @param where the service, the operation and the region */
  constructor(status: number, awsCode: string, message: string, where: string) {
    super("VENDOR_REFUSED", `AWS: ${awsCode}: ${redact(firstParagraph(message))} (HTTP ${status})`, { where });
    this.status = status;
    this.awsCode = awsCode;
  }
}

/** Whether AWS decided: where it throttles or is in trouble, it says nothing of what was asked. */
export function isDecision({ status, awsCode }: AwsError): boolean {
  return status < 500 && status !== 429 && !/Throttl|TooManyRequests|SlowDown/.test(awsCode);
}

/** Behind it a refused signature repeats the request's headers, a session's token among them. */
function firstParagraph(text: string): string {
  return text.split(/\n\s*\n/, 1)[0]?.trim() || "no reason was given";
}
