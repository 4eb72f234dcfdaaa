import { createHash, randomBytes } from "node:crypto";
import { lookUp, remember } from "../../remember.ts";
import type { AwsAccount } from "../AwsAccount.ts";
import { findApplication } from "../ssoAdmin/lookup.ts";
import type { IdentityContext } from "./state.ts";

/** The only provider of contexts that AWS has. */
export const identityCenterProvider = "arn:aws:iam::aws:contextProvider/IdentityCenter";

/**
 * Makes the assertion by which STS knows a person again. It is opaque, and cannot be guessed: that it is known here is what
 * a signature would prove.
 * @param expires in epoch seconds
 */
export function issueContext(account: AwsAccount, context: IdentityContext, expires: number): string {
  const assertion = `AQoJb3JpZ2luX2Vj${randomBytes(240).toString("base64")}`;
  remember(account.state.identityContexts, digest(assertion), { ...context, expires }, account.seconds());
  return assertion;
}

/** What an assertion says; undefined for one that Identity Center did not make, and for one of an application that is gone. */
export function readContext(
  account: AwsAccount,
  assertion: string,
): { readonly context: IdentityContext; readonly isExpired: boolean } | undefined {
  const issued = lookUp(account.state.identityContexts, digest(assertion));
  if (!issued) return undefined;
  const regions = Object.keys(account.state.regions);
  if (!regions.some((region) => findApplication({ account, region }, issued.applicationArn))) return undefined;
  const { expires, ...context } = issued;
  return { context, isExpired: expires <= account.seconds() };
}

function digest(assertion: string): string {
  return createHash("sha256").update(assertion).digest("base64url");
}
