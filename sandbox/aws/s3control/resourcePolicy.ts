import { z } from "zod";
import { refuse } from "./errors.ts";
import { readBody, requireAccessGrants, type S3ControlCall, type S3ControlResult } from "./S3ControlCall.ts";
import type { ResourcePolicy } from "./state.ts";

const policyText = z.string().min(1).max(350_000);
const organisationId = z.string().regex(/^o-[a-z0-9]{10,32}$/);

/** The policy opens an instance to other accounts. It is kept and answered; no other account comes to this one. */
export function putAccessGrantsInstanceResourcePolicy(call: S3ControlCall): S3ControlResult {
  const { Policy, Organization } = readBody(call, { Policy: policyText, Organization: organisationId.optional() });
  const instance = requireAccessGrants(call);
  const created = call.account.now().toISOString();
  instance.resourcePolicy = { document: Policy, organization: Organization, created };
  return policyXml(instance.resourcePolicy);
}

export function getAccessGrantsInstanceResourcePolicy(call: S3ControlCall): S3ControlResult {
  const { resourcePolicy } = requireAccessGrants(call);
  if (!resourcePolicy) throw refuse("AccessGrantsInstanceResourcePolicyNotExists");
  return policyXml(resourcePolicy);
}

export function deleteAccessGrantsInstanceResourcePolicy(call: S3ControlCall): undefined {
  requireAccessGrants(call).resourcePolicy = undefined;
}

function policyXml({ document, organization, created }: ResourcePolicy) {
  return { Policy: document, Organization: organization, CreatedAt: created };
}
