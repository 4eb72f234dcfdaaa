import { sameText } from "../../sameText.ts";
import type { Application } from "../state.ts";

/** Whether a secret is one of an application's own, and in its time. One whose time has not begun is not its own yet. */
export function checkSecret(
  { passwordCredentials }: Application,
  presented: string,
  now: Date,
): "valid" | "expired" | "unknown" {
  const own = passwordCredentials.filter(({ secretText }) => sameText(secretText, presented));
  const begun = own.filter(({ startDateTime }) => Date.parse(startDateTime) <= now.getTime());
  if (begun.some(({ endDateTime }) => Date.parse(endDateTime) > now.getTime())) return "valid";
  return begun.length > 0 ? "expired" : "unknown";
}
