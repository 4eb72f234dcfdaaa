import { CrosstrustError } from "../../trust/CrosstrustError.ts";
import { unknownConditions } from "../aws/iam/noteUnknownConditions.ts";
import { checkIdentityPolicy } from "../aws/iam/PolicyDocument.ts";
import { graphAppRoles } from "../microsoft/graphServicePrincipal.ts";
import { jumpCloudRoles } from "../jumpcloud/rights.ts";
import { oktaStandardRoles } from "../okta/rights.ts";
import type { OperatorRights } from "./OperatorRights.ts";

/** Of a customer managed policy, white space left out (IAM user guide, "IAM and AWS STS quotas"). */
const policyCharacters = 6144;

/**
 * Rights as vendors read them: policies as JSON texts.
 * @throws CrosstrustError USAGE that names all faults
 */
export function checkRights(rights: OperatorRights, hasServiceApp: boolean): OperatorRights {
  const policies = rights.aws?.policies.map((policy) => (typeof policy === "string" ? policy : JSON.stringify(policy)));
  const faults = [
    ...(policies ?? []).flatMap((policy, index) =>
      policyFaults(policy).map((fault) => `aws.policies[${index}]: ${fault}`),
    ),
    ...oktaFaults(rights.okta, hasServiceApp),
    ...Object.entries(rights.graph ?? {}).flatMap(([tenantId, permissions]) =>
      notAmong(permissions, graphAppRoles).map((name) => `graph[${tenantId}]: the sandbox's Graph has no ${name}`),
    ),
    ...(rights.jumpcloud === undefined ? [] : notAmong([rights.jumpcloud.role], jumpCloudRoles)).map(
      (role) => `jumpcloud.role: there is no role ${role}`,
    ),
  ];
  if (faults.length > 0) throw new CrosstrustError("USAGE", `No operator has such rights: ${faults.join("; ")}.`);
  return Object.freeze({ ...rights, ...(policies && { aws: { policies } }) });
}

function policyFaults(policy: string): readonly string[] {
  const size = policy.replaceAll(/\s/g, "").length;
  if (size > policyCharacters) return [`has ${size} characters, and a managed policy at most ${policyCharacters}`];
  try {
    checkIdentityPolicy(policy);
  } catch (error) {
    if (!(error instanceof CrosstrustError)) throw error;
    return [error.message];
  }
  return unknownConditions(policy).map((condition) => `the sandbox cannot judge the condition ${condition}`);
}

function oktaFaults(okta: OperatorRights["okta"], hasServiceApp: boolean): readonly string[] {
  const { scopes, roles = [] } = okta ?? {};
  return [
    ...(scopes !== undefined && !hasServiceApp
      ? ["okta.scopes: the sandbox hands out no service app; start it with okta.scopes"]
      : []),
    ...notAmong(roles, oktaStandardRoles).map((role) => `okta.roles: there is no role ${role}`),
  ];
}

function notAmong(names: readonly string[], known: readonly string[]): readonly string[] {
  return names.filter((name) => !known.includes(name));
}
