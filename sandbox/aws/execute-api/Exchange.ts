import type { SandboxRequest, SandboxResponse } from "../../Vendor.ts";
import type { DeployedConfig, HttpApi, Route, Stage } from "../apigatewayv2/HttpApi.ts";
import type { AwsAccount } from "../AwsAccount.ts";

/** A request to an API that has found its stage. */
export interface Exchange {
  readonly request: SandboxRequest;
  readonly account: AwsAccount;
  readonly region: string;
  readonly api: HttpApi;
  readonly stage: Stage;
  readonly config: DeployedConfig;
  /** What `apigw-requestid` says. */
  readonly requestId: string;
  readonly receivedAt: Date;
  /** Percent-encoded, with the stage's name where the request has it. */
  readonly path: string;
  /** Percent-encoded, without the stage's name. */
  readonly resourcePath: string;
}

/** A request that has found its route. */
export interface RoutedExchange extends Exchange {
  readonly route: Route;
  /** Percent-decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** What an access log can say beside the request itself: `$context` variables without `$context.`. */
export type LogValues = Readonly<Record<string, string>>;

/** The gateway's answer, and what its access log says about it. */
export interface Answer {
  readonly response: SandboxResponse;
  readonly log: LogValues;
}

/** The sandbox's clients are on this machine. */
export const sourceIp = "127.0.0.1";
