import * as pulumi from "@pulumi/pulumi";
import { Authorizer } from "@pulumi/aws/apigatewayv2/authorizer.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import type { DeployedLambdaAuthorizer } from "../../trust/DeployedTrust.ts";
import type { TokenRequirement } from "../../trust/TrustModel.ts";
import { mapValues } from "../../lib/mapValues.ts";
import type { TokenIssuer } from "../TokenIssuer.ts";
import { authorizerArchive } from "./authorizerArchive.ts";
import { declareFunction } from "./declareFunction.ts";

export interface LambdaAuthorizerArgs {
  readonly api: { readonly id: pulumi.Input<string>; readonly executionArn: pulumi.Input<string> };
  /** The function's name in AWS, at most 64 characters. */
  readonly functionName: string;
  /** How long the function's log is kept, in days. */
  readonly retentionDays: number;
  /** How long API Gateway keeps an answer; 0 is no caching. */
  readonly cacheSeconds: number;
  /** By route key, whom the route admits; the issuers are names among `issuers`. */
  readonly routes: Readonly<Record<string, readonly TokenRequirement[]>>;
  readonly issuers: Readonly<Record<string, TokenIssuer>>;
}

/** No route's key and no other authorizer has it: names in the config begin with a letter. */
const authorizerName = "_lambda";

/**
 * A Lambda authorizer that admits tokens of several issuers, by their scopes or roles: its function, which only this
 * authorizer may invoke, and the authorizer itself. The answers are cached by route, or not at all: by default API
 * Gateway would let an answer for one route open every other.
 */
export class LambdaAuthorizer extends pulumi.ComponentResource {
  readonly authorizerId: pulumi.Output<string>;
  /** The name of its function's log group. */
  readonly logGroup: pulumi.Output<string>;
  readonly deployed: pulumi.Output<DeployedLambdaAuthorizer>;

  constructor(name: string, args: LambdaAuthorizerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:LambdaAuthorizer", name, {}, opts);
    const issuers = trustedIssuers(args);
    const { lambda, logGroup } = declareFunction(this, name, {
      functionName: args.functionName,
      handler: "index.handler",
      code: pulumi.output(issuers).apply((known) => authorizerArchive({ issuers: known, routes: args.routes })),
      retentionDays: args.retentionDays,
    });
    const isCached = args.cacheSeconds > 0;
    const authorizer = new Authorizer(
      name,
      {
        apiId: args.api.id,
        name: authorizerName,
        authorizerType: "REQUEST",
        authorizerUri: lambda.invokeArn,
        authorizerPayloadFormatVersion: "2.0",
        enableSimpleResponses: true,
        // A cached answer is found by these (API Gateway developer guide, "Control access to HTTP APIs with Lambda
        // authorizers"); one that is not in the request is a 401 without asking the function.
        identitySources: ["$request.header.Authorization", ...(isCached ? ["$context.routeKey"] : [])],
        authorizerResultTtlInSeconds: args.cacheSeconds,
      },
      { parent: this },
    );
    new Permission(
      name,
      {
        statementId: "authorizer",
        action: "lambda:InvokeFunction",
        function: lambda.name,
        principal: "apigateway.amazonaws.com",
        sourceArn: pulumi.interpolate`${args.api.executionArn}/authorizers/${authorizer.id}`,
      },
      { parent: this },
    );
    this.authorizerId = authorizer.id;
    this.logGroup = logGroup.name;
    this.deployed = pulumi.output({
      authorizerId: authorizer.id,
      functionName: lambda.name,
      logGroup: logGroup.name,
      cacheSeconds: args.cacheSeconds,
      issuers: mapValues(issuers, ({ iss, audiences }) => ({ issuer: iss, audiences })),
    });
    this.registerOutputs({ authorizerId: this.authorizerId, deployed: this.deployed });
  }
}

/** The issuers that a route names, as the authorizer's table has them. */
function trustedIssuers({ routes, issuers }: LambdaAuthorizerArgs) {
  const named = new Set(Object.values(routes).flatMap((admits) => admits.map(({ issuer }) => issuer)));
  const trusted = Object.entries(issuers).filter(([name]) => named.has(name));
  return mapValues(Object.fromEntries(trusted), ({ issuer, audiences, discoveryUrl, clientIdClaim }) => ({
    iss: issuer,
    audiences,
    discoveryUrl,
    clientIdClaim,
  }));
}
