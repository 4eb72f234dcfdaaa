import { shellQuote } from "../../../../lib/shellQuote.ts";
import type { JumpCloudPart } from "./JumpCloudPart.ts";

type Organisation = Pick<JumpCloudPart, "apiUrl">;

/** What to do about somebody or something that nobody declared in a group: the call that takes it out. */
export function takeOutUnlessWanted(
  part: Organisation,
  path: string,
  type: "user" | "application" | "user_group",
  id: string,
): string {
  const body = shellQuote(JSON.stringify({ op: "remove", type, id }));
  const call = `curl --fail -X POST ${headers} -H "Content-Type: application/json" -d ${body} ${address(part, path)}`;
  return `Take it out, unless it is wanted, and then declare it: \`${call}\``;
}

export function deleteUnlessWanted(part: Organisation, path: string): string {
  return `Delete it, unless it is wanted, and then declare it: \`curl --fail -X DELETE ${headers} ${address(part, path)}\``;
}

/** The shell puts the key in. */
const headers = `-H "x-api-key: $JUMPCLOUD_API_KEY"`;

function address({ apiUrl }: Organisation, path: string): string {
  return shellQuote(`${apiUrl}${path}`);
}
