import assert from "node:assert/strict";
// @ts-expect-error The handler is plain JavaScript: Lambda runs it as it is.
import { handler as untyped } from "../../../components/aws/handler/index.mjs";

const handler = untyped as (event: unknown) => Promise<{ statusCode: number; headers: unknown; body: string }>;

function event(authorizer?: unknown) {
  return {
    version: "2.0",
    routeKey: "GET /keys",
    headers: { authorization: "Bearer a.b.c", cookie: "session=1" },
    requestContext: { requestId: "r", ...(authorizer === undefined ? {} : { authorizer }) },
  };
}

describe("the built-in handler", () => {
  it("answers with the claims and scopes that the authorizer passed on", async () => {
    const claims = { iss: "https://okta.example", cid: "key-insight", scp: "[keys.read]" };
    const { statusCode, headers, body } = await handler(event({ jwt: { claims, scopes: ["keys.read"] } }));
    assert.equal(statusCode, 200);
    assert.deepEqual(headers, { "content-type": "application/json", "cache-control": "no-store" });
    assert.deepEqual(JSON.parse(body), {
      routeKey: "GET /keys",
      claims,
      scopes: ["keys.read"],
      context: null,
    });
  });

  it("answers with the context of a Lambda authorizer", async () => {
    const context = { issuer: "workforce", iss: "https://login.example", client: "nightly" };
    const { body } = await handler(event({ lambda: context }));
    assert.deepEqual(JSON.parse(body), { routeKey: "GET /keys", claims: null, scopes: null, context });
    assert.equal((JSON.parse((await handler(event({ lambda: null }))).body) as { context: null }).context, null);
  });

  it("answers with null where there was no authorizer, or no scope was asked for", async () => {
    const nothing = { routeKey: "GET /keys", claims: null, scopes: null, context: null };
    assert.deepEqual(JSON.parse((await handler(event())).body), nothing);
    const { body } = await handler(event({ jwt: { claims: { sub: "s" }, scopes: null } }));
    assert.deepEqual(JSON.parse(body), { ...nothing, claims: { sub: "s" } });
  });

  it("never answers with the token or any other header", async () => {
    const { body } = await handler(event({ jwt: { claims: {}, scopes: [] } }));
    assert.doesNotMatch(body, /a\.b\.c|session/);
  });
});
