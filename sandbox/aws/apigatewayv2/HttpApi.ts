/** An HTTP API with all that belongs to it. Members have the names and shapes that the API answers with. */
export interface HttpApi extends ApiSettings {
  readonly apiId: string;
  readonly createdDate: string;
  tags: Record<string, string>;
  readonly authorizers: Authorizer[];
  readonly integrations: Integration[];
  readonly routes: Route[];
  readonly stages: Stage[];
  readonly deployments: Deployment[];
}

export interface ApiSettings {
  name: string;
  description?: string | undefined;
  version?: string | undefined;
  disableExecuteApiEndpoint: boolean;
  ipAddressType: "ipv4" | "dualstack";
}

export interface JwtConfiguration {
  readonly issuer: string;
  readonly audience: readonly string[];
}

/** Of type JWT, or REQUEST: a Lambda authorizer, with payload format 2.0 and simple responses. */
export interface Authorizer {
  readonly authorizerId: string;
  readonly authorizerType: "JWT" | "REQUEST";
  readonly name: string;
  readonly identitySource?: readonly string[] | undefined;
  readonly jwtConfiguration?: JwtConfiguration | undefined;
  readonly authorizerUri?: string | undefined;
  readonly authorizerPayloadFormatVersion?: string | undefined;
  readonly authorizerResultTtlInSeconds?: number | undefined;
  readonly enableSimpleResponses?: boolean | undefined;
}

export interface Integration {
  readonly integrationId: string;
  readonly integrationType: "AWS_PROXY" | "HTTP_PROXY";
  readonly integrationUri: string;
  readonly integrationMethod: string;
  readonly payloadFormatVersion: "1.0" | "2.0";
  readonly connectionType: "INTERNET";
  readonly timeoutInMillis: number;
  readonly description?: string | undefined;
}

export interface Route {
  readonly routeId: string;
  readonly routeKey: string;
  readonly apiKeyRequired: false;
  readonly authorizationType: "NONE" | "JWT" | "CUSTOM";
  readonly authorizerId?: string | undefined;
  readonly authorizationScopes?: readonly string[] | undefined;
  readonly operationName?: string | undefined;
  /** `integrations/{integrationId}` */
  readonly target?: string | undefined;
}

export interface AccessLogSettings {
  readonly destinationArn: string;
  readonly format: string;
}

export interface RouteSettings {
  readonly detailedMetricsEnabled: boolean;
  readonly throttlingBurstLimit?: number | undefined;
  readonly throttlingRateLimit?: number | undefined;
}

export interface Stage {
  readonly stageName: string;
  readonly createdDate: string;
  lastUpdatedDate: string;
  autoDeploy: boolean;
  deploymentId?: string | undefined;
  lastDeploymentStatusMessage?: string | undefined;
  description?: string | undefined;
  accessLogSettings?: AccessLogSettings | undefined;
  defaultRouteSettings: RouteSettings;
  /** By route key. */
  routeSettings: Record<string, RouteSettings>;
  stageVariables: Record<string, string>;
  tags: Record<string, string>;
}

/** What a stage serves: the part of an API that a deployment fixes. */
export interface DeployedConfig {
  readonly authorizers: readonly Authorizer[];
  readonly integrations: readonly Integration[];
  readonly routes: readonly Route[];
}

export interface Deployment {
  readonly deploymentId: string;
  readonly createdDate: string;
  readonly autoDeployed: boolean;
  readonly deploymentStatus: "DEPLOYED";
  description?: string | undefined;
  /** Absent on automatic deployments: their stages serve the API as it stands. */
  readonly snapshot?: DeployedConfig | undefined;
}
