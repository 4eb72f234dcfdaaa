import type { ApiGatewayV2 } from "@aws-sdk/client-apigatewayv2";
import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type { IAM } from "@aws-sdk/client-iam";
import type { Lambda } from "@aws-sdk/client-lambda";
import type { STS } from "@aws-sdk/client-sts";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { EnvHttpProxyAgent, install } from "undici";
import type { VendorRefusal } from "../../../providers/lib/ProviderDefinition.ts";

// The SDK's handler calls the global fetch, and a fetch takes agents of its own release of undici alone: Node 22's own is
// of an older one than the agent below.
install();

/** How to reach an account. */
export interface AwsConnection {
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly maxAttempts?: number | undefined;
  /** Tags that every resource gets. */
  readonly defaultTags: Readonly<Record<string, string>>;
  /** Ends waiting. */
  readonly signal: AbortSignal;
}

interface ClientConfig {
  readonly region: string;
  readonly credentials: AwsConnection["credentials"];
  readonly requestHandler: FetchHttpHandler;
  readonly maxAttempts?: number;
}

/** AWS's own clients for one account, one a service and region; each is loaded when it is first asked for. */
export class AwsClient {
  readonly connection: AwsConnection;
  readonly #made = new Map<string, Promise<unknown>>();

  constructor(connection: AwsConnection) {
    this.connection = connection;
  }

  /** The provider's own region. */
  get region(): string {
    return this.connection.region;
  }

  apiGateway(region = this.region): Promise<ApiGatewayV2> {
    return this.#client("apigateway", region, async (config) => {
      const { ApiGatewayV2 } = await import("@aws-sdk/client-apigatewayv2");
      return new ApiGatewayV2(config);
    });
  }

  userPools(region = this.region): Promise<CognitoIdentityProvider> {
    return this.#client("cognito-idp", region, async (config) => {
      const { CognitoIdentityProvider } = await import("@aws-sdk/client-cognito-identity-provider");
      return new CognitoIdentityProvider(config);
    });
  }

  lambda(region = this.region): Promise<Lambda> {
    return this.#client("lambda", region, async (config) => {
      const { Lambda } = await import("@aws-sdk/client-lambda");
      return new Lambda(config);
    });
  }

  logs(region = this.region): Promise<CloudWatchLogs> {
    return this.#client("logs", region, async (config) => {
      const { CloudWatchLogs } = await import("@aws-sdk/client-cloudwatch-logs");
      return new CloudWatchLogs(config);
    });
  }

  iam(): Promise<IAM> {
    return this.#client("iam", this.region, async (config) => {
      const { IAM } = await import("@aws-sdk/client-iam");
      return new IAM(config);
    });
  }

  /** Who the credentials belong to; asked once. */
  caller(): Promise<{ readonly account: string; readonly arn: string; readonly userId: string }> {
    return this.#once("caller", async () => {
      const sts = await this.#client("sts", this.region, async (config): Promise<STS> => {
        const { STS } = await import("@aws-sdk/client-sts");
        return new STS(config);
      });
      const { Account = "", Arn = "", UserId = "" } = await sts.getCallerIdentity({});
      return { account: Account, arn: Arn, userId: UserId };
    });
  }

  #client<Client>(service: string, region: string, make: (config: ClientConfig) => Promise<Client>): Promise<Client> {
    return this.#once(`${service} ${region}`, () => {
      const { credentials, maxAttempts } = this.connection;
      const requestHandler = proxiedHandler();
      return make({ region, credentials, requestHandler, ...(maxAttempts !== undefined && { maxAttempts }) });
    });
  }

  /** Made when first asked for; a failure is not kept. */
  #once<Value>(key: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#made.get(key) as Promise<Value> | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.#made.set(key, made);
    made.catch(() => this.#made.delete(key));
    return made;
  }
}

/** Sends through the proxy that the environment names, which Node's fetch does only where it is given the agent. */
function proxiedHandler(): FetchHttpHandler {
  const dispatcher = new EnvHttpProxyAgent();
  return new FetchHttpHandler({ requestInit: () => ({ dispatcher }) as unknown as RequestInit });
}

/** AWS's refusal, read off the SDK's error. */
export function explainAws(error: unknown): VendorRefusal | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { httpStatusCode?: number };
  if (httpStatusCode === undefined) return undefined;
  return { code: error.name, message: error.message, status: httpStatusCode };
}

/**
 * What the call resolves to; undefined where AWS says that the object does not exist.
 * @param codes the errors by which the service says so
 */
export async function unlessMissing<Value>(call: Promise<Value>, ...codes: string[]): Promise<Value | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && codes.includes(error.name)) return undefined;
    throw error;
  }
}
