import type { JumpCloudClient, JumpCloudObject } from "../../../providers/jumpcloud/client/JumpCloudClient.ts";
import {
  findApplications,
  findIdentityProviders,
  findUserGroups,
  findUsers,
} from "../../../providers/jumpcloud/client/lookups.ts";
import { idOf } from "../../../providers/jumpcloud/resources/fields.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { JumpCloudFederationModel, JumpCloudIssuerModel, TrustModel } from "../../../trust/TrustModel.ts";
import type { Finding } from "../../../trust/Finding.ts";

/**
 * What JumpCloud would refuse in the middle of a deployment: an identity provider, a group or people that are there already
 * and belong to others; people and applications that are said to be there and are not, or more than once.
 * @param managed the ids of the JumpCloud objects that are the stack's own
 * @throws CrosstrustError INTERRUPTED
 */
export async function inspectJumpCloud(
  { issuers, relyingParties }: TrustModel,
  managed: ReadonlySet<string>,
  jumpcloud: JumpCloudClient,
): Promise<readonly Finding[]> {
  const inspection: Inspection = { findings: [], managed, jumpcloud };
  for (const [name, issuer] of Object.entries(issuers)) {
    if (issuer.kind === "jumpcloud") await inspect(inspection, `issuers.${name}`, issuer, inspectIssuer);
  }
  for (const [name, party] of Object.entries(relyingParties)) {
    if (party.kind === "jumpcloud-federation") {
      await inspect(inspection, `relyingParties.${name}`, party, inspectFederation);
    }
  }
  return inspection.findings;
}

interface Inspection {
  readonly findings: Finding[];
  readonly managed: ReadonlySet<string>;
  readonly jumpcloud: JumpCloudClient;
}

type Refuse = (at: string, message: string, advice: string) => void;

async function inspect<M>(
  inspection: Inspection,
  where: string,
  model: M,
  look: (inspection: Inspection, model: M, refuse: Refuse) => Promise<void>,
): Promise<void> {
  const { findings } = inspection;
  try {
    await look(inspection, model, (at, message, advice) => {
      findings.push({ severity: "error", where: `${where}.${at}`, message, advice });
    });
  } catch (error) {
    if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
    findings.push({ severity: "error", where, message: `JumpCloud: ${error.message}` });
  }
}

async function inspectIssuer(
  inspection: Inspection,
  { groups, people, clients }: JumpCloudIssuerModel,
  refuse: Refuse,
): Promise<void> {
  for (const group of Object.keys(groups)) await inspectGroup(inspection, group, `groups.${group}`, refuse);
  for (const [name, { email, account }] of Object.entries(people)) {
    await inspectPerson(inspection, { email, account, setting: "account" }, `people.${name}`, refuse);
  }
  for (const [name, { label, applicationId, create }] of Object.entries(clients)) {
    if (create) continue;
    if (applicationId !== undefined) {
      if ((await inspection.jumpcloud.find(`/api/applications/${applicationId}`)) !== undefined) continue;
      refuse(
        `clients.${name}.applicationId`,
        `JumpCloud has no application with the id ${applicationId}.`,
        `the id that stands in the address of its page in the Admin Portal; or none, for the one labelled "${label}"`,
      );
      continue;
    }
    const found = await findApplications(inspection.jumpcloud, label);
    if (found.length === 1) continue;
    const ids = found.map(idOf).join(", ");
    refuse(
      `clients.${name}`,
      found.length === 0
        ? `JumpCloud has no application labelled "${label}".`
        : `JumpCloud has several applications labelled "${label}" (${ids}).`,
      found.length === 0 ? "`npm run handoff` gives the clicks that make it" : "applicationId says which is meant",
    );
  }
}

async function inspectFederation(
  inspection: Inspection,
  { adoptIdentityProvider, group, people }: JumpCloudFederationModel,
  refuse: Refuse,
): Promise<void> {
  const provider = foreignOf(inspection, await findIdentityProviders(inspection.jumpcloud));
  if (provider !== undefined && !adoptIdentityProvider) {
    const [name, type] = [String(provider["name"]), String(provider["type"])];
    refuse(
      "identityProvider",
      `The organisation has an identity provider already, and JumpCloud allows one: "${name}" (type ${type}, id ${idOf(provider)}).`,
      "`identityProvider: { adopt: true }` takes it over and changes it; or delete it in the Admin Portal",
    );
  }
  await inspectGroup(inspection, group, "group", refuse);
  for (const [name, { userPrincipalName: email, jumpcloud: account }] of Object.entries(people)) {
    if (account === "none") continue;
    await inspectPerson(inspection, { email, account, setting: "jumpcloud" }, `people.${name}`, refuse);
  }
}

async function inspectGroup(inspection: Inspection, group: string, at: string, refuse: Refuse): Promise<void> {
  const namesake = foreignOf(inspection, await findUserGroups(inspection.jumpcloud, group));
  if (namesake === undefined) return;
  refuse(
    at,
    `There is a user group "${group}" already (id ${idOf(namesake)}).`,
    "another group; or `pulumi import` it as a jumpcloud:index/userGroup:UserGroup",
  );
}

/** Whose account the config says is there already, or is to be made. */
interface Account {
  readonly email: string;
  readonly account: "existing" | "declared";
  /** What the config calls that. */
  readonly setting: string;
}

async function inspectPerson(inspection: Inspection, person: Account, at: string, refuse: Refuse): Promise<void> {
  const found = await findUsers(inspection.jumpcloud, "email", person.email);
  const wrong = personFault(person, found, foreignOf(inspection, found));
  if (wrong !== undefined) refuse(at, ...wrong);
}

/** The first of them that is not the stack's own. */
function foreignOf({ managed }: Inspection, objects: readonly JumpCloudObject[]): JumpCloudObject | undefined {
  return objects.find((object) => !managed.has(idOf(object)));
}

function personFault(
  { email, account, setting }: Account,
  found: readonly JumpCloudObject[],
  foreign: JumpCloudObject | undefined,
): readonly [message: string, advice: string] | undefined {
  if (found.length > 1) {
    const ids = found.map(idOf).join(", ");
    return [`Several people have the company email ${email} (${ids}).`, "change it at all of them but one"];
  }
  if (account === "existing") {
    const message = `Nobody in JumpCloud has the company email ${email}.`;
    return found.length === 0 ? [message, `\`${setting}: declared\` makes the account`] : undefined;
  }
  if (foreign === undefined) return undefined;
  const message = `Somebody in JumpCloud has the company email ${email} already (id ${idOf(foreign)}).`;
  return [message, `\`${setting}: existing\` leaves the account to whoever made it`];
}
