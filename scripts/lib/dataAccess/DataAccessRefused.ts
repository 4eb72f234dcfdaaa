import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { AwsError } from "../vendors/aws/AwsError.ts";

/** What is done one after the other, as people read it. */
export const dataAccessSteps = {
  exchangeRole: "taking the exchange role",
  exchange: "exchanging the ID token",
  identity: "taking the identity role for the person",
  dataAccess: "asking S3 Access Grants",
} as const;

export type DataAccessStep = keyof typeof dataAccessSteps;

/** A step that AWS refused: which one, with AWS's own code, and what may be done. */
export class DataAccessRefused extends CrosstrustError {
  readonly step: DataAccessStep;
  readonly awsCode: string;

  constructor(step: DataAccessStep, error: AwsError, advice: readonly string[]) {
    super("VENDOR_REFUSED", [`Refused when ${dataAccessSteps[step]}. ${error.message}`, ...advice].join("\n"), {
      ...(error.where !== undefined && { where: error.where }),
      cause: error,
    });
    this.step = step;
    this.awsCode = error.awsCode;
  }
}
