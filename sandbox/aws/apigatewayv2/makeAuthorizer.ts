import { isIdentitySource } from "../execute-api/identitySource.ts";
import { unsupported } from "../protocol/AwsError.ts";
import type { AuthorizerInput } from "./authorizers.ts";
import { badRequest } from "./errors.ts";
import type { Authorizer } from "./HttpApi.ts";
import { integrationFunction } from "./integrationFunction.ts";
import { quotas } from "./quotas.ts";

/**
 * Checks what belongs together in an authorizer. AWS's own words for these mistakes are not known, unless said otherwise.
 * @throws AwsError BadRequestException
 */
export function makeAuthorizer(authorizerId: string, input: AuthorizerInput): Authorizer {
  return input.authorizerType === "REQUEST"
    ? makeRequestAuthorizer(authorizerId, input)
    : makeJwtAuthorizer(authorizerId, input);
}

function makeJwtAuthorizer(authorizerId: string, input: AuthorizerInput): Authorizer {
  const { name = "", identitySource, jwtConfiguration } = input;
  const requestMembers = [
    input.authorizerUri,
    input.authorizerCredentialsArn,
    input.authorizerPayloadFormatVersion,
    input.authorizerResultTtlInSeconds,
    input.enableSimpleResponses,
  ];
  if (requestMembers.some((member) => member !== undefined)) {
    throw badRequest("Members of a REQUEST authorizer are not supported for a JWT authorizer");
  }
  if (identitySource?.length !== 1 || !/^\$request\.(?:header|querystring)\.[^\s.]+$/i.test(identitySource[0] ?? "")) {
    throw badRequest(
      "A JWT authorizer needs exactly one identity source: a request header or a query string parameter",
    );
  }
  const { issuer, audience } = jwtConfiguration ?? {};
  if (!issuer || !audience || audience.length === 0) {
    throw badRequest("A JWT authorizer needs a JWT configuration with an issuer and at least one audience");
  }
  if (audience.length > quotas.audiencesPerAuthorizer) {
    throw badRequest(`A JWT authorizer can have at most ${quotas.audiencesPerAuthorizer} audiences`);
  }
  return { authorizerId, authorizerType: "JWT", name, identitySource, jwtConfiguration: { issuer, audience } };
}

/**
 * The texts for a missing payload format version and for caching without identity sources are AWS's, as third parties
 * recorded them. A time to live that is not said is no caching, as far as is known: 300 seconds is what the console and
 * the providers choose.
 */
function makeRequestAuthorizer(authorizerId: string, input: AuthorizerInput): Authorizer {
  const { name = "", identitySource = [], authorizerUri, authorizerResultTtlInSeconds } = input;
  if (input.jwtConfiguration) throw badRequest("A JWT configuration is not supported for a REQUEST authorizer");
  if (!authorizerUri) throw badRequest("A REQUEST authorizer needs an authorizer URI");
  if (!authorizerUri.startsWith("arn:aws:apigateway:") || !integrationFunction(authorizerUri)) {
    throw badRequest(
      `Invalid Authorizer URI: ${authorizerUri}. Authorizer URI should be a valid API Gateway ARN that represents a ` +
        "Lambda function invocation.",
    );
  }
  if (!input.authorizerPayloadFormatVersion) {
    throw badRequest("AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer");
  }
  if (input.authorizerPayloadFormatVersion !== "2.0") {
    throw unsupported("BadRequestException", "Lambda authorizers with payload format version 1.0");
  }
  if (!input.enableSimpleResponses) {
    throw unsupported("BadRequestException", "Lambda authorizers that answer with IAM policies");
  }
  if (input.authorizerCredentialsArn) {
    throw unsupported("BadRequestException", "Lambda authorizers that are invoked by a role");
  }
  const invalid = identitySource.find((source) => !isIdentitySource(source));
  if (invalid !== undefined) throw badRequest(`Invalid identity source specified: ${invalid}`);
  if ((authorizerResultTtlInSeconds ?? 0) > 0 && identitySource.length === 0) {
    throw badRequest("Identity source must be set if authorizer caching is enabled (TTL is greater than 0)");
  }
  return {
    authorizerId,
    authorizerType: "REQUEST",
    name,
    identitySource,
    authorizerUri,
    authorizerPayloadFormatVersion: "2.0",
    authorizerResultTtlInSeconds,
    enableSimpleResponses: true,
  };
}
