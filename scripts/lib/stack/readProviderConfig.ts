import { projectRoot } from "../projectRoot.ts";
import { readProjectConfig } from "./readProjectConfig.ts";
import { readStackFile } from "./stackFile.ts";

/** What the stack's config says to the vendors' own providers, as far as scripts need it. */
export interface ProviderConfig {
  /** Of the company's Entra tenant: `azuread:tenantId`, or ARM_TENANT_ID as the provider reads it. */
  readonly tenantId: string | undefined;
  /** `{org}.{base}` of the Okta organisation: `okta:orgName` and `okta:baseUrl`, or OKTA_ORG_NAME and OKTA_BASE_URL. */
  readonly oktaHost: string | undefined;
  /** Where the JumpCloud organisation's data is: `jumpcloud:region`, or JUMPCLOUD_REGION. */
  readonly jumpCloudRegion: string | undefined;
  /** Where everything of AWS's is: `aws:region`, or AWS_REGION or AWS_DEFAULT_REGION. */
  readonly awsRegion: string | undefined;
}

/**
 * Reads the providers' settings from a stack's config file, or else from the project's; the environment counts where both
 * are silent.
 * @param project as for `readStackFile`
 * @throws CrosstrustError STACK_UNKNOWN, STACK_CONFIG_UNREADABLE, SETTINGS_INVALID
 */
export async function readProviderConfig(
  stack: string,
  configFile?: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  project: string = projectRoot,
): Promise<ProviderConfig> {
  const { document } = await readStackFile(stack, configFile, project);
  const shared = await readProjectConfig(project);
  const setting = (key: string, variable: string): string | undefined => {
    const value = document.getIn(["config", key]) ?? shared[key];
    return (typeof value === "string" ? value : environment[variable]) || undefined;
  };
  const orgName = setting("okta:orgName", "OKTA_ORG_NAME");
  const baseUrl = setting("okta:baseUrl", "OKTA_BASE_URL") ?? "okta.com";
  return {
    tenantId: setting("azuread:tenantId", "ARM_TENANT_ID"),
    jumpCloudRegion: setting("jumpcloud:region", "JUMPCLOUD_REGION"),
    awsRegion: setting("aws:region", "AWS_REGION") ?? (environment["AWS_DEFAULT_REGION"] || undefined),
    oktaHost: orgName === undefined ? undefined : `${orgName}.${baseUrl}`,
  };
}
