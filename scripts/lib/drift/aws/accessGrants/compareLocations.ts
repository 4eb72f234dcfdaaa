import type { ListAccessGrantsLocationsEntry } from "@aws-sdk/client-s3-control";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { putBack } from "../../lib/putBack.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { configPlace, partOf } from "../lib/configPlace.ts";
import type { PartyUnderDrift } from "./PartyUnderDrift.ts";
import { whoseIs } from "./whoseIs.ts";

/** Places that nobody declared, and declared ones that S3 gets at by another role. */
export function compareLocations(
  parties: readonly PartyUnderDrift[],
  found: readonly ListAccessGrantsLocationsEntry[],
): readonly DriftFinding[] {
  return found.flatMap((location) => {
    const { AccessGrantsLocationId: id = "" } = location;
    for (const party of parties) {
      const known = Object.entries(party.deployed.locations).find(([, { locationId }]) => locationId === id);
      if (known !== undefined) return changed(party, known[0], location);
    }
    const party = whoseIs(parties, location.LocationScope ?? "");
    return party === undefined ? [] : [undeclared(party, location)];
  });
}

function undeclared(
  { place, deployed: { accountId, region } }: PartyUnderDrift,
  {
    AccessGrantsLocationId: id = "",
    LocationScope: scope = "",
    IAMRoleArn: role = "none",
  }: ListAccessGrantsLocationsEntry,
): DriftFinding {
  const ids = { "account-id": accountId, "access-grants-location-id": id };
  return driftFinding({
    rule: "unmanaged-object",
    ...partOf(place, `location ${scope}`),
    message: "The Access Grants instance has a location that nobody declared.",
    ...{ expected: "no such location", actual: `${scope}, by ${role}` },
    gains: `Whoever may make grants can grant ${scope} to anybody, as far as ${role} reaches.`,
    advice: deleteIt(awsCommand("s3control delete-access-grants-location", ids, region)),
  });
}

function changed(
  { context, name, deployed }: PartyUnderDrift,
  key: string,
  { AccessGrantsLocationId: id = "", LocationScope, IAMRoleArn }: ListAccessGrantsLocationsEntry,
): readonly DriftFinding[] {
  const { scope = "", roleArn = "" } = deployed.locations[key] ?? {};
  return compareSettings(
    {
      ...configPlace("relyingParties", name, "locations", key),
      ...{ subject: `The location ${key}`, id: `${deployed.accountId},${id}`, advice: putBack(context.stack) },
    },
    [
      { what: "its place", declared: scope, actual: LocationScope ?? "none", properties: ["locationScope"] },
      {
        what: "the role that S3 gets there by",
        declared: roleArn,
        actual: IAMRoleArn ?? "none",
        properties: ["iamRoleArn"],
        gains: `People who are granted something there get as far as ${IAMRoleArn} reaches.`,
      },
    ],
  );
}
