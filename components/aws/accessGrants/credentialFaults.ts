import type { Fault } from "../../../trust/Settings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import type { Surroundings } from "../../Surroundings.ts";

/**
 * What of `aws:` in the config says who somebody is at AWS, and the variable that says the same to every program. The engine
 * hands the config of one provider to no other.
 */
const credentials = [
  ["profile", "AWS_PROFILE"],
  ["accessKey", "AWS_ACCESS_KEY_ID"],
  ["assumeRoles", undefined],
  ["assumeRoleWithWebIdentity", undefined],
  ["sharedConfigFiles", "AWS_CONFIG_FILE"],
  ["sharedCredentialsFiles", "AWS_SHARED_CREDENTIALS_FILE"],
] as const;

/**
 * Credentials that the config gives to AWS's provider, and not to the one that declares an application's grant and
 * authentication method: that would find others by itself, of another account maybe.
 */
export function credentialFaults({ relyingParties }: TrustModel, { config, environment }: Surroundings): Fault[] {
  const isUsed = Object.values(relyingParties).some(({ kind }) => kind === "s3-access-grants");
  const isSaid = Boolean(config["identitycenter:profile"] || config["identitycenter:accessKey"]);
  if (!isUsed || isSaid) return [];
  return credentials.flatMap(([key, variable]) => {
    const value = config[`aws:${key}`];
    if (!value || (variable !== undefined && environment[variable] === value)) return [];
    return [
      {
        path: [`aws:${key}`],
        message: "Identity Center's own provider does not see it, and would use other credentials.",
        expected: `identitycenter:profile beside it, or identitycenter:accessKey and secretKey, for the same account; or neither, and ${variable ?? "AWS_PROFILE"} in the environment, which both providers read`,
      },
    ];
  });
}
