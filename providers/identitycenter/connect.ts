import type { fromIni } from "@aws-sdk/credential-providers";
import { proxiedHandler } from "../../lib/proxiedHandler.ts";
import { CrosstrustError } from "../../trust/CrosstrustError.ts";
import type { AwsAccess, RequestHandler } from "../lib/aws/AwsServices.ts";
import type { View } from "../lib/ResourceDefinition.ts";
import { MissingConfigError } from "../lib/ProviderDefinition.ts";
import type { Patience } from "./client/afterConflicts.ts";
import { IdentityCenterClient } from "./client/IdentityCenterClient.ts";

type CredentialProvider = ReturnType<typeof fromIni>;
type Environment = Readonly<Record<string, string | undefined>>;

export interface ConnectOptions extends Patience {
  /** What sends requests; unless given, one that honours the proxy of the environment. */
  readonly requestHandler?: RequestHandler;
}

/** How often a call is made at most, where AWS throttles it or is in trouble; the SDK waits longer each time. */
const maxAttempts = 8;

/**
 * Makes the client of one provider configuration. Keys of the configuration come first, then its profile; where it has
 * neither, the AWS SDK looks where it always does (environment, shared config files, web identity, container, instance).
 * @throws {MissingConfigError} for half a key
 * @throws CrosstrustError USAGE for keys and a profile at once
 */
export function connect(config: View, environment: Environment, options: ConnectOptions): IdentityCenterClient {
  const region =
    textIn(config["region"]) ?? textIn(environment["AWS_REGION"]) ?? textIn(environment["AWS_DEFAULT_REGION"]);
  const { requestHandler = proxiedHandler() } = options;
  const credentials = credentialsOf(config, region, requestHandler);
  return new IdentityCenterClient({ region, credentials, maxAttempts, requestHandler, patience: options });
}

function credentialsOf(
  config: View,
  region: string | undefined,
  requestHandler: RequestHandler,
): AwsAccess["credentials"] {
  const accessKeyId = textIn(config["accessKey"]);
  const secretAccessKey = textIn(config["secretKey"]);
  const sessionToken = textIn(config["token"]);
  const profile = textIn(config["profile"]);
  if (accessKeyId === undefined && secretAccessKey === undefined && sessionToken === undefined) {
    return found(profile, region, requestHandler);
  }
  const missing = [
    ...(accessKeyId === undefined ? [{ name: "identitycenter:accessKey", description: "an access key's id" }] : []),
    ...(secretAccessKey === undefined
      ? [{ name: "identitycenter:secretKey", description: "the access key's secret" }]
      : []),
  ];
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new MissingConfigError(missing);
  if (profile !== undefined) {
    throw new CrosstrustError(
      "USAGE",
      "AWS's credentials are given twice: take either identitycenter:profile or the keys " +
        "(identitycenter:accessKey, secretKey and token) away",
    );
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

/** The SDK's own, loaded when it is first needed; its calls (a role, single sign-on) take the proxy as well. */
function found(
  profile: string | undefined,
  region: string | undefined,
  requestHandler: RequestHandler,
): CredentialProvider {
  const clientConfig = { requestHandler, ...(region !== undefined && { region }) };
  const load = async (): Promise<CredentialProvider> => {
    const { fromIni, fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
    return profile === undefined ? fromNodeProviderChain({ clientConfig }) : fromIni({ profile, clientConfig });
  };
  let loaded: Promise<CredentialProvider> | undefined;
  return async (identity) => {
    loaded ??= load();
    try {
      return await (
        await loaded
      )(identity);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new CrosstrustError(
        "USAGE",
        `no credentials for AWS: ${why}. Set AWS_PROFILE or identitycenter:profile to a profile that is signed in, or give keys`,
        { cause },
      );
    }
  };
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
