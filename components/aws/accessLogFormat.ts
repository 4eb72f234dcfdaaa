/**
 * The format of an API's access log: one line of JSON a request, with what an auditor asks for and never a token.
 * A variable without a value is logged as `-`. Source of the variables: API Gateway developer guide, "Customize HTTP
 * API access logs".
 * @param clientIdClaims the claims that name the calling client, one for each kind of issuer that JWT authorizers trust
 * @param hasLambdaAuthorizer whether the context that the Lambda authorizer gives is logged
 */
export function accessLogFormat(clientIdClaims: readonly string[], hasLambdaAuthorizer: boolean): string {
  const claims = ["iss", "sub", ...new Set(clientIdClaims)];
  return JSON.stringify({
    requestId: "$context.requestId",
    requestTime: "$context.requestTime",
    sourceIp: "$context.identity.sourceIp",
    routeKey: "$context.routeKey",
    status: "$context.status",
    claims: variables("$context.authorizer.claims.", claims),
    ...(hasLambdaAuthorizer && {
      authorizer: variables("$context.authorizer.", ["issuer", "iss", "sub", "client"]),
    }),
    authorizerError: "$context.authorizer.error",
    integrationError: "$context.integrationErrorMessage",
  });
}

function variables(prefix: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `${prefix}${name}`]));
}
