import * as pulumi from "@pulumi/pulumi";

export interface GetUserArgs {
  /** The company email, in any case of letters. */
  readonly email: string;
}

export interface GetUserOutputArgs {
  /** The company email, in any case of letters. */
  readonly email: pulumi.Input<string>;
}

export interface GetUserResult {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly firstname?: string;
  readonly lastname?: string;
  readonly displayname?: string;
  readonly activated?: boolean;
  readonly suspended?: boolean;
  readonly state?: string;
}

const token = "jumpcloud:index/getUser:getUser";

/** The one person with a company email; fails where there is none, or more than one. */
export function getUser(args: GetUserArgs, opts?: pulumi.InvokeOptions): Promise<GetUserResult> {
  return pulumi.runtime.invoke(token, { ...args }, opts) as Promise<GetUserResult>;
}

/** The same for arguments that other resources make. */
export function getUserOutput(
  args: GetUserOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetUserResult> {
  return pulumi.runtime.invokeOutput<GetUserResult>(token, { ...args }, opts);
}
