import { regionOf } from "../../../providers/jumpcloud/regions.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { Settings } from "../../../trust/Settings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { proxyFetch } from "../../../lib/proxyFetch.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { type OpenStack } from "../stack/openStack.ts";
import { type ProviderConfig, readProviderConfig } from "../stack/readProviderConfig.ts";
import { readTrust } from "../stack/readStackOutputs.ts";
import { outputsIn, readState } from "../stack/readState.ts";
import type { StateResource } from "../stack/StateResource.ts";
import { LiveHttp } from "../verify/LiveHttp.ts";
import type { Finding } from "../../../trust/Finding.ts";
import { inspectRights } from "./inspectRights.ts";
import { type PreflightOptions, runPreflight } from "./runPreflight.ts";

interface Inspection {
  readonly open: OpenStack;
  readonly model: TrustModel;
  readonly provider: ProviderConfig;
  readonly signal: AbortSignal;
  /** What the stack manages: it has what a deployment made that failed later on, and the outputs have not. */
  readonly state: readonly StateResource[];
}

/**
 * The preflight of a stack: its config, what an earlier deployment said, what the issuers publish now, and which rights the
 * credentials of the environment have.
 * @param settings of the stack's config
 * @throws CrosstrustError for a provider's setting that cannot be used; INTERRUPTED
 */
export async function preflightStack(
  open: OpenStack,
  { model }: Settings,
  { signal }: Terminal,
  options: PreflightOptions = {},
): Promise<readonly Finding[]> {
  const provider = await readProviderConfig(open.name, open.configFile);
  const state = await readState(open);
  const inspection = { open, model, provider, signal, state };
  const [rights, ...others] = await Promise.all([
    inspectRights({ model, stack: open.name, provider, environment: process.env, signal }),
    issuerFindings(inspection, options),
    domainFindings(inspection),
    jumpCloudFindings(inspection),
    accessGrantsFindings(inspection),
  ]);
  return [...others.flat(), ...rights];
}

async function issuerFindings(
  { open, model, provider: { tenantId, jumpCloudRegion }, signal, state }: Inspection,
  options: PreflightOptions,
): Promise<readonly Finding[]> {
  const jumpCloudIssuer = usesJumpCloud(model) ? regionOf(jumpCloudRegion).issuer : undefined;
  const deployed = deployedTrust(state, open.name);
  const http = new LiveHttp({ fetch: proxyFetch, signal });
  return runPreflight({ model, tenantId, jumpCloudIssuer, deployed }, http, new Date(), options);
}

/** AWS is asked where the config has a user pool, with the credentials of the environment. */
async function domainFindings({
  model,
  provider: { awsRegion: region },
  signal,
  state,
}: Inspection): Promise<readonly Finding[]> {
  if (region === undefined || !Object.values(model.issuers).some(({ kind }) => kind === "cognito")) return [];
  const [{ CognitoIdentityProvider }, { awsClient }, { inspectPoolDomains }] = await Promise.all([
    import("@aws-sdk/client-cognito-identity-provider"),
    import("../vendors/aws/awsClient.ts"),
    import("./inspectPoolDomains.ts"),
  ]);
  const cognito = awsClient((config) => new CognitoIdentityProvider(config), { region, signal });
  return inspectPoolDomains(model, ownIds(state, "aws:cognito/userPool:UserPool"), async (domain) => {
    const { DomainDescription } = await cognito.describeUserPoolDomain({ Domain: domain });
    return DomainDescription?.UserPoolId;
  });
}

/** AWS is asked where the config has S3 Access Grants, as it is for user pools. */
async function accessGrantsFindings({
  model,
  provider: { awsRegion: region, jumpCloudRegion },
  signal,
  state,
}: Inspection): Promise<readonly Finding[]> {
  if (region === undefined || !Object.values(model.relyingParties).some(({ kind }) => kind === "s3-access-grants")) {
    return [];
  }
  const [{ connectInventory }, { inspectAccessGrants }] = await Promise.all([
    import("./connectInventory.ts"),
    import("./inspectAccessGrants.ts"),
  ]);
  const inventory = await connectInventory(regionOf(jumpCloudRegion).issuer, { region, signal });
  return "severity" in inventory ? [inventory] : inspectAccessGrants(model, ownIds(state, "aws:"), inventory);
}

/** JumpCloud is asked where the config has something there, and its credentials can be read. */
async function jumpCloudFindings({ open, model, signal, state }: Inspection): Promise<readonly Finding[]> {
  if (!usesJumpCloud(model)) return [];
  const { connectJumpCloud } = await import("./connectJumpCloud.ts");
  const jumpcloud = await connectJumpCloud(open.name, open.configFile, signal);
  if (jumpcloud === undefined) return [];
  const { inspectJumpCloud } = await import("./inspectJumpCloud.ts");
  return inspectJumpCloud(model, ownIds(state, "jumpcloud:"), jumpcloud);
}

function usesJumpCloud({ issuers, relyingParties }: TrustModel): boolean {
  return (
    Object.values(issuers).some(({ kind }) => kind === "jumpcloud") ||
    Object.values(relyingParties).some(({ kind }) => kind === "jumpcloud-federation")
  );
}

/** @param type how the resources' types begin */
function ownIds(state: readonly StateResource[], type: string): ReadonlySet<string> {
  return new Set(
    state.flatMap((resource) => (resource.id !== undefined && resource.type.startsWith(type) ? [resource.id] : [])),
  );
}

/** Undefined where nothing is deployed yet, or by another version of the program. */
function deployedTrust(state: readonly StateResource[], stack: string): DeployedTrust | undefined {
  try {
    return readTrust(outputsIn(state), stack);
  } catch (error) {
    if (error instanceof CrosstrustError && error.code === "STACK_OUTPUTS_MISSING") return undefined;
    throw error;
  }
}
