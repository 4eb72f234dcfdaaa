import * as pulumi from "@pulumi/pulumi";

export interface GetAccessGrantsInstanceArgs {
  /** The provider's unless given. */
  readonly region?: string | undefined;
}

export interface GetAccessGrantsInstanceOutputArgs {
  /** The provider's unless given. */
  readonly region?: pulumi.Input<string> | undefined;
}

export interface GetAccessGrantsInstanceResult {
  readonly accountId: string;
  readonly accessGrantsInstanceArn: string;
  readonly accessGrantsInstanceId: string;
  /** Of the Identity Center instance that it is associated with; not there where it is with none. */
  readonly identityCenterInstanceArn?: string;
  /** Of its connection with Identity Center. */
  readonly identityCenterApplicationArn?: string;
}

const token = "identitycenter:index/getAccessGrantsInstance:getAccessGrantsInstance";

/** The account's S3 Access Grants instance in a region, which has at most one; fails where there is none. */
export function getAccessGrantsInstance(
  args: GetAccessGrantsInstanceArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetAccessGrantsInstanceResult> {
  return pulumi.runtime.invoke(token, { ...args }, opts) as Promise<GetAccessGrantsInstanceResult>;
}

/** The same for arguments that other resources make. */
export function getAccessGrantsInstanceOutput(
  args: GetAccessGrantsInstanceOutputArgs = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetAccessGrantsInstanceResult> {
  return pulumi.runtime.invokeOutput<GetAccessGrantsInstanceResult>(token, { ...args }, opts);
}
