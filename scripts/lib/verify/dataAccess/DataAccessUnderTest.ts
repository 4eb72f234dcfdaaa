import type { DeployedJumpCloudIssuer, DeployedS3AccessGrants } from "../../../../trust/DeployedTrust.ts";
import type { JumpCloudClientModel, JumpCloudIssuerModel, S3AccessGrantsModel } from "../../../../trust/TrustModel.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** S3 Access Grants for people of JumpCloud, as declared and as deployed, with the issuer that is trusted. */
export interface DataAccessUnderTest {
  /** The relying party's, in the config. */
  readonly name: string;
  readonly model: S3AccessGrantsModel;
  readonly deployed: DeployedS3AccessGrants;
  readonly issuer: JumpCloudIssuerModel;
  readonly deployedIssuer: DeployedJumpCloudIssuer;
  readonly client: JumpCloudClientModel;
  /** The client's; undefined where the stack's outputs hold none. */
  readonly secret: string | undefined;
  /** Ids of locations and grants of the stack's other relying parties, which may share the instance. */
  readonly foreignIds: ReadonlySet<string>;
}

/** @returns undefined where the stack's outputs lack it or its issuer; that is told elsewhere */
export function dataAccessUnderTest(
  { trust, credentialOf }: VerifyContext,
  name: string,
  model: S3AccessGrantsModel,
): DataAccessUnderTest | undefined {
  const deployed = trust.relyingParties[name];
  const issuer = trust.model.issuers[model.issuer];
  const deployedIssuer = trust.issuers[model.issuer];
  if (deployed?.kind !== "s3-access-grants") return undefined;
  if (issuer?.kind !== "jumpcloud" || deployedIssuer?.kind !== "jumpcloud") return undefined;
  const client = issuer.clients[model.client];
  if (client === undefined) return undefined;
  const credential = credentialOf({ issuer: model.issuer, client: model.client });
  const secret = credential !== undefined && "secret" in credential ? credential.secret : undefined;
  const foreignIds = new Set(
    Object.values(trust.relyingParties).flatMap((party) =>
      party.kind !== "s3-access-grants" || party === deployed
        ? []
        : [
            ...Object.values(party.locations).map(({ locationId }) => locationId),
            ...Object.values(party.grants).map(({ grantId }) => grantId),
          ],
    ),
  );
  return { name, model, deployed, issuer, deployedIssuer, client, secret, foreignIds };
}
