import type { Identitystore as IdentityStore } from "@aws-sdk/client-identitystore";
import type { S3 } from "@aws-sdk/client-s3";
import type { S3Control } from "@aws-sdk/client-s3-control";
import type { SSOAdmin } from "@aws-sdk/client-sso-admin";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { S3AccessGrantsModel, TrustModel } from "../../../trust/TrustModel.ts";
import { AwsError } from "../vendors/aws/AwsError.ts";
import { allPages } from "../vendors/aws/allPages.ts";
import type { Finding } from "../../../trust/Finding.ts";
import { inspectBucket } from "./inspectBucket.ts";

/** What AWS has in the stack's account and region. */
export interface AwsInventory {
  readonly accountId: string;
  /** The exact `iss` that a trusted token issuer would name. */
  readonly issuer: string;
  readonly ssoAdmin: Pick<SSOAdmin, "listInstances" | "listTrustedTokenIssuers" | "describeTrustedTokenIssuer">;
  readonly identityStore: Pick<IdentityStore, "getUserId" | "getGroupId">;
  readonly accessGrants: Pick<S3Control, "getAccessGrantsInstance">;
  readonly s3: Pick<S3, "headBucket">;
}

/** Something that the config either declares or takes over. */
interface Thing {
  readonly where: string;
  readonly what: string;
  readonly adopted: boolean;
  /** The settings that say the one and the other. */
  readonly adopting: string;
  readonly declaring: string;
  /** @returns the id that it has in a stack's state; undefined where AWS has no such thing */
  readonly find: () => Promise<string | undefined>;
}

/**
 * What AWS would refuse in the middle of a deployment of S3 Access Grants, or lose: things that are there already and belong
 * to others; things that the config takes over and are not there; and things of the stack's own that the config takes over
 * now, which a deployment would therefore delete.
 * @param own ids of AWS's resources that the stack has
 * @throws CrosstrustError INTERRUPTED
 */
export async function inspectAccessGrants(
  { relyingParties }: TrustModel,
  own: ReadonlySet<string>,
  aws: AwsInventory,
): Promise<readonly Finding[]> {
  const findings = Object.entries(relyingParties).map(async ([name, party]): Promise<readonly Finding[]> => {
    if (party.kind !== "s3-access-grants") return [];
    const where = `relyingParties.${name}`;
    const things = [accessGrantsInstance(where, party, aws), ...(await centerThings(where, party, aws))];
    const buckets = Object.entries(party.locations).map(async ([key, location]) =>
      unlessUnknown(`${where}.locations.${key}`, async () =>
        inspectBucket(`${where}.locations.${key}.bucket`, location, own, aws),
      ),
    );
    const judged = things.map(async (thing) =>
      "find" in thing ? unlessUnknown(thing.where, async () => judge(thing, own)) : [thing],
    );
    return (await Promise.all([...judged, ...buckets])).flat();
  });
  return (await Promise.all(findings)).flat();
}

async function judge(
  { where, what, adopted, adopting, declaring, find }: Thing,
  own: ReadonlySet<string>,
): Promise<readonly Finding[]> {
  const id = await find();
  const finding = (message: string, advice: string): readonly Finding[] => [
    { severity: "error", where, message, advice },
  ];
  if (id === undefined) return adopted ? finding(`AWS does not have ${what}.`, `${declaring} makes it`) : [];
  if (!adopted) return own.has(id) ? [] : finding(`AWS has ${what} already (${id}).`, `${adopting} takes it as it is`);
  if (!own.has(id)) return [];
  return finding(
    `The stack made ${what} itself (${id}), and would delete it, as the config no longer declares it.`,
    `${declaring} leaves it to the stack; or \`pulumi state delete\` takes it out of the stack first`,
  );
}

/** What could not be looked up is told, and stops nothing. */
async function unlessUnknown(where: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
    return [{ severity: "warning", where, message: `What AWS has of it could not be looked up: ${error.message}` }];
  }
}

