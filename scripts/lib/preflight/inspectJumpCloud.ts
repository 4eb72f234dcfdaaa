import type { JumpCloudClient, JumpCloudObject } from "../../../providers/jumpcloud/client/JumpCloudClient.ts";
import { findIdentityProviders, findUserGroups, findUsers } from "../../../providers/jumpcloud/client/lookups.ts";
import { idOf } from "../../../providers/jumpcloud/resources/fields.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { FederatedPersonModel, JumpCloudFederationModel, TrustModel } from "../../../trust/TrustModel.ts";
import type { Finding } from "./Expectation.ts";

/**
 * What JumpCloud would refuse of a federation in the middle of a deployment: an identity provider, a group or people that
 * are there already and belong to others, and people who are said to be there and are not.
 * @param managed the ids of the JumpCloud objects that are the stack's own
 * @throws CrosstrustError INTERRUPTED
 */
export async function inspectJumpCloud(
  { relyingParties }: TrustModel,
  managed: ReadonlySet<string>,
  jumpcloud: JumpCloudClient,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [name, party] of Object.entries(relyingParties)) {
    if (party.kind !== "jumpcloud-federation") continue;
    const where = `relyingParties.${name}`;
    try {
      findings.push(...(await inspectFederation(where, party, managed, jumpcloud)));
    } catch (error) {
      if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
      findings.push({ severity: "error", where, message: `JumpCloud: ${error.message}` });
    }
  }
  return findings;
}

async function inspectFederation(
  where: string,
  { adoptIdentityProvider, group, people }: JumpCloudFederationModel,
  managed: ReadonlySet<string>,
  jumpcloud: JumpCloudClient,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const foreign = (objects: readonly JumpCloudObject[]) => objects.find((object) => !managed.has(idOf(object)));
  const refuse = (at: string, message: string, advice: string) =>
    void findings.push({ severity: "error", where: `${where}.${at}`, message, advice });
  const provider = foreign(await findIdentityProviders(jumpcloud));
  if (provider !== undefined && !adoptIdentityProvider) {
    const [name, type] = [String(provider["name"]), String(provider["type"])];
    refuse(
      "identityProvider",
      `The organisation has an identity provider already, and JumpCloud allows one: "${name}" (type ${type}, id ${idOf(provider)}).`,
      "`identityProvider: { adopt: true }` takes it over and changes it; or delete it in the Admin Portal",
    );
  }
  const namesake = foreign(await findUserGroups(jumpcloud, group));
  if (namesake !== undefined) {
    refuse(
      "group",
      `There is a user group "${group}" already (id ${idOf(namesake)}).`,
      "another group; or `pulumi import` it as a jumpcloud:index/userGroup:UserGroup",
    );
  }
  for (const [name, person] of Object.entries(people)) {
    if (person.jumpcloud === "none") continue;
    const found = await findUsers(jumpcloud, "email", person.userPrincipalName);
    const wrong = personFault(person, found, foreign(found));
    if (wrong !== undefined) refuse(`people.${name}`, ...wrong);
  }
  return findings;
}

function personFault(
  { jumpcloud, userPrincipalName: email }: FederatedPersonModel,
  found: readonly JumpCloudObject[],
  foreign: JumpCloudObject | undefined,
): readonly [message: string, advice: string] | undefined {
  if (found.length > 1) {
    const ids = found.map(idOf).join(", ");
    return [`Several people have the company email ${email} (${ids}).`, "change it at all of them but one"];
  }
  if (jumpcloud === "existing") {
    const message = `Nobody in JumpCloud has the company email ${email}.`;
    return found.length === 0 ? [message, "`jumpcloud: declared` makes the account"] : undefined;
  }
  if (foreign === undefined) return undefined;
  const message = `Somebody in JumpCloud has the company email ${email} already (id ${idOf(foreign)}).`;
  return [message, "`jumpcloud: existing` leaves the account to whoever made it"];
}
