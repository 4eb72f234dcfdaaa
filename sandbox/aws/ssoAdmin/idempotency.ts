import { createHash } from "node:crypto";
import { lookUp, remember } from "../../remember.ts";
import { conflict } from "./refusals.ts";
import type { IdentityCenter } from "./state.ts";

/** How long a client token is remembered; not documented. */
const rememberedSeconds = 24 * 3600;

/**
 * Carries out a creation once for each client token.
 * @param input the request's members, `ClientToken` among them
 * @param make makes it and returns its ARN
 * @returns the ARN of what this call or an earlier one with the same token made
 * @throws AwsError ConflictException for a token that came with other parameters
 */
export function once(
  { clientTokens }: IdentityCenter,
  operation: string,
  input: { readonly ClientToken?: string | undefined },
  seconds: number,
  make: () => string,
): string {
  const { ClientToken: token, ...rest } = input;
  if (token === undefined) return make();
  const request = createHash("sha256")
    .update(JSON.stringify([operation, rest]))
    .digest("base64url");
  const known = lookUp(clientTokens, token);
  if (known && known.expires > seconds) {
    if (known.request === request) return known.arn;
    throw conflict("IdempotentParameterMismatch: the client token was used with other parameters.");
  }
  const arn = make();
  remember(clientTokens, token, { request, arn, expires: seconds + rememberedSeconds }, seconds);
  return arn;
}
