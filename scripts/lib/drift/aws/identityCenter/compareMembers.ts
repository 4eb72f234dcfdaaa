import { allPages } from "../../../vendors/aws/allPages.ts";
import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import { DirectoryNames } from "../../../verify/dataAccess/DirectoryNames.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { notThere } from "../../lib/notThere.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import { grantedTo, type PartyUnderDrift } from "../accessGrants/PartyUnderDrift.ts";
import { awsCommand } from "../lib/awsCommand.ts";
import { ifThere } from "../lib/compareAws.ts";
import { configPlace } from "../lib/configPlace.ts";
import { listed } from "../lib/words.ts";

/** Members of declared groups whom nobody declared. Who is in an adopted one, others decide. */
export async function compareMembers(
  under: PartyUnderDrift,
  services: Pick<AwsServices, "identityStore">,
): Promise<readonly DriftFinding[]> {
  const { context, name, model, deployed } = under;
  const { identityStore } = services;
  const { identityStoreId: IdentityStoreId } = deployed;
  const names = new DirectoryNames(under, services);
  const own = resourcesOf(context.state, "aws:identitystore/groupMembership:GroupMembership");
  const memberships = new Set(own.map(({ outputs }) => outputs["membershipId"]));
  const compared = Object.entries(deployed.groups).map(async ([group, { groupId: GroupId }]) => {
    const declared = model.identityCenter.groups[group];
    if (declared?.source !== "declared") return [];
    const found = await ifThere(
      allPages(
        async (page) => identityStore.listGroupMemberships({ IdentityStoreId, GroupId, ...page }),
        (page) => page.GroupMemberships,
      ),
    );
    const place = configPlace("relyingParties", name, "identityCenter", "groups", group);
    if (found === undefined) return notThere(place, `${IdentityStoreId}/${GroupId}`);
    const strangers = found.filter(({ MembershipId }) => !memberships.has(MembershipId));
    return Promise.all(
      strangers.map(async ({ MembershipId = "", MemberId }) => {
        const who = await names.user(MemberId?.UserId ?? "");
        const ids = { "identity-store-id": IdentityStoreId, "membership-id": MembershipId };
        const granted = grantedTo(under, group);
        return driftFinding({
          rule: "unmanaged-member",
          ...place,
          message: `The group ${group} has a member whom nobody declared.`,
          ...{ expected: listed(declared.members), actual: who },
          ...(granted !== undefined && { gains: `The ${who} gets ${granted}.` }),
          advice: `Take them out: \`${awsCommand("identitystore delete-group-membership", ids, deployed.region)}\`.`,
        });
      }),
    );
  });
  return (await Promise.all(compared)).flat();
}
