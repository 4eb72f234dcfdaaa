/**
 * Answers with what API Gateway's authorizer passed on: the claims of the token and the scopes that opened the route,
 * both null on a public route. The token itself is neither read nor returned.
 * @param event a request in payload format 2.0
 */
export async function handler({ routeKey, requestContext }) {
  const jwt = requestContext.authorizer?.jwt;
  return {
    statusCode: 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify({ routeKey, claims: jwt?.claims ?? null, scopes: jwt?.scopes ?? null }),
  };
}
