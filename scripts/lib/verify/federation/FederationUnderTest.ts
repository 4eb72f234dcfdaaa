import type { DeployedJumpCloudFederation } from "../../../../trust/DeployedTrust.ts";
import type { JumpCloudFederationModel } from "../../../../trust/TrustModel.ts";
import type { SignInCredentials } from "../../signIn/signIn.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** JumpCloud's federation as declared and as deployed. */
export interface FederationUnderTest {
  /** The relying party's, in the config. */
  readonly name: string;
  readonly model: JumpCloudFederationModel;
  readonly deployed: DeployedJumpCloudFederation;
}

/** What a person signs in with at Entra ID; undefined where verify was given no password of theirs. */
export function credentialsOf(
  { passwords }: VerifyContext,
  { name, model, deployed }: FederationUnderTest,
  person: string,
): SignInCredentials | undefined {
  const password = passwords.get(`${name}/${person}`);
  const userName = model.people[person]?.userPrincipalName;
  if (password === undefined || userName === undefined) return undefined;
  return { userName, password, passwordHost: new URL(deployed.authorizationEndpoint).hostname };
}

/** What to give to verify where a person's password is missing. */
export function missingPassword({ name }: FederationUnderTest, person: string): string {
  return `a sign-in takes the person's password: --person ${name}/${person}=FILE`;
}

/** An authorization request of JumpCloud's application. */
export function authorizeUrl({ deployed }: FederationUnderTest, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(deployed.authorizationEndpoint);
  url.search = new URLSearchParams({ client_id: deployed.clientId, ...parameters }).toString();
  return url.href;
}
