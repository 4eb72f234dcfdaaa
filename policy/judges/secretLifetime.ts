import { longSecret } from "../../trust/policy/judges/secretLifetime.ts";
import type { SecretExpiry } from "../../trust/TrustModel.ts";
import { isGiven, textOf, valueOf, type Properties } from "../Properties.ts";
import type { ResourceJudge, ResourceJudges } from "../ResourceJudge.ts";

/** A duration of Go, such as `4320h` or `720h30m`, in days. */
function daysOf(duration: string): number | undefined {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== duration) return undefined;
  const hours: Readonly<Record<string, number>> = { h: 1, m: 1 / 60, s: 1 / 3600 };
  return parts.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (hours[unit] ?? 0), 0) / 24;
}

/** Undefined where it does not say, or only once the end is known. */
function expiryOf(password: Properties): SecretExpiry | undefined {
  const end = textOf(password, "endDate");
  if (end !== undefined && !Number.isNaN(Date.parse(end))) return { at: new Date(end).toISOString() };
  const days = daysOf(textOf(password, "endDateRelative") ?? "");
  return days === undefined ? undefined : { afterDays: days };
}

const judge: ResourceJudge = (password, { limits, now }) => {
  const expires = expiryOf(password);
  const later = expires === undefined && (isUnknown(password, "endDate") || isUnknown(password, "endDateRelative"));
  return later ? undefined : longSecret(expires, limits.secretDays, now);
};

function isUnknown(password: Properties, setting: string): boolean {
  return isGiven(password, setting) && valueOf(password, setting) === undefined;
}

export const secretLifetime: ResourceJudges = {
  "azuread:index/applicationPassword:ApplicationPassword": judge,
  "azuread:index/servicePrincipalPassword:ServicePrincipalPassword": judge,
  "azuread:index/application:Application": (application, subject) => {
    const password = valueOf(application, "password");
    return typeof password === "object" && password !== null ? judge(password as Properties, subject) : undefined;
  },
};
