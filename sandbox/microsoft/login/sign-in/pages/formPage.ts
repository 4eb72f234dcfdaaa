import { renderForm, type FormField } from "../../../../pages/form.ts";
import { escapeHtml, policySource, renderPage } from "../../../../pages/page.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import type { LoginCall } from "../../LoginCall.ts";
import type { AuthorizationRequest } from "../AuthorizationRequest.ts";
import { canaryFor } from "../canary.ts";
import { writeFormContext } from "../formContext.ts";

/** What was wrong with what a person typed. */
export interface FormFault {
  /** Of the code, `AADSTS…`. */
  readonly number: number;
  /** The name of the field that it is about. */
  readonly field: string;
  readonly text: string;
}

interface FormPage {
  readonly title: string;
  /** Plain text above the form. */
  readonly lead: string;
  /** The last part of the path that takes the form. */
  readonly action: string;
  readonly fields: readonly FormField[];
  readonly hidden?: Readonly<Record<string, string>>;
  readonly button: string;
  readonly fault?: FormFault | undefined;
}

/** A page with a form that goes on with an authorization request. */
export function formPage(call: LoginCall, authorization: AuthorizationRequest, page: FormPage): SandboxResponse {
  const { title, lead, action, fields, hidden = {}, button, fault } = page;
  const canary = canaryFor(call);
  const { directory, redirectUri } = authorization;
  const form = renderForm({
    action: `/${directory.tenantId}/${action}`,
    fields,
    hidden: [["ctx", writeFormContext(authorization)], ["canary", canary.value], ...Object.entries(hidden)],
    button,
    fault: fault && { ...fault, code: String(fault.number) },
  });
  return renderPage({
    vendor: "Microsoft",
    status: 200,
    title,
    body: `<p>${escapeHtml(lead)}</p>\n${form}`,
    formTargets: [policySource(redirectUri)],
    cookies: [canary.cookie],
  });
}
