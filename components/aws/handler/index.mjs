/**
 * Answers with what API Gateway's authorizer passed on: the claims of the token and the scopes that opened the route from
 * a JWT authorizer, the context from a Lambda authorizer; what there is none of is null. The token itself is neither read
 * nor returned.
 * @param event a request in payload format 2.0
 */
export async function handler({ routeKey, requestContext }) {
  const { jwt, lambda: context = null } = requestContext.authorizer ?? {};
  return {
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify({ routeKey, claims: jwt?.claims ?? null, scopes: jwt?.scopes ?? null, context }),
  };
}
