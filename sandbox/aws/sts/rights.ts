import { free, on, type RightsTable, textOf } from "../iam/OperationRights.ts";

/** Service Authorization Reference, "AWS Security Token Service". Nobody needs a right to ask who they are. */
export const stsRights: RightsTable = {
  AssumeRole: on("sts", (asked) => [textOf(asked, "RoleArn")]),
  GetCallerIdentity: free,
};
