import * as pulumi from "@pulumi/pulumi";

export interface GetUserGroupArgs {
  /** The whole name. */
  readonly name: string;
}

export interface GetUserGroupOutputArgs {
  /** The whole name. */
  readonly name: pulumi.Input<string>;
}

export interface GetUserGroupResult {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

const token = "jumpcloud:index/getUserGroup:getUserGroup";

/** The user group of a name; fails where there is none. */
export function getUserGroup(args: GetUserGroupArgs, opts?: pulumi.InvokeOptions): Promise<GetUserGroupResult> {
  return pulumi.runtime.invoke(token, { ...args }, opts) as Promise<GetUserGroupResult>;
}

/** The same for arguments that other resources make. */
export function getUserGroupOutput(
  args: GetUserGroupOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetUserGroupResult> {
  return pulumi.runtime.invokeOutput<GetUserGroupResult>(token, { ...args }, opts);
}
