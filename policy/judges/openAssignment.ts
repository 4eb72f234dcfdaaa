import { openTo } from "../../trust/policy/judges/openAssignment.ts";
import { valueOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const openAssignment: ResourceJudges = {
  // Where it is left out it may be a client's, which nobody is assigned to: only what says so is judged.
  "azuread:index/servicePrincipal:ServicePrincipal": (principal) =>
    valueOf(principal, "appRoleAssignmentRequired") === false ? openTo.tenant : undefined,
  "okta:app/oAuth:OAuth": (app) => (valueOf(app, "implicitAssignment") === true ? openTo.organisation : undefined),
  "aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration": (configuration) =>
    valueOf(configuration, "assignmentRequired") === false ? openTo.identityCenter : undefined,
};
