import type { AwsAccount } from "../AwsAccount.ts";
import type { Application, IdentityCenter, TrustedTokenIssuer } from "./state.ts";

export function instanceArnOf({ instanceId }: IdentityCenter): string {
  return `arn:aws:sso:::instance/${instanceId}`;
}

export function applicationArnOf(account: AwsAccount, { instanceId }: IdentityCenter, { id }: Application): string {
  return `arn:aws:sso::${account.id}:application/${instanceId}/${id}`;
}

export function trustedTokenIssuerArnOf(
  account: AwsAccount,
  { instanceId }: IdentityCenter,
  { id }: Pick<TrustedTokenIssuer, "id">,
): string {
  return `arn:aws:sso::${account.id}:trustedTokenIssuer/${instanceId}/${id}`;
}

export function identityStoreArnOf(account: AwsAccount, { store }: IdentityCenter): string {
  return `arn:aws:identitystore::${account.id}:identitystore/${store.id}`;
}
