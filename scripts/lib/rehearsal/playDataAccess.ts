import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { S3AccessGrantsModel, TrustModel } from "../../../trust/TrustModel.ts";
import { generatePassword } from "../provision/generatePassword.ts";
import type { AwsConsole } from "./AwsConsole.ts";
import type { VendorConsole } from "./VendorConsole.ts";

/** Hands a file to verify: the option that names it, for whom, and what stands in it. */
type Keep = (option: string, name: string, secret: string) => Promise<void>;

/**
 * Before the first `up`: what of Identity Center and S3 the config expects to be there. Played again, it changes nothing.
 * @param issuer the exact `iss` of JumpCloud's tokens, in the organisation's region
 * @returns the steps in words
 */
export async function playAwsAccount(console: AwsConsole, model: TrustModel, issuer: string): Promise<string[]> {
  const steps: string[] = [];
  const note = (name: string, made: boolean, what: string): void => {
    if (made) steps.push(`${name}: made ${what}, which the config expects to be there`);
  };
  for (const [name, { identityCenter, adoptInstance, locations }] of parties(model)) {
    const { users, groups, adoptTrustedTokenIssuer, trustedTokenIssuerName } = identityCenter;
    for (const user of Object.values(users).filter(({ source }) => source === "adopted")) {
      note(name, await console.createUser(user), `the user ${user.userName} of Identity Center`);
    }
    for (const group of Object.values(groups).filter(({ source }) => source === "adopted")) {
      note(name, await console.createGroup(group), `the group ${group.displayName} of Identity Center`);
    }
    if (adoptTrustedTokenIssuer) {
      const made = await console.createTrustedTokenIssuer(trustedTokenIssuerName, issuer);
      note(name, made, `the trusted token issuer ${trustedTokenIssuerName}`);
    }
    if (adoptInstance) note(name, await console.createAccessGrantsInstance(), "the S3 Access Grants instance");
    for (const { bucket } of Object.values(locations).filter(({ createBucket }) => !createBucket)) {
      note(name, await console.createBucket(bucket), `the bucket ${bucket}`);
    }
  }
  return steps;
}

/**
 * Before the first `up`: people of JumpCloud that the config expects to be there. Played again, it changes nothing.
 * @returns the steps in words
 */
export async function playExistingPeople(console: VendorConsole, { issuers }: TrustModel): Promise<string[]> {
  const steps: string[] = [];
  for (const [name, issuer] of Object.entries(issuers)) {
    const people = issuer.kind === "jumpcloud" ? Object.values(issuer.people) : [];
    for (const { email, username = email, givenName, surname } of people.filter((one) => one.account === "existing")) {
      const names = { ...(givenName && { firstname: givenName }), ...(surname && { lastname: surname }) };
      if (!(await console.createJumpCloudUser({ username, email, ...names }))) continue;
      steps.push(`${name}: made the JumpCloud account ${email}, which the config expects to be there`);
    }
  }
  return steps;
}

/** After `up`: everybody who gets ID tokens chooses a password, as the activation mail asks. @returns the steps in words */
export async function playPasswords(console: VendorConsole, trust: DeployedTrust, keep: Keep): Promise<string[]> {
  const steps: string[] = [];
  const chosen = new Map<string, string>();
  for (const [name, { issuer }] of parties(trust.model)) {
    const deployed = trust.issuers[issuer];
    if (deployed?.kind !== "jumpcloud") continue;
    for (const [person, { id, email }] of Object.entries(deployed.people)) {
      const password = chosen.get(id) ?? generatePassword();
      await keep("--person", `${name}/${person}`, password);
      if (chosen.has(id)) continue;
      chosen.set(id, password);
      await console.chooseJumpCloudPassword(id, password);
      steps.push(`${issuer}: chose a password for ${email} in JumpCloud, as the activation mail asks`);
    }
  }
  return steps;
}

function parties({ relyingParties }: TrustModel): readonly (readonly [string, S3AccessGrantsModel])[] {
  return Object.entries(relyingParties).flatMap(([name, party]) =>
    party.kind === "s3-access-grants" ? [[name, party] as const] : [],
  );
}
