import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import type { DriftReader } from "../DriftContext.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { partiesUnderDrift, type PartyUnderDrift } from "./accessGrants/PartyUnderDrift.ts";
import { compareApplication } from "./identityCenter/compareApplication.ts";
import { compareAssignments } from "./identityCenter/compareAssignments.ts";
import { compareMembers } from "./identityCenter/compareMembers.ts";
import { compareTokenIssuer } from "./identityCenter/compareTokenIssuer.ts";
import { compareUsers } from "./identityCenter/compareUsers.ts";
import { compareAws, readPart } from "./lib/compareAws.ts";
import { sortFindings } from "./lib/sortFindings.ts";

type Comparison = (under: PartyUnderDrift, services: AwsServices) => Promise<readonly DriftFinding[]>;

/** Each with the right that it takes. */
const comparisons: readonly (readonly [action: string, compare: Comparison])[] = [
  ["sso:DescribeTrustedTokenIssuer", compareTokenIssuer],
  ["sso:DescribeApplication and sso:ListApplication*", compareApplication],
  ["sso:GetApplicationAssignmentConfiguration and sso:ListApplicationAssignments", compareAssignments],
  ["identitystore:DescribeUser", compareUsers],
  ["identitystore:ListGroupMemberships", compareMembers],
];

/**
 * What the stack has in IAM Identity Center: whose tokens it takes, at which application, from whom and for whom, and who
 * the people and groups are. The instance itself is the company's, and what else is in it is not looked at.
 */
export const identityCenterDrift: DriftReader = async (context) => {
  const compared = partiesUnderDrift(context).map(async (under) => {
    const { place, deployed } = under;
    const part = { place, region: deployed.region, accountId: deployed.accountId, action: "sts:GetCallerIdentity" };
    return compareAws(context, part, async (services) => {
      const found = comparisons.map(async ([action, compare]) =>
        readPart({ place, action }, async () => compare(under, services)),
      );
      return (await Promise.all(found)).flat();
    });
  });
  return sortFindings((await Promise.all(compared)).flat());
};
