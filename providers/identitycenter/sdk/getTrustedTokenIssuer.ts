import * as pulumi from "@pulumi/pulumi";

export interface GetTrustedTokenIssuerArgs {
  /** Of Identity Center. */
  readonly instanceArn: string;
  /** Exactly as the trusted token issuer has it. */
  readonly issuerUrl: string;
  /** Of the instance; the provider's unless given. */
  readonly region?: string | undefined;
}

export interface GetTrustedTokenIssuerOutputArgs {
  /** Of Identity Center. */
  readonly instanceArn: pulumi.Input<string>;
  /** Exactly as the trusted token issuer has it. */
  readonly issuerUrl: pulumi.Input<string>;
  /** Of the instance; the provider's unless given. */
  readonly region?: pulumi.Input<string> | undefined;
}

export interface GetTrustedTokenIssuerResult {
  readonly trustedTokenIssuerArn: string;
  readonly name: string;
  readonly issuerUrl: string;
  readonly claimAttributePath: string;
  readonly identityStoreAttributePath: string;
  readonly jwksRetrievalOption: string;
}

const token = "identitycenter:index/getTrustedTokenIssuer:getTrustedTokenIssuer";

/** The trusted token issuer of an issuer URL, of which an instance has at most one; fails where there is none. */
export function getTrustedTokenIssuer(
  args: GetTrustedTokenIssuerArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetTrustedTokenIssuerResult> {
  return pulumi.runtime.invoke(token, { ...args }, opts) as Promise<GetTrustedTokenIssuerResult>;
}

/** The same for arguments that other resources make. */
export function getTrustedTokenIssuerOutput(
  args: GetTrustedTokenIssuerOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetTrustedTokenIssuerResult> {
  return pulumi.runtime.invokeOutput<GetTrustedTokenIssuerResult>(token, { ...args }, opts);
}
