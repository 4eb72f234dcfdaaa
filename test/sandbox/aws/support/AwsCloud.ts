import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { STSClient } from "@aws-sdk/client-sts";
import { createAwsVendor } from "../../../../sandbox/aws/createAwsVendor.ts";
import { ManualClock } from "../../../../sandbox/Clock.ts";
import type { Refusal, SandboxRequest, SandboxResponse, Vendor } from "../../../../sandbox/Vendor.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { sdkHandler } from "./sdkHandler.ts";

export const region = "eu-central-1";
export const accountId = "123456789012";
export const accessKeyId = "AKIAQWERTYUIOPASDFGH";
export const secretAccessKey = "the/secret+access/key";

/** Where the clock of a cloud stands at first. */
export const start = new Date("2026-03-12T19:03:58.123Z");

export interface AwsCloudOptions {
  /** The vendor's state of an earlier life. */
  readonly state?: object | undefined;
  /** Other hosts of the sandbox; a host that it answers nothing for is owned by nobody. */
  readonly hosts?: (request: SandboxRequest) => SandboxResponse | Promise<SandboxResponse> | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: NonNullable<SandboxResponse["headers"]>;
  readonly body: string;
}

/** An AWS vendor with nothing around it: driven by the SDK's clients, and by requests to its APIs. */
export class AwsCloud {
  readonly clock = new ManualClock(start);
  readonly refusals: Refusal[] = [];
  /** Statuses that operations answer with once, by operation. */
  readonly faults = new Map<string, number>();
  state: object | undefined;
  readonly vendor: Vendor;

  constructor({ state, hosts = () => undefined }: AwsCloudOptions = {}) {
    this.state = state;
    this.vendor = createAwsVendor({
      clock: this.clock,
      credentials: {
        oktaApiToken: "",
        awsAccountId: accountId,
        awsAccessKeyId: accessKeyId,
        awsSecretAccessKey: secretAccessKey,
        directories: {},
        jumpcloudApiKey: "",
        jumpcloudClientId: "",
        jumpcloudClientSecret: "",
      },
      directories: [],
      graphConsistency: "immediate",
      awsRegion: "eu-central-1",
      state: <T extends object>(initial: () => T) => (this.state ??= initial()) as T,
      fetch: async (request) => {
        const answer = this.vendor.owns(request.url.hostname) ? this.vendor.respond(request) : hosts(request);
        if (!answer) throw new CrosstrustError("VENDOR_UNREACHABLE", `nobody owns ${request.url.hostname}`);
        return answer;
      },
      refuse: (refusal) => this.refusals.push(refusal),
      fault: (operation) => {
        const status = this.faults.get(operation);
        this.faults.delete(operation);
        return status === undefined ? undefined : { status };
      },
    });
  }

  /** What every client is made with; the SDK takes the time from the system. */
  get clientConfig() {
    return {
      region,
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: sdkHandler((request) => this.vendor.respond(request)),
      maxAttempts: 1,
      systemClockOffset: this.clock.now().getTime() - Date.now(),
    };
  }

  get apigateway() {
    return new ApiGatewayV2Client(this.clientConfig);
  }
  get lambda() {
    return new LambdaClient(this.clientConfig);
  }
  get iam() {
    return new IAMClient(this.clientConfig);
  }
  get sts() {
    return new STSClient(this.clientConfig);
  }
  get cloudwatch() {
    return new CloudWatchClient(this.clientConfig);
  }
  get logs() {
    return new CloudWatchLogsClient(this.clientConfig);
  }

  /** A request to a host, unsigned. */
  async ask(
    method: string,
    url: string,
    { headers = {}, body = "" }: { headers?: Record<string, string>; body?: string | Buffer } = {},
  ): Promise<ApiAnswer> {
    const parsed = new URL(url);
    const answer = await this.vendor.respond({
      method,
      url: parsed,
      target: url.slice(parsed.origin.length) || "/",
      headers: { host: parsed.host, "user-agent": "test", ...headers },
      body: Buffer.from(body),
    });
    const text = Buffer.from(answer.body ?? "").toString("utf8");
    return { status: answer.status, headers: answer.headers ?? {}, body: text };
  }

  async close(): Promise<void> {
    await this.vendor.close?.();
  }
}

/** Clouds for a suite's tests; each is closed after the test that made it. */
export function awsClouds(): (options?: AwsCloudOptions) => AwsCloud {
  const clouds: AwsCloud[] = [];
  afterEach(async () => {
    await Promise.all(clouds.splice(0).map((cloud) => cloud.close()));
  });
  return (options) => {
    const cloud = new AwsCloud(options);
    clouds.push(cloud);
    return cloud;
  };
}
