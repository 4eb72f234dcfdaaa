import { json } from "../../../http/responses.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { Policy } from "../../state.ts";
import type { LoginCall } from "../LoginCall.ts";
import { findB2cDirectory, findPolicyNamed } from "./findPolicy.ts";

const forms: readonly unknown[] = ["tenant", "tfp"] satisfies readonly Policy["issuerForm"][];

/**
 * The token compatibility setting of a user flow, which people change in the portal and no API does: a request of the
 * sandbox's own, `{"issuerForm": "tenant" | "tfp"}`.
 */
export function setIssuerForm(call: LoginCall, { policy: name }: { policy: string }): SandboxResponse {
  const directory = findB2cDirectory(call.state, call.host);
  const policy = directory && findPolicyNamed(directory, name);
  if (policy === undefined) return json(404, { error: `there is no policy ${name} at ${call.host}` });
  const issuerForm = readIssuerForm(call.request.body);
  if (issuerForm === undefined)
    return json(400, { error: 'the body has to be {"issuerForm":"tenant"} or {"issuerForm":"tfp"}' });
  policy.issuerForm = issuerForm;
  return json(200, { name: policy.name, issuerForm });
}

function readIssuerForm(body: Buffer): Policy["issuerForm"] | undefined {
  try {
    const value = JSON.parse(body.toString("utf8")) as { issuerForm?: Policy["issuerForm"] } | null;
    return forms.includes(value?.issuerForm) ? value?.issuerForm : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
