import type { AwsAccount } from "../AwsAccount.ts";
import { AwsError } from "../protocol/AwsError.ts";
import type { QueryInput } from "../protocol/query.ts";
import { identityCenterProvider, readContext } from "./identityContexts.ts";
import type { IdentityContext } from "./state.ts";

export interface ProvidedContext {
  readonly providerArn: string;
  readonly context: IdentityContext;
}

/**
 * `ProvidedContexts.member.1.ProviderArn` and `.ContextAssertion`: at most one, of Identity Center (AWS STS API reference,
 * ProvidedContext: "trusted identity propagation"). AWS documents no error for an assertion that is not good; these are
 * those of the other assertions that STS takes.
 * @throws AwsError ValidationError, InvalidIdentityToken, ExpiredTokenException
 */
export function readProvidedContexts(account: AwsAccount, input: QueryInput): ProvidedContext[] {
  const contexts: ProvidedContext[] = [];
  for (let index = 1; ; index++) {
    const providerArn = input.get(`ProvidedContexts.member.${index}.ProviderArn`);
    const assertion = input.get(`ProvidedContexts.member.${index}.ContextAssertion`);
    if (providerArn === null && assertion === null) return contexts;
    if (index > 1) throw new AwsError(400, "ValidationError", "Only one provided context is supported");
    if (providerArn !== identityCenterProvider) {
      throw new AwsError(400, "ValidationError", `Invalid context provider: ${providerArn ?? ""}`);
    }
    const found = readContext(account, assertion ?? "");
    if (!found) throw new AwsError(400, "InvalidIdentityToken", "The provided context assertion is not valid");
    if (found.isExpired) {
      throw new AwsError(400, "ExpiredTokenException", "The provided context assertion has expired");
    }
    contexts.push({ providerArn, context: found.context });
  }
}
