import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { clientCheck } from "./clientCheck.ts";
import { identityProviderCheck } from "./identityProviderCheck.ts";
import { poolContentCheck } from "./poolContentCheck.ts";
import { poolSettingsCheck } from "./poolSettingsCheck.ts";
import { userPoolsUnderTest } from "./UserPoolUnderTest.ts";

/** That the stack's user pools are what was declared and nothing else, as Cognito's own API shows them. */
export function userPoolChecks(context: VerifyContext): readonly Check[] {
  return userPoolsUnderTest(context).flatMap((under) => {
    const { model, deployed } = under;
    return [
      poolSettingsCheck(context, under),
      poolContentCheck(context, under),
      ...Object.entries(model.clients).flatMap(([client, declared]) => {
        const clientId = deployed.clients[client]?.clientId;
        return clientId === undefined ? [] : [clientCheck(context, under, client, declared, clientId)];
      }),
      ...Object.entries(model.federation).flatMap(([provider, declared]) => {
        const registration = deployed.federation[provider];
        return registration === undefined
          ? []
          : [identityProviderCheck(context, under, provider, declared, registration)];
      }),
    ];
  });
}
