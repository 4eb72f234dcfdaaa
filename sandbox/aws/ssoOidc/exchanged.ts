import { forget } from "../../remember.ts";
import type { IdentityCenter, TrustedTokenIssuer } from "../ssoAdmin/state.ts";
import type { VerifiedAssertion } from "./verifyAssertion.ts";

/** How long Identity Center remembers a token at least; a token that is good for longer is remembered until it expires. */
const rememberedSeconds = 24 * 3600;

/** Whether a token of an issuer was exchanged before: each `jti` counts once. */
export function isExchanged(
  { exchanged }: IdentityCenter,
  issuer: TrustedTokenIssuer,
  jti: string,
  seconds: number,
): boolean {
  const key = keyOf(issuer, jti);
  return Object.hasOwn(exchanged, key) && (exchanged[key] ?? 0) > seconds;
}

export function noteExchange(
  { exchanged }: IdentityCenter,
  issuer: TrustedTokenIssuer,
  { jti, exp }: VerifiedAssertion,
  seconds: number,
): void {
  for (const [key, until] of Object.entries(exchanged)) if (until <= seconds) forget(exchanged, key);
  exchanged[keyOf(issuer, jti)] = Math.max(exp, seconds + rememberedSeconds);
}

function keyOf({ id }: TrustedTokenIssuer, jti: string): string {
  return `${id} ${jti}`;
}
