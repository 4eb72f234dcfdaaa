import { escapeHtml, hiddenFields } from "./page.ts";

/** What was wrong with what a person typed. */
export interface FormFault {
  /** The vendor's own name of it, for whoever reads the page by program. */
  readonly code: string;
  /** The name of the field that it is about. */
  readonly field: string;
  readonly text: string;
}

/** A field that a person fills in; a `password` unless told otherwise. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "password";
  /** What a password manager is told that it is. */
  readonly autocomplete: "username" | "current-password" | "new-password";
  readonly value?: string;
}

export interface Form {
  /** The path, with its query, that takes the form. */
  readonly action: string;
  readonly fields: readonly FormField[];
  readonly hidden: Iterable<readonly [string, string]>;
  readonly button: string;
  readonly fault?: FormFault | undefined;
}

/**
 * A form as HTML, under an alert that says what was wrong and is tied to its field. The first field that needs something has
 * the focus.
 */
export function renderForm({ action, fields, hidden, button, fault }: Form): string {
  const focus = fault?.field ?? fields.find(({ value }) => !value)?.name;
  const alert =
    fault &&
    `<p class="error" id="error" role="alert" data-error-code="${escapeHtml(fault.code)}">${escapeHtml(fault.text)}</p>`;
  return `${alert ?? ""}
<form method="post" action="${escapeHtml(action)}">
${hiddenFields(hidden)}
${fields.map((field) => input(field, field.name === focus, fault)).join("\n")}
<button type="submit">${escapeHtml(button)}</button>
</form>`;
}

function input(
  { name, label, type = "password", autocomplete, value = "" }: FormField,
  focus: boolean,
  fault: FormFault | undefined,
): string {
  const wrong = fault?.field === name ? ' aria-invalid="true" aria-describedby="error"' : "";
  const attributes = `type="${type}" autocomplete="${autocomplete}" value="${escapeHtml(value)}" required maxlength="256"`;
  return `<label for="${name}">${escapeHtml(label)}</label>
<input id="${name}" name="${name}" ${attributes}${focus ? " autofocus" : ""}${wrong}>`;
}
