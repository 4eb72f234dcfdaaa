import { RunError } from "@pulumi/pulumi";
import { getGroup } from "@pulumi/aws/identitystore/getGroup.js";
import { getUser } from "@pulumi/aws/identitystore/getUser.js";
import { getAccessGrantsInstance } from "../../../providers/identitycenter/sdk/getAccessGrantsInstance.ts";
import { getTrustedTokenIssuer } from "../../../providers/identitycenter/sdk/getTrustedTokenIssuer.ts";
import type { S3AccessGrantsModel } from "../../../trust/TrustModel.ts";
import { lookUpEach, type Sought } from "../../lookUpEach.ts";
import type { IdentityCenterInstance } from "./identityCenterInstance.ts";
import { claimMapping } from "./TrustedTokenIssuer.ts";

/** What AWS has already and the config takes over: it is used as it is, and no resource of the stack's. */
export interface Adopted {
  /** By the names in the config; adopted ones alone. */
  readonly userIds: Readonly<Record<string, string>>;
  readonly groupIds: Readonly<Record<string, string>>;
  readonly trustedTokenIssuerArn?: string;
  readonly accessGrants?: AdoptedAccessGrants;
}

export interface AdoptedAccessGrants {
  readonly instanceArn: string;
  readonly accountId: string;
}

/**
 * Looks up what a relying party takes over.
 * @param name the relying party's, in the config
 * @param issuer the exact `iss` that the trusted token issuer names
 * @throws RunError for what is not there, and for what is there and would not do
 */
export async function findAdopted(
  name: string,
  { identityCenter: center, adoptInstance }: S3AccessGrantsModel,
  instance: IdentityCenterInstance,
  issuer: string,
): Promise<Adopted> {
  const { identityStoreId } = instance;
  const where = `crosstrust:relyingParties.${name}`;
  const by = (attributePath: string, attributeValue: string) => ({
    identityStoreId,
    alternateIdentifier: { uniqueAttribute: { attributePath, attributeValue } },
  });
  const userIds = await lookUpEach(
    adoptedOf(center.users, `${where}.identityCenter.users`, ({ email }) => email),
    async (email) => (await getUser(by("emails.value", email))).userId,
  );
  const groupIds = await lookUpEach(
    adoptedOf(center.groups, `${where}.identityCenter.groups`, ({ displayName }) => displayName),
    async (displayName) => (await getGroup(by("displayName", displayName))).groupId,
  );
  const advice = "without `adopt: true` the stack makes its own";
  const { trustedTokenIssuerArn } = await lookUpEach(
    center.adoptTrustedTokenIssuer
      ? { trustedTokenIssuerArn: { where: `${where}.identityCenter.trustedTokenIssuer`, what: issuer, advice } }
      : {},
    (issuerUrl) => findTrustedTokenIssuer(instance, issuerUrl),
  );
  const { accessGrants } = await lookUpEach(
    adoptInstance ? { accessGrants: { where: `${where}.instance`, what: instance, advice } } : {},
    findAccessGrants,
  );
  return {
    userIds,
    groupIds,
    ...(trustedTokenIssuerArn !== undefined && { trustedTokenIssuerArn }),
    ...(accessGrants !== undefined && { accessGrants }),
  };
}

function adoptedOf<M extends { readonly source: string }>(
  models: Readonly<Record<string, M>>,
  path: string,
  attributeOf: (model: M) => string,
): Record<string, Sought<string>> {
  const advice = "`source: declared` makes what is not there yet";
  return Object.fromEntries(
    Object.entries(models).flatMap(([key, model]) =>
      model.source === "adopted" ? [[key, { where: `${path}.${key}`, what: attributeOf(model), advice }]] : [],
    ),
  );
}

/** One that compares other things would let other people in. */
async function findTrustedTokenIssuer(
  { instanceArn, region }: IdentityCenterInstance,
  issuerUrl: string,
): Promise<string> {
  const found = await getTrustedTokenIssuer({ instanceArn, issuerUrl, region });
  const { claimAttributePath: claim, identityStoreAttributePath: attribute } = found;
  const { claimAttributePath, identityStoreAttributePath } = claimMapping;
  if (claim === claimAttributePath && attribute === identityStoreAttributePath) return found.trustedTokenIssuerArn;
  throw new RunError(
    `the trusted token issuer ${found.name} compares ${claim} with ${attribute}, and here ${claimAttributePath} is ` +
      `compared with ${identityStoreAttributePath}: change it in Identity Center, where other applications may use it too, or delete it`,
  );
}

async function findAccessGrants({ instanceArn: wanted, region }: IdentityCenterInstance): Promise<AdoptedAccessGrants> {
  const found = await getAccessGrantsInstance({ region });
  const { identityCenterInstanceArn: associated, accessGrantsInstanceArn: instanceArn, accountId } = found;
  if (associated === wanted) return { instanceArn, accountId };
  const state = associated === undefined ? "no Identity Center instance" : `the Identity Center instance ${associated}`;
  throw new RunError(
    `the S3 Access Grants instance ${instanceArn} is associated with ${state}, and here it has to be with ${wanted}: ` +
      `\`aws s3control associate-access-grants-identity-center --account-id ${accountId} --identity-center-arn ${wanted} --region ${region}\``,
  );
}
