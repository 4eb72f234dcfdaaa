import * as pulumi from "@pulumi/pulumi";
import { Api } from "@pulumi/aws/apigatewayv2/api.js";
import { Authorizer } from "@pulumi/aws/apigatewayv2/authorizer.js";
import { Integration } from "@pulumi/aws/apigatewayv2/integration.js";
import { Route } from "@pulumi/aws/apigatewayv2/route.js";
import { Stage } from "@pulumi/aws/apigatewayv2/stage.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type { DeployedApi } from "../../trust/DeployedTrust.ts";
import type { ApiModel, RouteBackend, RouteModel } from "../../trust/TrustModel.ts";
import { mapValues } from "../../lib/mapValues.ts";
import { declared } from "../declared.ts";
import { physicalName } from "../physicalName.ts";
import { refuseArguments } from "../refuseArguments.ts";
import type { TokenIssuer } from "../TokenIssuer.ts";
import { RefusalAlarms } from "./audit/RefusalAlarms.ts";
import { accessLogFormat } from "./accessLogFormat.ts";
import { httpApiFaults } from "./httpApiFaults.ts";
import { LambdaAuthorizer } from "./LambdaAuthorizer.ts";
import { LambdaBackend } from "./LambdaBackend.ts";
import { routeAuthorization } from "./routeAuthorization.ts";

export interface HttpApiArgs extends Omit<ApiModel, "sharesTokensWith"> {
  /** The issuers that routes may name. */
  readonly issuers: Readonly<Record<string, TokenIssuer>>;
}

/**
 * An HTTP API of API Gateway: a JWT authorizer for each issuer that a route leaves to it, a Lambda authorizer where a
 * route asks for one, an integration for each backend, a `$default` stage that goes live, with its access log, once every
 * route is there, and alarms on bursts of refusals, unless they are off.
 *
 * A route has an authorizer or says `public`; there is no third way.
 */
export class HttpApi extends pulumi.ComponentResource {
  readonly deployed: pulumi.Output<DeployedApi>;
  /** The name of the access log's group. */
  readonly accessLog: pulumi.Output<string>;
  /** That of the Lambda authorizer's log, where there is one. */
  readonly authorizerLog: pulumi.Output<string> | undefined;
  readonly #name: string;
  readonly #args: HttpApiArgs;

  /** @throws InputPropertiesError for routes that name what is not there, or that stand twice */
  constructor(name: string, args: HttpApiArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseArguments(`http api ${name}`, httpApiFaults(args));
    super("crosstrust:aws:HttpApi", name, {}, opts);
    this.#name = name;
    this.#args = args;
    const api = new Api(
      name,
      {
        name: physicalName(name),
        protocolType: "HTTP",
        ...(args.description && { description: args.description }),
      },
      { parent: this },
    );
    const issuers = issuersOf(args);
    const authorizers = mapValues(issuers, (issuer, issuerName) => this.#declareAuthorizer(api, issuerName, issuer));
    const lambdaAuthorizer = this.#declareLambdaAuthorizer(api);
    const integrations = this.#declareIntegrations(api);
    const authorizationOf = ({ access }: RouteModel) =>
      routeAuthorization(access, authorizers, lambdaAuthorizer?.authorizerId);
    const routes = args.routes.map((route) => this.#declareRoute(api, route, authorizationOf(route), integrations));
    const accessLog = this.#declareStage(api, issuers, lambdaAuthorizer, routes);
    this.#declareAlarms(accessLog);
    this.accessLog = accessLog.name;
    this.authorizerLog = lambdaAuthorizer?.logGroup;
    this.deployed = pulumi.output({
      apiId: api.id,
      endpoint: api.apiEndpoint,
      logGroup: accessLog.name,
      authorizers: mapValues(issuers, ({ issuer, audiences }, issuerName) => ({
        authorizerId: declared(authorizers, issuerName).id,
        issuer,
        audiences,
      })),
      ...(lambdaAuthorizer && { lambdaAuthorizer: lambdaAuthorizer.deployed }),
    });
    this.registerOutputs({ deployed: this.deployed });
  }

  #declareAuthorizer(api: Api, issuerName: string, { issuer, audiences }: TokenIssuer): Authorizer {
    return new Authorizer(
      `${this.#name}/${issuerName}`,
      {
        apiId: api.id,
        name: issuerName,
        authorizerType: "JWT",
        identitySources: ["$request.header.Authorization"],
        jwtConfiguration: { issuer, audiences },
      },
      { parent: this },
    );
  }

  /** For the routes that ask for it, if there are any. */
  #declareLambdaAuthorizer(api: Api): LambdaAuthorizer | undefined {
    const { routes, issuers, accessLogs, lambdaAuthorizer } = this.#args;
    const admits = routes.flatMap(({ key, access }) =>
      access.kind === "lambda" ? [[key, access.admits] as const] : [],
    );
    if (admits.length === 0) return undefined;
    return new LambdaAuthorizer(
      `${this.#name}/authorizer`,
      {
        api: { id: api.id, executionArn: api.executionArn },
        // Functions of the config have names that begin with a letter.
        functionName: physicalName(this.#name, "_authorizer"),
        retentionDays: accessLogs.retentionDays,
        cacheSeconds: lambdaAuthorizer?.cacheSeconds ?? 0,
        routes: Object.fromEntries(admits),
        issuers,
      },
      { parent: this },
    );
  }

  #declareIntegrations(api: Api): Record<string, Integration> {
    const { routes } = this.#args;
    const backends = new Map(routes.map(({ backend }) => [backendKey(backend), backend]));
    return Object.fromEntries(
      Array.from(backends, ([key, backend]) => {
        const routeKeys = routes.filter((route) => backendKey(route.backend) === key).map((route) => route.key);
        const integration = new Integration(
          `${this.#name}/${key}`,
          { apiId: api.id, ...this.#integrationOf(api, backend, routeKeys) },
          { parent: this },
        );
        return [key, integration];
      }),
    );
  }

  #integrationOf(api: Api, backend: RouteBackend, routeKeys: readonly string[]) {
    switch (backend.kind) {
      case "lambda":
        return {
          integrationType: "AWS_PROXY",
          integrationMethod: "POST",
          integrationUri: this.#declareFunction(api, backend.function, routeKeys).invokeArn,
          payloadFormatVersion: "2.0",
        };
      case "http":
        // ANY hands the client's own method on; an HTTP proxy knows only payload format 1.0 (CreateIntegration, API
        // Gateway v2 reference).
        return {
          integrationType: "HTTP_PROXY",
          integrationMethod: "ANY",
          integrationUri: backend.url,
          payloadFormatVersion: "1.0",
        };
    }
  }

