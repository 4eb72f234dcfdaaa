import { allPages } from "../../vendors/aws/allPages.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import type { DriftReader } from "../DriftContext.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { compareGrants } from "./accessGrants/compareGrants.ts";
import { compareInstance, compareInstancePolicy } from "./accessGrants/compareInstance.ts";
import { compareLocations } from "./accessGrants/compareLocations.ts";
import { partiesUnderDrift, type PartyUnderDrift } from "./accessGrants/PartyUnderDrift.ts";
import { compareAws, ifThere, readPart } from "./lib/compareAws.ts";
import { notThere } from "../lib/notThere.ts";
import { sortFindings } from "./lib/sortFindings.ts";

/**
 * S3 Access Grants: whose people the instance knows, who is granted what, and by which roles. An instance of the stack's own
 * holds nothing that nobody declared; of one that it took over, only what touches the stack's places counts.
 */
export const accessGrantsDrift: DriftReader = async (context) => {
  const byInstance = Map.groupBy(
    partiesUnderDrift(context),
    ({ deployed: { region, accountId } }) => `${region} ${accountId}`,
  );
  const compared = [...byInstance.values()].map(async (parties) => {
    // Who made the instance answers for what is in it.
    const [first] = parties.toSorted(
      (one, other) => Number(one.model.adoptInstance) - Number(other.model.adoptInstance),
    );
    if (first === undefined) return [];
    const { place, deployed } = first;
    const part = { place, region: deployed.region, accountId: deployed.accountId, action: "sts:GetCallerIdentity" };
    return compareAws(context, part, async (services) => compareAll(first, parties, services));
  });
  return sortFindings((await Promise.all(compared)).flat());
};

async function compareAll(
  first: PartyUnderDrift,
  parties: readonly PartyUnderDrift[],
  services: AwsServices,
): Promise<readonly DriftFinding[]> {
  const { accessGrants } = services;
  const { place, deployed } = first;
  const { accountId: AccountId } = deployed;
  return [
    ...(await readPart({ place, action: "s3:GetAccessGrantsInstance" }, async () => {
      const found = await ifThere(accessGrants.getAccessGrantsInstance({ AccountId }));
      return found === undefined ? notThere(place, AccountId) : compareInstance(first, found);
    })),
    ...(await readPart({ place, action: "s3:GetAccessGrantsInstanceResourcePolicy" }, async () => {
      // 404 is that there is none (Amazon S3 API reference, "List of S3 Access Grants-related error codes").
      const found = await ifThere(accessGrants.getAccessGrantsInstanceResourcePolicy({ AccountId }));
      return found?.Policy === undefined ? [] : compareInstancePolicy(first, found.Policy);
    })),
    ...(await readPart({ place, action: "s3:ListAccessGrantsLocations" }, async () => {
      const found = await ifThere(
        allPages(
          async (page) => accessGrants.listAccessGrantsLocations({ AccountId, ...page }),
          ({ AccessGrantsLocationsList }) => AccessGrantsLocationsList,
        ),
      );
      return found === undefined ? notThere(place, AccountId) : compareLocations(parties, found);
    })),
    ...(await readPart({ place, action: "s3:ListAccessGrants" }, async () => {
      const found = await ifThere(
        allPages(
          async (page) => accessGrants.listAccessGrants({ AccountId, ...page }),
          ({ AccessGrantsList }) => AccessGrantsList,
        ),
      );
      return found === undefined ? notThere(place, AccountId) : compareGrants(parties, found, services);
    })),
  ];
}
