import type { SecretExpiry } from "../../TrustModel.ts";
import type { Breach, PolicyJudge } from "../PolicyJudge.ts";
import { secretsOf } from "./secretsOf.ts";

const dayMilliseconds = 86_400_000;

/** @param expires undefined where the secret does not say */
export function longSecret(expires: SecretExpiry | undefined, limit: number, now: Date): Breach | undefined {
  const gains = "Whoever finds the secret is the application for as long.";
  const expected = `at most ${limit} days`;
  if (expires === undefined) return { message: "The secret does not say when it ends.", gains, expected };
  const days =
    "afterDays" in expires ? expires.afterDays : (new Date(expires.at).getTime() - now.getTime()) / dayMilliseconds;
  if (days <= limit) return undefined;
  const actual = "afterDays" in expires ? `${days} days` : `until ${expires.at.slice(0, 10)}`;
  return { message: "The secret is good for long.", gains, expected, actual };
}

export const judgeSecretLifetime: PolicyJudge = ({ model, limits, now }) =>
  secretsOf(model).flatMap(({ secret, place }) => {
    const breach = longSecret(secret.expires, limits.secretDays, now);
    if (breach === undefined) return [];
    const setting = "afterDays" in secret.expires ? "validDays" : "expires";
    const advice = `give ${setting} within the limit, and another generation: the end of a secret that is there cannot be moved`;
    return [{ ...breach, place, path: [...place, setting], advice }];
  });
