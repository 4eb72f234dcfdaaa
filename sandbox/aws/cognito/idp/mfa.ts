import { z } from "zod";
import type { AwsCall } from "../../AwsService.ts";
import type { UserPool } from "../state.ts";
import { nowOf, requirePool } from "./lookup.ts";
import { flag, inPool } from "./members.ts";
import { readRequest } from "./readRequest.ts";
import { invalid } from "./refusals.ts";

export function getUserPoolMfaConfig(call: AwsCall, input: unknown): object {
  return mfaJson(requirePool(call, readRequest(input, inPool).UserPoolId));
}

const setInput = inPool.extend({
  MfaConfiguration: z.enum(["OFF", "ON", "OPTIONAL"]).optional(),
  SoftwareTokenMfaConfiguration: z.strictObject({ Enabled: flag.optional() }).optional(),
});

/** Authenticator apps are the one second factor of the sandbox's pools: the others need messages to be sent. */
export function setUserPoolMfaConfig(call: AwsCall, input: unknown): object {
  const { UserPoolId, MfaConfiguration, SoftwareTokenMfaConfiguration } = readRequest(input, setInput);
  const pool = requirePool(call, UserPoolId);
  const mode = MfaConfiguration ?? pool.settings.MfaConfiguration;
  const enabled = SoftwareTokenMfaConfiguration?.Enabled ?? false;
  if (mode === "OFF" && enabled) {
    throw invalid("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");
  }
  if (mode !== "OFF" && !enabled) {
    throw invalid("Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.");
  }
  pool.softwareTokenMfa = enabled;
  pool.settings = { ...pool.settings, MfaConfiguration: mode };
  pool.lastModified = nowOf(call);
  return mfaJson(pool);
}

function mfaJson({ settings, softwareTokenMfa }: UserPool): object {
  return {
    ...(softwareTokenMfa && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    MfaConfiguration: settings.MfaConfiguration,
  };
}
