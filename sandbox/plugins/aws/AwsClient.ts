import type { ApiGatewayV2 } from "@aws-sdk/client-apigatewayv2";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import type { IAM } from "@aws-sdk/client-iam";
import type { Identitystore } from "@aws-sdk/client-identitystore";
import type { Lambda } from "@aws-sdk/client-lambda";
import type { S3 } from "@aws-sdk/client-s3";
import type { S3Control } from "@aws-sdk/client-s3-control";
import type { SSOAdmin } from "@aws-sdk/client-sso-admin";
import { AwsServices } from "../../../providers/lib/aws/AwsServices.ts";

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

/** AWS's own clients for one account, each loaded when it is first asked for. */
export class AwsClient {
  readonly connection: AwsConnection;
  readonly #services: AwsServices;

  constructor(connection: AwsConnection) {
    this.connection = connection;
    this.#services = new AwsServices(connection);
  }

  /** The provider's own region. */
  get region(): string {
    return this.connection.region;
  }

  apiGateway(region = this.region): Promise<ApiGatewayV2> {
    return this.#services.client("apigateway", region, async (config) => {
      const { ApiGatewayV2 } = await import("@aws-sdk/client-apigatewayv2");
      return new ApiGatewayV2(config);
    });
  }

  cloudWatch(region = this.region): Promise<CloudWatch> {
    return this.#services.client("cloudwatch", region, async (config) => {
      const { CloudWatch } = await import("@aws-sdk/client-cloudwatch");
      return new CloudWatch(config);
    });
  }

  userPools(region = this.region): Promise<CognitoIdentityProvider> {
    return this.#services.client("cognito-idp", region, async (config) => {
      const { CognitoIdentityProvider } = await import("@aws-sdk/client-cognito-identity-provider");
      return new CognitoIdentityProvider(config);
    });
  }

  identityStore(region = this.region): Promise<Identitystore> {
    return this.#services.client("identitystore", region, async (config) => {
      const { Identitystore } = await import("@aws-sdk/client-identitystore");
      return new Identitystore(config);
    });
  }

  lambda(region = this.region): Promise<Lambda> {
    return this.#services.client("lambda", region, async (config) => {
      const { Lambda } = await import("@aws-sdk/client-lambda");
      return new Lambda(config);
    });
  }

  logs(region = this.region): Promise<CloudWatchLogs> {
    return this.#services.client("logs", region, async (config) => {
      const { CloudWatchLogs } = await import("@aws-sdk/client-cloudwatch-logs");
      return new CloudWatchLogs(config);
    });
  }

  s3(region = this.region): Promise<S3> {
    return this.#services.client("s3", region, async (config) => {
      const { S3 } = await import("@aws-sdk/client-s3");
      return new S3(config);
    });
  }

  s3Control(region = this.region): Promise<S3Control> {
    return this.#services.client("s3control", region, async (config) => {
      const { S3Control } = await import("@aws-sdk/client-s3-control");
      return new S3Control(config);
    });
  }

  ssoAdmin(region = this.region): Promise<SSOAdmin> {
    return this.#services.client("sso-admin", region, async (config) => {
      const { SSOAdmin } = await import("@aws-sdk/client-sso-admin");
      return new SSOAdmin(config);
    });
  }

  iam(): Promise<IAM> {
    return this.#services.client("iam", this.region, async (config) => {
      const { IAM } = await import("@aws-sdk/client-iam");
      return new IAM(config);
    });
  }

  /** Who the credentials belong to; asked once. */
  caller(): ReturnType<AwsServices["caller"]> {
    return this.#services.caller(this.region);
  }
}
