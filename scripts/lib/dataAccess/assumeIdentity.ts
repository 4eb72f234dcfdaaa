import type { StsClient } from "./DataAccessClients.ts";
import { sessionName } from "./assumeExchangeRole.ts";
import { readCredentials, type TemporaryCredentials } from "./readCredentials.ts";

/** Of Identity Center's contexts (AWS STS API reference, AssumeRole, ProvidedContexts). */
const contextProvider = "arn:aws:iam::aws:contextProvider/IdentityCenter";
/** The shortest that AWS gives, in seconds: the session is for one call. */
const sessionSeconds = 900;

/**
 * Takes the identity role in the name of the person.
 * @param sts with the exchange role's credentials
 * @throws AwsError where AWS refuses
 */
export async function assumeIdentity(
  sts: StsClient,
  { roleArn, identityContext }: { readonly roleArn: string; readonly identityContext: string },
): Promise<TemporaryCredentials> {
  const { Credentials } = await sts.assumeRole({
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: sessionSeconds,
    ProvidedContexts: [{ ProviderArn: contextProvider, ContextAssertion: identityContext }],
  });
  return readCredentials(Credentials, "STS, AssumeRole");
}
