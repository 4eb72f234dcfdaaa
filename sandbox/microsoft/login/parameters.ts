import type { SandboxRequest } from "../../Vendor.ts";
import { duplicateParameter, missingParameter } from "./refusals.ts";

/** The form fields of a request; none where its body is no form. Throws for a field that is there twice. */
export function formParameters({ headers, body }: SandboxRequest): URLSearchParams {
  const isForm = (headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
  return once(new URLSearchParams(isForm ? body.toString("utf8") : ""));
}

/** Throws for a parameter that is there twice. */
export function once(parameters: URLSearchParams): URLSearchParams {
  const names = [...parameters.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw duplicateParameter(twice);
  return parameters;
}

/** A parameter that has to be there, and not empty. */
export function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name) ?? "";
  if (value === "") throw missingParameter(name);
  return value;
}
