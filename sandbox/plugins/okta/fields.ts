import type { OktaObject } from "./OktaClient.ts";

/** What stands at a path of an answer of Okta's; undefined where nothing does. */
export function at(object: OktaObject | undefined, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (part, name) => (typeof part === "object" && part !== null ? (part as OktaObject)[name] : undefined),
    object,
  );
}

/** One segment of a path. */
export const segment = encodeURIComponent;

/** A time as the published plugin prints it: Go's own form, `2024-05-01 10:00:00 +0000 UTC`. */
export function goTime(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const [date = "", time = ""] = value.replace("Z", "").split("T");
  const [seconds = "", fraction = ""] = time.split(".");
  const digits = fraction.replace(/0+$/, "");
  return `${date} ${seconds}${digits === "" ? "" : `.${digits}`} +0000 UTC`;
}
