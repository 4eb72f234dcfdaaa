import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { declaredPool, poolAsItIs } from "../../../vendors/aws/userPool/poolSettings.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { putBack } from "../../lib/putBack.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import type { PoolUnderDrift } from "./PoolUnderDrift.ts";
import { type SettingMeaning, settingsInDrift } from "./settingsInDrift.ts";

/** How people get an account of the pool, sign in to it and keep it, and who has a say in their tokens. */
export function comparePoolSettings(
  { context, name, place, model, deployed }: PoolUnderDrift,
  pool: UserPoolType,
): readonly DriftFinding[] {
  const subject = `The user pool of ${name}`;
  return compareSettings(
    { ...place, subject, id: deployed.userPoolId, advice: putBack(context.stack) },
    settingsInDrift(declaredPool(model), poolAsItIs(pool), meanings),
  );
}

const meanings: Readonly<Record<string, SettingMeaning>> = {
  passwords: {
    properties: ["passwordPolicy"],
    gains: "Whoever guesses passwords has less to guess where the new ones may be shorter or simpler.",
  },
  "first factors": {
    properties: ["signInPolicy"],
    gains: "Whoever holds one of these gets in, instead of a password.",
  },
  MFA: {
    properties: ["mfaConfiguration", "softwareTokenMfaConfiguration"],
    gains: (actual) =>
      actual === "ON" ? undefined : "Whoever knows somebody's password needs no second factor where they have none.",
  },
  recovery: { properties: ["accountRecoverySetting"], gains: "Whoever holds what recovers an account gets into it." },
  "accounts made by": {
    properties: ["adminCreateUserConfig"],
    gains: (actual) => (actual === "administrators" ? undefined : "Anyone can sign up, and then sign in."),
  },
  "changes once verified": {
    properties: ["userAttributeUpdateSettings"],
    gains: "Whoever has an account can take on somebody else's email address, and pass for them.",
  },
  triggers: {
    properties: ["lambdaConfig"],
    gains: "Whoever runs those functions decides who signs in and what their tokens say.",
  },
  "deletion protection": { properties: ["deletionProtection"], as: { rule: "managed-changed", severity: "warning" } },
};
