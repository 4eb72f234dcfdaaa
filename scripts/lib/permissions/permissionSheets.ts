import { awsSheet } from "./aws/awsSheet.ts";
import { directorySheet } from "./microsoft/directorySheet.ts";
import { oktaSheet } from "./okta/oktaSheet.ts";
import type { Sheet } from "./Sheet.ts";
import { type RightsRequest, stackRights } from "./stackRights.ts";

export interface SheetRequest extends RightsRequest {
  /** `owner/name`, or `owner@id/name@id`, of the repository whose workflows act for the stack. */
  readonly github?: string | undefined;
}

/** What each vendor of a stack is to be told for a purpose, and who keeps the stack's state. */
export function permissionSheets(request: SheetRequest): readonly Sheet[] {
  const { purpose, accountId, github } = request;
  const stack = request.stack.split("/").at(-1) ?? request.stack;
  // No workflow adopts.
  const workflows = github === undefined || purpose === "adopt" ? undefined : { repository: github, stack, purpose };
  const { aws, okta, directories, jumpcloud } = stackRights(request);
  const sheets = [
    awsSheet(aws, { stack, purpose, accountId, workflows }),
    okta && oktaSheet(okta, stack, purpose),
    ...directories.map((directory) => directorySheet(directory, purpose, workflows)),
    jumpcloud && {
      title: "JumpCloud",
      lines: [
        `The role ${jumpcloud}, for the service account, or the administrator whose API key is used`,
        "JumpCloud has no narrower right than a role, and documents no way to ask which one a key has.",
      ],
      commands: [],
      files: [],
    },
    backendSheet(purpose),
  ];
  return sheets.filter((sheet) => sheet !== undefined);
}

/** Preview and drift take no lock and write no state (pulumi/pulumi, pkg/backend/diy/backend.go); an import does. */
function backendSheet(purpose: RightsRequest["purpose"]): Sheet {
  const objects = purpose === "read" ? "s3:GetObject" : "s3:GetObject, s3:PutObject and s3:DeleteObject";
  return {
    title: "The state",
    lines: [
      `In S3: s3:ListBucket on the bucket, ${objects} on its objects; \`npm run refresh\` writes there too`,
      "With a KMS key for the stack's secrets: kms:Decrypt on the key; kms:Encrypt besides for whoever makes the stack",
    ],
    commands: [],
    files: [],
  };
}
