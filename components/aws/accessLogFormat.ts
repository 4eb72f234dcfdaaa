/**
 * The format of an API's access log: one line of JSON a request, with what an auditor asks for and never a token.
 * A variable without a value is logged as `-`. Source of the variables: API Gateway developer guide, "Customize HTTP
 * API access logs".
 * @param clientIdClaims the claims that name the calling client, one for each kind of issuer in use
 */
export function accessLogFormat(clientIdClaims: readonly string[]): string {
  const claims = ["iss", "sub", ...new Set(clientIdClaims)];
  return JSON.stringify({
    requestId: "$context.requestId",
    requestTime: "$context.requestTime",
    sourceIp: "$context.identity.sourceIp",
    routeKey: "$context.routeKey",
    status: "$context.status",
    claims: Object.fromEntries(claims.map((claim) => [claim, `$context.authorizer.claims.${claim}`])),
    authorizerError: "$context.authorizer.error",
    integrationError: "$context.integrationErrorMessage",
  });
}
