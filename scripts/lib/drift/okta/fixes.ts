import { shellQuote } from "../../../../lib/shellQuote.ts";
import type { OktaPart } from "./OktaPart.ts";

type Organisation = Pick<OktaPart, "organisationUrl">;

/** What to do about something that nobody declared: the calls that take it away, in order. */
export function deleteUnlessWanted(part: Organisation, path: string, ...before: readonly string[]): string {
  const calls = [...before, call(part, "DELETE", path)];
  return `Delete it, unless it is wanted, and then declare it: \`${calls.join(" && ")}\``;
}

/** A call to the management API; the shell puts the token in. */
export function call({ organisationUrl }: Organisation, method: "DELETE" | "POST", path: string): string {
  return `curl --fail -X ${method} -H "Authorization: SSWS $OKTA_API_TOKEN" ${shellQuote(`${organisationUrl}${path}`)}`;
}