  #declareFunction(api: Api, functionName: string, routeKeys: readonly string[]): LambdaBackend {
    const model = declared(this.#args.functions, functionName);
    return new LambdaBackend(
      `${this.#name}/${functionName}`,
      {
        ...model,
        functionName: physicalName(this.#name, functionName),
        retentionDays: this.#args.accessLogs.retentionDays,
        invokedBy: { executionArn: api.executionArn, routeKeys },
      },
      { parent: this },
    );
  }

  #declareRoute(
    api: Api,
    { key, backend }: RouteModel,
    authorization: ReturnType<typeof routeAuthorization>,
    integrations: Readonly<Record<string, Integration>>,
  ): Route {
    return new Route(
      `${this.#name}/${key}`,
      {
        apiId: api.id,
        routeKey: key,
        target: pulumi.interpolate`integrations/${declared(integrations, backendKey(backend)).id}`,
        ...authorization,
      },
      { parent: this },
    );
  }

  #declareStage(
    api: Api,
    issuers: HttpApiArgs["issuers"],
    lambdaAuthorizer: LambdaAuthorizer | undefined,
    routes: readonly Route[],
  ): LogGroup {
    const accessLog = new LogGroup(
      this.#name,
      {
        // Under /aws/vendedlogs CloudWatch Logs does not run into the size limit of its resource policy (API Gateway
        // developer guide, "Configure logging for HTTP APIs").
        name: `/aws/vendedlogs/apis/${physicalName(this.#name)}`,
        retentionInDays: this.#args.accessLogs.retentionDays,
      },
      { parent: this },
    );
    const clientIdClaims = pulumi.all(Object.values(issuers).map(({ clientIdClaim }) => clientIdClaim));
    const format = clientIdClaims.apply((claims) => accessLogFormat(claims, lambdaAuthorizer !== undefined));
    new Stage(
      this.#name,
      {
        apiId: api.id,
        name: "$default",
        autoDeploy: true,
        accessLogSettings: { destinationArn: accessLog.arn, format },
      },
      { parent: this, dependsOn: [...routes, ...(lambdaAuthorizer ? [lambdaAuthorizer] : [])] },
    );
    return accessLog;
  }

  #declareAlarms(accessLog: LogGroup): void {
    const { alarms } = this.#args;
    if (alarms === undefined) return;
    new RefusalAlarms(
      `${this.#name}/refusals`,
      { ...alarms, apiName: this.#name, accessLog: accessLog.name },
      { parent: this },
    );
  }
}

/** The issuers that the API's routes leave to a JWT authorizer. */
function issuersOf({ routes, issuers }: HttpApiArgs): Record<string, TokenIssuer> {
  const named = new Set(routes.map(({ access }) => (access.kind === "jwt" ? access.issuer : undefined)));
  return Object.fromEntries(Object.entries(issuers).filter(([name]) => named.has(name)));
}

/** The same for every route that goes to the same place. */
function backendKey(backend: RouteBackend): string {
  return backend.kind === "lambda" ? `lambda:${backend.function}` : backend.url;
}