/** AWS's codes for things that are not there end alike: ResourceNotFoundException, AccessGrantsInstanceNotExistsError. */
async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsError && error.status === 404) return undefined;
    if (error instanceof AwsError && error.awsCode === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

function accessGrantsInstance(
  where: string,
  { adoptInstance }: S3AccessGrantsModel,
  { accountId, accessGrants }: AwsInventory,
): Thing {
  return {
    where: `${where}.instance`,
    what: "an S3 Access Grants instance in the account and region, where there can be one",
    adopted: adoptInstance,
    adopting: "`instance: { adopt: true }`",
    declaring: "`instance: { adopt: false }`",
    find: async () =>
      (await unlessMissing(accessGrants.getAccessGrantsInstance({ AccountId: accountId }))) && accountId,
  };
}

/** What is in Identity Center; a finding where there is no instance of it to look into. */
async function centerThings(
  where: string,
  { identityCenter: center }: S3AccessGrantsModel,
  { issuer, ssoAdmin, identityStore }: AwsInventory,
): Promise<readonly (Thing | Finding)[]> {
  const path = `${where}.identityCenter`;
  let IdentityStoreId: string;
  let InstanceArn: string;
  const unknown = await unlessUnknown(path, async () => {
    const instances = await allPages(
      async (page) => ssoAdmin.listInstances(page),
      ({ Instances }) => Instances,
    );
    const wanted = instances.filter(
      (one) => center.instanceArn === undefined || one.InstanceArn === center.instanceArn,
    );
    const [found] = wanted;
    if (wanted.length === 1 && found?.IdentityStoreId !== undefined && found.InstanceArn !== undefined) {
      ({ IdentityStoreId, InstanceArn } = found);
      return [];
    }
    const arns = instances.map((one) => one.InstanceArn).join(", ") || "none";
    const message = "AWS has not exactly one such instance of Identity Center in the region.";
    const advice = "`identityCenter.instanceArn` chooses one, and `aws:region` has to be its region";
    return [{ severity: "error", where: path, message, actual: arns, advice }];
  });
  if (unknown.length > 0) return unknown;
  const source = { adopting: "`source: adopted`", declaring: "`source: declared`" };
  const userBy = async (AttributePath: string, AttributeValue: string) => {
    const AlternateIdentifier = { UniqueAttribute: { AttributePath, AttributeValue } };
    const found = await unlessMissing(identityStore.getUserId({ IdentityStoreId, AlternateIdentifier }));
    return found && `${IdentityStoreId}/${found.UserId}`;
  };
  const users = Object.entries(center.users).map(([name, { source: from, email, userName }]): Thing => {
    const adopted = from === "adopted";
    const byEmail = async () => userBy("emails.value", email);
    return {
      where: `${path}.users.${name}`,
      what: adopted ? `a user with the email ${email}` : `a user with the email ${email} or the user name ${userName}`,
      adopted,
      ...source,
      find: adopted ? byEmail : async () => (await byEmail()) ?? userBy("userName", userName),
    };
  });
  const groups = Object.entries(center.groups).map(([name, { source: from, displayName }]): Thing => ({
    where: `${path}.groups.${name}`,
    what: `a group named ${displayName}`,
    adopted: from === "adopted",
    ...source,
    find: async () => {
      const UniqueAttribute = { AttributePath: "displayName", AttributeValue: displayName };
      const asked = identityStore.getGroupId({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute } });
      const found = await unlessMissing(asked);
      return found && `${IdentityStoreId}/${found.GroupId}`;
    },
  }));
  const trusted: Thing = {
    where: `${path}.trustedTokenIssuer`,
    what: `a trusted token issuer of ${issuer}`,
    adopted: center.adoptTrustedTokenIssuer,
    adopting: "`trustedTokenIssuer: { adopt: true }`",
    declaring: "`trustedTokenIssuer: { adopt: false }`",
    find: async () => trustedTokenIssuer(ssoAdmin, InstanceArn, issuer),
  };
  return [trusted, ...users, ...groups];
}

async function trustedTokenIssuer(
  ssoAdmin: AwsInventory["ssoAdmin"],
  InstanceArn: string,
  issuer: string,
): Promise<string | undefined> {
  const all = await allPages(
    async (page) => ssoAdmin.listTrustedTokenIssuers({ InstanceArn, ...page }),
    ({ TrustedTokenIssuers }) => TrustedTokenIssuers,
  );
  for (const { TrustedTokenIssuerArn } of all) {
    const { TrustedTokenIssuerConfiguration } = await ssoAdmin.describeTrustedTokenIssuer({ TrustedTokenIssuerArn });
    if (TrustedTokenIssuerConfiguration?.OidcJwtConfiguration?.IssuerUrl === issuer) return TrustedTokenIssuerArn;
  }
  return undefined;
}
