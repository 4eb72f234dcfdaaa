/**
 * The format of an API's access log: one line of JSON a request, with what an auditor asks for and nothing that a caller
 * writes: neither the path nor the query string nor any header stands in it, the user agent no more than others. So there is
 * no token in it, and nobody can break a line that metric filters and queries read as JSON: that API Gateway escapes what
 * it puts into a line is not documented.
 *
 * A variable without a value is logged as `-`. Claims are those of a caller who was let in (API Gateway developer guide,
 * "Customize HTTP API access logs", which also says that the extended request id of HTTP APIs is the request id).
 * @param clientIdClaims the claims that name the calling client, one for each kind of issuer that JWT authorizers trust
 * @param hasLambdaAuthorizer whether the context that the Lambda authorizer gives is logged
 */
export function accessLogFormat(clientIdClaims: readonly string[], hasLambdaAuthorizer: boolean): string {
  const claims = ["iss", "sub", ...new Set(clientIdClaims)];
  return JSON.stringify({
    requestId: "$context.requestId",
    requestTime: "$context.requestTime",
    sourceIp: "$context.identity.sourceIp",
    httpMethod: "$context.httpMethod",
    routeKey: "$context.routeKey",
    status: "$context.status",
    latency: "$context.responseLatency",
    claims: variables("$context.authorizer.claims.", claims),
    ...(hasLambdaAuthorizer && {
      authorizer: variables("$context.authorizer.", ["issuer", "iss", "sub", "client", "refused"]),
    }),
    authorizerError: "$context.authorizer.error",
    integrationError: "$context.integrationErrorMessage",
  });
}

function variables(prefix: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `${prefix}${name}`]));
}
