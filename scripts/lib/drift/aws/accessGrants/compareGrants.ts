import type { ListAccessGrantEntry } from "@aws-sdk/client-s3-control";
import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import { DirectoryNames } from "../../../verify/dataAccess/DirectoryNames.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { inWords } from "../../lib/inWords.ts";
import { putBack } from "../../lib/putBack.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { configPlace, partOf } from "../lib/configPlace.ts";
import { granteeName, type PartyUnderDrift } from "./PartyUnderDrift.ts";
import { whoseIs } from "./whoseIs.ts";

/** Whom nobody declared to be granted something, and declared grants of something else. */
export async function compareGrants(
  parties: readonly PartyUnderDrift[],
  found: readonly ListAccessGrantEntry[],
  services: Pick<AwsServices, "identityStore">,
): Promise<readonly DriftFinding[]> {
  const compared = found.map(async (grant) => {
    const { AccessGrantId: id = "" } = grant;
    for (const party of parties) {
      const known = Object.entries(party.deployed.grants).find(([, { grantId }]) => grantId === id);
      if (known !== undefined) return changed(party, known[0], grant, services);
    }
    const party = whoseIs(parties, grant.GrantScope ?? "");
    return party === undefined ? [] : [await undeclared(party, grant, services)];
  });
  return (await Promise.all(compared)).flat();
}

async function undeclared(
  under: PartyUnderDrift,
  grant: ListAccessGrantEntry,
  services: Pick<AwsServices, "identityStore">,
): Promise<DriftFinding> {
  const { accountId, region } = under.deployed;
  const { AccessGrantId: id = "", GrantScope: scope = "", Permission = "READ" } = grant;
  const who = await granteeOf(under, grant, services);
  const ids = { "account-id": accountId, "access-grant-id": id };
  return driftFinding({
    rule: "unmanaged-grant",
    ...partOf(under.place, `grant of ${scope} to ${who}`),
    message: "Data is granted to somebody, and nobody declared that.",
    ...{ expected: "no such grant", actual: describe(grant, who) },
    gains: `${gainers(under, grant, who)} ${Permission} of ${scope}.`,
    advice: deleteIt(awsCommand("s3control delete-access-grant", ids, region)),
  });
}

async function changed(
  under: PartyUnderDrift,
  key: string,
  grant: ListAccessGrantEntry,
  services: Pick<AwsServices, "identityStore">,
): Promise<readonly DriftFinding[]> {
  const { context, name, model, deployed } = under;
  const declared = model.grants[key];
  if (declared === undefined) return [];
  const { AccessGrantId: id = "", GrantScope: scope = "", Permission = "READ" } = grant;
  const who = await granteeOf(under, grant, services);
  return compareSettings(
    {
      ...configPlace("relyingParties", name, "grants", key),
      ...{ subject: `The grant ${key}`, id: `${deployed.accountId},${id}`, advice: putBack(context.stack) },
    },
    [
      {
        what: "what it grants, and to whom",
        declared: `${declared.permission} of ${deployed.grants[key]?.scope ?? scope} for ${granteeName(declared.grantee)}`,
        actual: describe(grant, who),
        properties: ["permission", "grantScope", "grantee", "accessGrantsLocationConfiguration"],
        gains: `${gainers(under, grant, who)} ${Permission} of ${scope}.`,
      },
    ],
  );
}

async function granteeOf(
  under: PartyUnderDrift,
  { Grantee }: ListAccessGrantEntry,
  services: Pick<AwsServices, "identityStore">,
): Promise<string> {
  const { GranteeType: type, GranteeIdentifier: id = "" } = Grantee ?? {};
  const names = new DirectoryNames(under, services);
  if (type === "DIRECTORY_USER") return names.user(id);
  return type === "DIRECTORY_GROUP" ? names.group(id) : `IAM principal ${id}`;
}

/** Who gets it, of a declared group by their names. */
function gainers({ model, deployed }: PartyUnderDrift, { Grantee }: ListAccessGrantEntry, who: string): string {
  const { GranteeType: type, GranteeIdentifier: id } = Grantee ?? {};
  if (type !== "DIRECTORY_GROUP") return `The ${who} gets`;
  const [group = ""] = Object.entries(deployed.groups).find(([, { groupId }]) => groupId === id) ?? [];
  const members = model.identityCenter.groups[group]?.members ?? [];
  const known = members.length === 0 ? "" : ` (${inWords(members)})`;
  return `Whoever is in the ${who}${known} gets`;
}

function describe({ Permission, GrantScope, ApplicationArn }: ListAccessGrantEntry, who: string): string {
  const only = ApplicationArn === undefined || ApplicationArn === "ALL" ? "" : `, by ${ApplicationArn} alone`;
  return `${Permission} of ${GrantScope} for ${who}${only}`;
}
