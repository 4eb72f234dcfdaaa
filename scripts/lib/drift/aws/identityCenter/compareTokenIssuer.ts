import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import { declaredMapping } from "../../../verify/dataAccess/trustedTokenIssuerChecks.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { notThere } from "../../lib/notThere.ts";
import { putBack } from "../../lib/putBack.ts";
import type { PartyUnderDrift } from "../accessGrants/PartyUnderDrift.ts";
import { awsCommand } from "../lib/awsCommand.ts";
import { ifThere } from "../lib/compareAws.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { partOf } from "../lib/configPlace.ts";

/** Whose tokens Identity Center takes, and how it finds the person that one is of. */
export async function compareTokenIssuer(
  { context, place, model, deployed }: PartyUnderDrift,
  { ssoAdmin }: Pick<AwsServices, "ssoAdmin">,
): Promise<readonly DriftFinding[]> {
  const { trustedTokenIssuerArn: TrustedTokenIssuerArn, issuer } = deployed;
  const found = await ifThere(ssoAdmin.describeTrustedTokenIssuer({ TrustedTokenIssuerArn }));
  if (found === undefined) return notThere(place, TrustedTokenIssuerArn);
  const live = found.TrustedTokenIssuerConfiguration?.OidcJwtConfiguration;
  const isAdopted = model.identityCenter.adoptTrustedTokenIssuer;
  const properties = ["trustedTokenIssuerConfiguration"];
  const { ClaimAttributePath, IdentityStoreAttributePath, JwksRetrievalOption } = declaredMapping;
  const mapping = { ClaimAttributePath, IdentityStoreAttributePath };
  const update = awsCommand(
    "sso-admin update-trusted-token-issuer",
    {
      "trusted-token-issuer-arn": TrustedTokenIssuerArn,
      "trusted-token-issuer-configuration": JSON.stringify({ OidcJwtConfiguration: mapping }),
    },
    deployed.region,
  );
  return compareSettings(
    {
      ...partOf(place, "trusted token issuer"),
      ...{ subject: "The trusted token issuer", id: isAdopted ? undefined : TrustedTokenIssuerArn },
      // AWS takes no other issuer URL for one that is there (API reference, UpdateTrustedTokenIssuer).
      advice: isAdopted ? `The stack took it over; change it back: \`${update}\`.` : putBack(context.stack),
    },
    [
      {
        what: "the issuer",
        declared: issuer,
        actual: live?.IssuerUrl ?? "none",
        properties,
        gains: `Whoever runs ${live?.IssuerUrl} can come as any of the people.`,
      },
      {
        what: "how it finds people",
        declared: `${ClaimAttributePath} compared with ${IdentityStoreAttributePath}`,
        actual: `${live?.ClaimAttributePath} compared with ${live?.IdentityStoreAttributePath}`,
        properties,
        gains: `Whoever can have somebody's ${live?.IdentityStoreAttributePath} in the claim ${live?.ClaimAttributePath} comes as them.`,
      },
      {
        what: "where it reads keys",
        declared: JwksRetrievalOption,
        actual: live?.JwksRetrievalOption ?? "none",
        properties,
      },
    ],
  );
}
