import type { SandboxResponse } from "../../../../Vendor.ts";
import type { LoginCall } from "../../LoginCall.ts";
import type { AuthorizationRequest } from "../AuthorizationRequest.ts";
import { canaryFor } from "../canary.ts";
import { writeFormContext } from "../formContext.ts";
import { escapeHtml, hiddenFields, policySource, renderPage } from "./page.ts";

/** What was wrong with what a person typed. */
export interface FormFault {
  /** Of the code, `AADSTS…`. */
  readonly number: number;
  /** The name of the field that it is about. */
  readonly field: string;
  readonly text: string;
}

/** A field that a person fills in; a `password` unless told otherwise. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly type?: "email" | "password";
  /** What a password manager is told that it is. */
  readonly autocomplete: "username" | "current-password" | "new-password";
  readonly value?: string;
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

/** A page with a form that goes on with an authorization request. The first field that needs something has the focus. */
export function formPage(call: LoginCall, authorization: AuthorizationRequest, page: FormPage): SandboxResponse {
  const { fault, fields } = page;
  const canary = canaryFor(call);
  const { directory, redirectUri } = authorization;
  const focus = fault?.field ?? fields.find(({ value }) => !value)?.name;
  const alert =
    fault && `<p class="error" id="error" role="alert" data-error-code="${fault.number}">${escapeHtml(fault.text)}</p>`;
  const body = `<p>${escapeHtml(page.lead)}</p>
${alert ?? ""}
<form method="post" action="/${directory.tenantId}/${page.action}">
${hiddenFields([["ctx", writeFormContext(authorization)], ["canary", canary.value], ...Object.entries(page.hidden ?? {})])}
${fields.map((field) => input(field, field.name === focus, fault)).join("\n")}
<button type="submit">${escapeHtml(page.button)}</button>
</form>`;
  const formTargets = [policySource(redirectUri)];
  return renderPage({ status: 200, title: page.title, body, formTargets, cookies: [canary.cookie] });
}

function input(
  { name, label, type = "password", autocomplete, value = "" }: FormField,
  focus: boolean,
  fault?: FormFault,
) {
  const wrong = fault?.field === name ? ' aria-invalid="true" aria-describedby="error"' : "";
  const attributes = `type="${type}" autocomplete="${autocomplete}" value="${escapeHtml(value)}" required maxlength="256"`;
  return `<label for="${name}">${escapeHtml(label)}</label>
<input id="${name}" name="${name}" ${attributes}${focus ? " autofocus" : ""}${wrong}>`;
}
