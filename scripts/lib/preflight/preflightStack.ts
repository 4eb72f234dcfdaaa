import { regionOf } from "../../../providers/jumpcloud/regions.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { Settings } from "../../../trust/Settings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { proxyFetch } from "../../../lib/proxyFetch.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { type OpenStack } from "../stack/openStack.ts";
import { type ProviderConfig, readProviderConfig } from "../stack/readProviderConfig.ts";
import { readStackOutputs } from "../stack/readStackOutputs.ts";
import { LiveHttp } from "../verify/LiveHttp.ts";
import type { Finding } from "../../../trust/Finding.ts";
import { inspectRights } from "./inspectRights.ts";
import { type PreflightOptions, runPreflight } from "./runPreflight.ts";

/**
 * The preflight of a stack: its config, what an earlier deployment said, what the issuers publish now, and which rights the
 * credentials of the environment have.
 * @param settings of the stack's config
 * @throws CrosstrustError for a provider's setting that cannot be used; INTERRUPTED
 */
export async function preflightStack(
  open: OpenStack,
  settings: Settings,
  terminal: Terminal,
  options: PreflightOptions = {},
): Promise<readonly Finding[]> {
  const { model } = settings;
  const provider = await readProviderConfig(open.name, open.configFile);
  const { signal } = terminal;
  const [rights, others] = await Promise.all([
    inspectRights({ model, stack: open.name, provider, environment: process.env, signal }),
    otherFindings(open, model, provider, terminal, options),
  ]);
  return [...others, ...rights];
}

async function otherFindings(
  open: OpenStack,
  model: TrustModel,
  { tenantId, jumpCloudRegion, awsRegion }: ProviderConfig,
  terminal: Terminal,
  options: PreflightOptions,
): Promise<readonly Finding[]> {
  const jumpCloudIssuer = usesJumpCloud(model) ? regionOf(jumpCloudRegion).issuer : undefined;
  const http = new LiveHttp({ fetch: proxyFetch, signal: terminal.signal });
  const findings = await runPreflight(
    { model, tenantId, jumpCloudIssuer, deployed: await deployedTrust(open) },
    http,
    new Date(),
    options,
  );
  return [
    ...findings,
    ...(await domainFindings(model, awsRegion, open, terminal)),
    ...(await jumpCloudFindings(model, open, terminal)),
    ...(await accessGrantsFindings(model, { awsRegion, jumpCloudRegion }, open, terminal)),
  ];
}

/** AWS is asked where the config has a user pool, with the credentials of the environment. */
async function domainFindings(
  model: TrustModel,
  region: string | undefined,
  open: OpenStack,
  { signal }: Terminal,
): Promise<readonly Finding[]> {
  if (region === undefined || !Object.values(model.issuers).some(({ kind }) => kind === "cognito")) return [];
  const [{ CognitoIdentityProvider }, { awsClient }, { inspectPoolDomains }] = await Promise.all([
    import("@aws-sdk/client-cognito-identity-provider"),
    import("../vendors/aws/awsClient.ts"),
    import("./inspectPoolDomains.ts"),
  ]);
  const cognito = awsClient((config) => new CognitoIdentityProvider(config), { region, signal });
  return inspectPoolDomains(model, await ownIds(open, "aws:cognito/userPool:UserPool"), async (domain) => {
    const { DomainDescription } = await cognito.describeUserPoolDomain({ Domain: domain });
    return DomainDescription?.UserPoolId;
  });
}

/** AWS is asked where the config has S3 Access Grants, as it is for user pools. */
async function accessGrantsFindings(
  model: TrustModel,
  { awsRegion: region, jumpCloudRegion }: Pick<ProviderConfig, "awsRegion" | "jumpCloudRegion">,
  open: OpenStack,
  { signal }: Terminal,
): Promise<readonly Finding[]> {
  if (region === undefined || !Object.values(model.relyingParties).some(({ kind }) => kind === "s3-access-grants")) {
    return [];
  }
  const [{ connectInventory }, { inspectAccessGrants }] = await Promise.all([
    import("./connectInventory.ts"),
    import("./inspectAccessGrants.ts"),
  ]);
  const inventory = await connectInventory(regionOf(jumpCloudRegion).issuer, { region, signal });
  return "severity" in inventory ? [inventory] : inspectAccessGrants(model, await ownIds(open, "aws:"), inventory);
}

/** JumpCloud is asked where the config has something there, and its credentials can be read. */
async function jumpCloudFindings(
  model: TrustModel,
  open: OpenStack,
  { signal }: Terminal,
): Promise<readonly Finding[]> {
  if (!usesJumpCloud(model)) return [];
  const { connectJumpCloud } = await import("./connectJumpCloud.ts");
  const jumpcloud = await connectJumpCloud(open.name, open.configFile, signal);
  if (jumpcloud === undefined) return [];
  const { inspectJumpCloud } = await import("./inspectJumpCloud.ts");
  return inspectJumpCloud(model, await ownIds(open, "jumpcloud:"), jumpcloud);
}

function usesJumpCloud({ issuers, relyingParties }: TrustModel): boolean {
  return (
    Object.values(issuers).some(({ kind }) => kind === "jumpcloud") ||
    Object.values(relyingParties).some(({ kind }) => kind === "jumpcloud-federation")
  );
}

/**
 * By the state, which has what a deployment made that failed later on; the outputs have not.
 * @param type how the resources' types begin
 */
async function ownIds({ automation }: OpenStack, type: string): Promise<ReadonlySet<string>> {
  const exported = await automation.exportStack();
  const state = exported.deployment as { readonly resources?: readonly Record<string, unknown>[] } | null;
  const ids = (state?.resources ?? []).flatMap((resource) =>
    typeof resource["id"] === "string" && String(resource["type"]).startsWith(type) ? [resource["id"]] : [],
  );
  return new Set(ids);
}

/** Undefined where nothing is deployed yet, or by another version of the program. */
async function deployedTrust(open: OpenStack): Promise<DeployedTrust | undefined> {
  try {
    return (await readStackOutputs(open)).trust;
  } catch (error) {
    if (error instanceof CrosstrustError && error.code === "STACK_OUTPUTS_MISSING") return undefined;
    throw error;
  }
}
