import type { SandboxRequest } from "../../../Vendor.ts";

/** The form fields of a request; none where its body is no form. */
export function formParameters({ headers, body }: SandboxRequest): URLSearchParams {
  const isForm = (headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
  return new URLSearchParams(isForm ? body.toString("utf8") : "");
}

/** Whether a parameter is there twice, which is never right (RFC 6749, 3.1 and 3.2). */
export function hasDuplicates(parameters: URLSearchParams): boolean {
  const names = [...parameters.keys()];
  return new Set(names).size < names.length;
}

/** The words of a space-delimited list, each once. */
export function words(text: string): string[] {
  return [...new Set(text.split(" ").filter((word) => word !== ""))];
}
