import { regionNames, regions } from "../../../providers/jumpcloud/regions.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { TrustSurroundings } from "../../../trust/diff/settings/diffSurroundings.ts";

/** Whoever says where a directory is: issuers, relying parties, and the identity providers of user pools. */
interface Party {
  readonly kind: string | undefined;
  readonly issuer?: string;
  readonly tenantId?: string;
}

/** Where the vendors say that a stack's directories are. */
export function surroundingsOf({ region, issuers, relyingParties, model }: DeployedTrust): TrustSurroundings {
  const federations = Object.entries(issuers).flatMap(([name, issuer]): readonly Party[] => {
    const declared = model.issuers[name];
    if (issuer.kind !== "cognito" || declared?.kind !== "cognito") return [];
    return Object.entries(issuer.federation).map(([key, one]) => ({ ...one, kind: declared.federation[key]?.kind }));
  });
  const parties: readonly Party[] = [...Object.values(issuers), ...Object.values(relyingParties), ...federations];
  const entra = parties.find(({ kind }) => kind === "entra" || kind === "jumpcloud-federation");
  const okta = parties.find(({ kind }) => kind === "okta");
  const jumpCloud = parties.find(({ kind }) => kind === "jumpcloud");
  return {
    awsRegion: region,
    // The issuer of ID tokens is https://login.microsoftonline.com/{tenant id}/v2.0.
    tenantId: entra?.tenantId ?? (entra?.issuer === undefined ? undefined : tenantIn(entra.issuer)),
    oktaHost: okta?.issuer === undefined ? undefined : new URL(okta.issuer).host,
    jumpCloudRegion: regionNames.find((name) => regions[name].issuer === jumpCloud?.issuer),
  };
}

function tenantIn(issuer: string): string | undefined {
  return new URL(issuer).pathname.split("/")[1];
}
