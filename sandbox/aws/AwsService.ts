import type { SandboxRequest, SandboxResponse } from "../Vendor.ts";
import type { AwsAccount } from "./AwsAccount.ts";
import type { Caller } from "./iam/Caller.ts";
import type { RightsTable } from "./iam/OperationRights.ts";
import type { AwsError } from "./protocol/AwsError.ts";
import type { SignatureFault } from "./sigv4/SignatureFault.ts";

/** One signed request to a service's endpoint. */
export interface AwsCall {
  readonly request: SandboxRequest;
  readonly account: AwsAccount;
  readonly region: string;
  readonly requestId: string;
  /** Whoever signed the request; nobody has signed those that need no signature. */
  readonly caller?: Caller;
  /** What stands before the service's name in the host: a bucket, an account. */
  readonly hostPrefix?: string | undefined;
}

/** A service of the management plane. */
export interface AwsService {
  /** The service's name in a signature's scope. */
  readonly signingName: string;
  /** The names of its operations. */
  readonly operations: readonly string[];
  /** What each operation needs of the caller's policies. */
  readonly rights: RightsTable;
  /** Whether anybody may send this request, unsigned; no request may unless told otherwise. */
  isPublic?(call: AwsCall): boolean;
  /** Carries out a request whose signature was verified, or that needs none. Rejects with an AwsError to refuse it. */
  respond(call: AwsCall): Promise<SandboxResponse>;
  /** An error in the form of the service's protocol. */
  formError(error: AwsError, call: AwsCall): SandboxResponse;
  /** The service's own error for a request that is not signed as it should be. */
  signatureError(fault: SignatureFault): AwsError;
}
