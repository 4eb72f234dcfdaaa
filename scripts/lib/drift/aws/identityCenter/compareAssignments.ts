import { allPages } from "../../../vendors/aws/allPages.ts";
import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import { DirectoryNames } from "../../../verify/dataAccess/DirectoryNames.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { notThere } from "../../lib/notThere.ts";
import { putBack } from "../../lib/putBack.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import type { PartyUnderDrift } from "../accessGrants/PartyUnderDrift.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { ifThere } from "../lib/compareAws.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { partOf } from "../lib/configPlace.ts";

/** Who may use the application: by assignment, or everybody. */
export async function compareAssignments(
  under: PartyUnderDrift,
  services: Pick<AwsServices, "ssoAdmin" | "identityStore">,
): Promise<readonly DriftFinding[]> {
  const { context, place, model, deployed } = under;
  const { ssoAdmin } = services;
  const { applicationArn: ApplicationArn } = deployed;
  const configuration = await ifThere(ssoAdmin.getApplicationAssignmentConfiguration({ ApplicationArn }));
  if (configuration === undefined) return notThere(place, ApplicationArn);
  const isRequired = configuration.AssignmentRequired ?? false;
  const assignments = await allPages(
    async (page) => ssoAdmin.listApplicationAssignments({ ApplicationArn, ...page }),
    ({ ApplicationAssignments }) => ApplicationAssignments,
  );
  const own = resourcesOf(context.state, "aws:ssoadmin/applicationAssignment:ApplicationAssignment");
  const declared = new Set(
    own.flatMap(({ inputs }) => (inputs["applicationArn"] === ApplicationArn ? [String(inputs["principalId"])] : [])),
  );
  const names = new DirectoryNames(under, services);
  const strangers = assignments.filter(({ PrincipalId = "" }) => !declared.has(PrincipalId));
  return [
    ...compareSettings(
      {
        ...partOf(place, "application"),
        ...{ subject: "The application of Identity Center", id: ApplicationArn, advice: putBack(context.stack) },
      },
      [
        {
          what: "who may use it",
          declared: inWords(model.identityCenter.assignment.required),
          actual: inWords(isRequired),
          properties: ["assignmentRequired"],
          gains: isRequired ? undefined : "Every user of the Identity Center instance gets what is granted to them.",
        },
      ],
    ),
    ...(await Promise.all(
      strangers.map(async ({ PrincipalType: type = "USER", PrincipalId: id = "" }) => {
        const who = type === "GROUP" ? await names.group(id) : await names.user(id);
        const ids = { "application-arn": ApplicationArn, "principal-type": type, "principal-id": id };
        return driftFinding({
          rule: "unmanaged-permission",
          ...partOf(place, `assignment of ${who}`),
          message: "The application of Identity Center is assigned to somebody whom nobody declared.",
          ...{ expected: "not assigned", actual: who },
          gains: `${type === "GROUP" ? `Members of the ${who}` : `The ${who}`} can exchange tokens for what is granted to them.`,
          advice: deleteIt(awsCommand("sso-admin delete-application-assignment", ids, deployed.region)),
        });
      }),
    )),
  ];
}

function inWords(isRequired: boolean): string {
  return isRequired ? "whom it is assigned to" : "every user of the instance";
}
