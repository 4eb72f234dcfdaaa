import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { AwsCall } from "../AwsService.ts";
import { applicationArnOf } from "./arns.ts";
import { page, requireApplication, requireInstance } from "./lookup.ts";
import { applicationArn, ofApplication, ofInstance, paging, principalId, principalType, read } from "./members.ts";
import { conflict, missing } from "./refusals.ts";
import type { Application, Assignment } from "./state.ts";

const principal = { PrincipalId: principalId, PrincipalType: principalType };
const ofAssignment = ofApplication.extend(principal);

type Named = z.output<typeof ofAssignment>;

export function createApplicationAssignment(call: AwsCall, input: unknown): object {
  const named = read(input, ofAssignment);
  const { instance, application } = requireApplication(call, named.ApplicationArn);
  const { users, groups } = instance.store;
  const known: readonly { readonly id: string }[] = named.PrincipalType === "USER" ? users : groups;
  if (!known.some(({ id }) => id === named.PrincipalId)) {
    throw missing(`The ${named.PrincipalType} ${named.PrincipalId} was not found in the identity store.`);
  }
  if (findAssignment(application, named)) throw conflict("The principal is assigned to the application already.");
  application.assignments.push({ principalId: named.PrincipalId, principalType: named.PrincipalType });
  return {};
}

export function describeApplicationAssignment(call: AwsCall, input: unknown): object {
  const named = read(input, ofAssignment);
  requireAssignment(requireApplication(call, named.ApplicationArn).application, named);
  return named;
}

export function deleteApplicationAssignment(call: AwsCall, input: unknown): object {
  const named = read(input, ofAssignment);
  const { application } = requireApplication(call, named.ApplicationArn);
  remove(application.assignments, requireAssignment(application, named));
  return {};
}

export function listApplicationAssignments(call: AwsCall, input: unknown): object {
  const asked = read(input, ofApplication.extend(paging));
  const { assignments } = requireApplication(call, asked.ApplicationArn).application;
  return page("ApplicationAssignments", assignments, asked, (one) => assignmentJson(asked.ApplicationArn, one));
}

const forPrincipalInput = ofInstance.extend({
  ...principal,
  ...paging,
  Filter: z.strictObject({ ApplicationArn: applicationArn.optional() }).optional(),
});

/** A user's own assignments, and those of the user's groups. */
export function listApplicationAssignmentsForPrincipal(call: AwsCall, input: unknown): object {
  const asked = read(input, forPrincipalInput);
  const instance = requireInstance(call, asked.InstanceArn);
  const memberships = instance.store.memberships.filter(({ userId }) => userId === asked.PrincipalId);
  const groups = asked.PrincipalType === "USER" ? memberships.map(({ groupId }) => groupId) : [];
  const found = instance.applications.flatMap((application) => {
    const arn = applicationArnOf(call.account, instance, application);
    if ((asked.Filter?.ApplicationArn ?? arn) !== arn) return [];
    return application.assignments
      .filter(({ principalId: id }) => id === asked.PrincipalId || groups.includes(id))
      .map((assignment) => assignmentJson(arn, assignment));
  });
  return page("ApplicationAssignments", found, asked, (one) => one);
}

export function putApplicationAssignmentConfiguration(call: AwsCall, input: unknown): object {
  const { ApplicationArn, AssignmentRequired } = read(input, ofApplication.extend({ AssignmentRequired: z.boolean() }));
  requireApplication(call, ApplicationArn).application.assignmentRequired = AssignmentRequired;
  return {};
}

export function getApplicationAssignmentConfiguration(call: AwsCall, input: unknown): object {
  const { application } = requireApplication(call, read(input, ofApplication).ApplicationArn);
  return { AssignmentRequired: application.assignmentRequired };
}

function findAssignment({ assignments }: Application, { PrincipalId, PrincipalType }: Named): Assignment | undefined {
  return assignments.find((one) => one.principalId === PrincipalId && one.principalType === PrincipalType);
}

/** @throws AwsError ResourceNotFoundException */
function requireAssignment(application: Application, named: Named): Assignment {
  const found = findAssignment(application, named);
  if (!found) throw missing("The principal is not assigned to the application.");
  return found;
}

function assignmentJson(arn: string, { principalId: id, principalType: type }: Assignment): object {
  return { ApplicationArn: arn, PrincipalId: id, PrincipalType: type };
}
