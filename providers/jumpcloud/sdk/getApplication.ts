import * as pulumi from "@pulumi/pulumi";

export interface GetApplicationArgs {
  /** Either this or the name. */
  readonly id?: string | undefined;
  /** The label that the console shows. */
  readonly name?: string | undefined;
}

export interface GetApplicationOutputArgs {
  /** Either this or the name. */
  readonly id?: pulumi.Input<string> | undefined;
  /** The label that the console shows. */
  readonly name?: pulumi.Input<string> | undefined;
}

export interface GetApplicationResult {
  readonly id: string;
  readonly name: string;
  readonly active?: boolean;
  readonly ssoType?: string;
}

const token = "jumpcloud:index/getApplication:getApplication";

/** An application by its id or its label; fails where there is none, or more than one. */
export function getApplication(args: GetApplicationArgs, opts?: pulumi.InvokeOptions): Promise<GetApplicationResult> {
  return pulumi.runtime.invoke(token, { ...args }, opts) as Promise<GetApplicationResult>;
}

/** The same for arguments that other resources make. */
export function getApplicationOutput(
  args: GetApplicationOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetApplicationResult> {
  return pulumi.runtime.invokeOutput<GetApplicationResult>(token, { ...args }, opts);
}
