import type { AccessGrantModel, JumpCloudPersonModel } from "../../TrustModel.ts";
import type { JumpCloudIssuerSettings } from "../jumpcloud/jumpCloudIssuer.ts";
import type { Named, Path, SettingsReader } from "../SettingsReader.ts";
import type { Directory } from "./assignment.ts";

/** What of the issuer a relying party trusts. */
export interface TrustedClient {
  readonly issuer: string;
  readonly settings: JumpCloudIssuerSettings;
  readonly client: string;
}

/**
 * Notes people on one side who have nobody on the other. Identity Center compares the claim `email` of a token with its
 * users' emails, and takes a token that maps to exactly one (IAM Identity Center user guide, "Using applications with a
 * trusted token issuer"): so whoever may use the application in JumpCloud needs a user there, and a user who is granted
 * something by name needs a person here.
 */
export function checkPeople(
  reader: SettingsReader,
  path: Path,
  { issuer, settings, client }: TrustedClient,
  { users }: Directory,
  grants: Named<AccessGrantModel>,
): void {
  const groups = settings.clients.get(client)?.groups;
  // What could not be read is told where it stands.
  if (groups === undefined || [...settings.people.values(), ...users.values()].includes(undefined)) return;
  const people = [...settings.people].flatMap(([name, person]) => (person ? [[name, person] as const] : []));
  const mayUse = ({ groups: own }: JumpCloudPersonModel) => own.some((group) => groups.includes(group));
  const emails = new Set([...users.values()].flatMap((user) => (user ? [user.email] : [])));
  for (const [name, person] of people) {
    if (!mayUse(person) || emails.has(person.email)) continue;
    const message = `${JSON.stringify(name)} of ${issuer} may use the application, and no user of Identity Center has the email ${person.email}.`;
    reader.fault([...path, "identityCenter", "users"], message, {
      expected: `a user with the email ${person.email}: adopted where it is there already, or declared`,
    });
  }
  const named = new Set(
    [...grants.values()].flatMap((grant) => (grant && "user" in grant.grantee ? [grant.grantee.user] : [])),
  );
  for (const name of named) {
    const email = users.get(name)?.email;
    if (email === undefined) continue;
    const found = people.find(([, person]) => person.email === email);
    if (found !== undefined && mayUse(found[1])) continue;
    const message =
      found === undefined
        ? `Nobody among the people of ${issuer} has this email, so no token could be the user's.`
        : `${JSON.stringify(found[0])} of ${issuer} has this email and is in no group that may use the client ${client}.`;
    reader.fault([...path, "identityCenter", "users", name, "email"], message, {
      found: email,
      expected: `a person of ${issuer} with this email, in a group of the client ${client}`,
    });
  }
}
