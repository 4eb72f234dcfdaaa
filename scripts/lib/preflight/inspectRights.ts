import { proxyFetch } from "../../../lib/proxyFetch.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Finding } from "../../../trust/Finding.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { stackRights } from "../permissions/stackRights.ts";
import type { ProviderConfig } from "../stack/readProviderConfig.ts";

export interface RightsInspection {
  readonly model: TrustModel;
  readonly stack: string;
  readonly provider: ProviderConfig;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/**
 * The rights that a deployment needs at the vendors of the config, and that the credentials of the environment do not have: all
 * of them, by name, in the order of AWS, Okta and Microsoft's directories. A vendor that cannot be asked is a warning. JumpCloud
 * documents no way to ask.
 * @throws CrosstrustError INTERRUPTED
 */
export async function inspectRights(inspection: RightsInspection): Promise<readonly Finding[]> {
  const { model, stack, provider, environment, signal } = inspection;
  const { awsRegion, tenantId, oktaHost } = provider;
  const request = { model, stack, purpose: "deploy", awsRegion, tenantId } as const;
  const rights = stackRights(request);
  const advice = `\`npm run permissions -- --stack ${stack}\` writes what the vendors are to be told`;
  const findings = await Promise.all([
    ask("aws", async () => {
      if (rights.aws.length === 0 || awsRegion === undefined) return [];
      const [{ IAM }, { STS }, { awsClient }, { inspectRightsAtAws }] = await Promise.all([
        import("@aws-sdk/client-iam"),
        import("@aws-sdk/client-sts"),
        import("../vendors/aws/awsClient.ts"),
        import("./inspectRightsAtAws.ts"),
      ]);
      const options = { region: awsRegion, signal };
      const sts = awsClient((config) => new STS(config), options);
      const iam = awsClient((config) => new IAM(config), options);
      const rightsOf = (accountId: string, principalArn: string) =>
        stackRights({ ...request, accountId, principalArn }).aws;
      return inspectRightsAtAws(rightsOf, { region: awsRegion, sts, iam }, advice);
    }),
    ask("okta", async () => {
      if (rights.okta === undefined || oktaHost === undefined) return [];
      const { inspectRightsAtOkta } = await import("./inspectRightsAtOkta.ts");
      return inspectRightsAtOkta(rights.okta, { host: oktaHost, environment, fetch: proxyFetch, signal }, advice);
    }),
    ...rights.directories.map((directory) =>
      ask("microsoft", async () => {
        if (directory.tenantId === undefined) return [];
        const [{ directoryCredentials }, { inspectRightsAtMicrosoft }] = await Promise.all([
          import("../vendors/microsoft/directoryCredentials.ts"),
          import("./inspectRightsAtMicrosoft.ts"),
        ]);
        const credentials = directoryCredentials(environment);
        const credential =
          directory.issuer === undefined
            ? credentials.tenant(directory.tenantId)
            : credentials.b2c(directory.issuer, directory.tenantId);
        return credential === undefined ? [] : inspectRightsAtMicrosoft(directory, credential, signal, advice);
      }),
    ),
  ]);
  return findings.flat();
}

async function ask(vendor: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
    const message = `Which rights there are cannot be looked at. ${error.message}`;
    return [{ severity: "warning", where: vendor, message }];
  }
}
