import type { GetAccessGrantsInstanceResult } from "@aws-sdk/client-s3-control";
import { canonicalJson } from "../../../../../providers/lib/canonicalJson.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { putBack } from "../../lib/putBack.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { partOf } from "../lib/configPlace.ts";
import { describePrincipals, describeRights, readStatements } from "../lib/policyWords.ts";
import { inOrder } from "../lib/words.ts";
import type { PartyUnderDrift } from "./PartyUnderDrift.ts";

/** Whose people the instance knows. */
export function compareInstance(
  { context, place, model, deployed }: PartyUnderDrift,
  { IdentityCenterInstanceArn }: GetAccessGrantsInstanceResult,
): readonly DriftFinding[] {
  const { accountId, instanceArn, region } = deployed;
  const ids = { "account-id": accountId, "identity-center-arn": instanceArn };
  const associate = awsCommand("s3control associate-access-grants-identity-center", ids, region);
  return compareSettings(
    {
      ...partOf(place, "Access Grants instance"),
      ...{ subject: "The Access Grants instance", id: model.adoptInstance ? undefined : accountId },
      advice: model.adoptInstance ? `Associate it again: \`${associate}\`.` : putBack(context.stack),
    },
    [
      {
        what: "whose people it knows",
        declared: instanceArn,
        actual: IdentityCenterInstanceArn ?? "nobody's",
        properties: ["identityCenterArn", "identityCenterApplicationArn"],
        gains:
          IdentityCenterInstanceArn === undefined
            ? undefined
            : `People of ${IdentityCenterInstanceArn} get what is granted to users and groups of these ids.`,
      },
    ],
  );
}

/** One that the stack made has none. */
export function compareInstancePolicy(
  { place, model, deployed: { accountId, region } }: PartyUnderDrift,
  policy: string,
): readonly DriftFinding[] {
  if (model.adoptInstance) return [];
  const statements = readStatements(policy);
  const who = inOrder(new Set(statements.map(describePrincipals))).join(", ") || "Nobody";
  const ids = { "account-id": accountId };
  return [
    driftFinding({
      rule: "unmanaged-permission",
      ...partOf(place, "Access Grants instance"),
      message: "The Access Grants instance has a resource policy that nobody declared.",
      ...{ expected: "none", actual: canonicalJson(policy) },
      gains: `${who} may use the instance: ${describeRights(statements)}.`,
      advice: deleteIt(awsCommand("s3control delete-access-grants-instance-resource-policy", ids, region)),
    }),
  ];
}
