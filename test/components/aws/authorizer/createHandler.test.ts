import assert from "node:assert/strict";
import { createHandler } from "../../../../components/aws/authorizer/createHandler.mjs";
import type { AuthorizerEvent } from "../../../../components/aws/authorizer/createHandler.mjs";
import { requireKey } from "../../../../components/aws/authorizer/publishedKeys.mjs";
import { config, goodClaims, issuer, makeKey, now, sign, type SigningKey } from "../../../trust/gateway/tokens.ts";

const discoveryUrl = `${issuer}/.well-known/openid-configuration`;
const table = {
  issuers: { okta: { iss: issuer, audiences: config.audiences, discoveryUrl, clientIdClaim: "cid" } },
  routes: { "GET /keys": [{ issuer: "okta", scopes: ["keys.read"], roles: [] }] },
};

describe("the Lambda authorizer's handler", () => {
  let key: SigningKey;
  let lines: string[] = [];
  before(async () => {
    key = await makeKey("RS256", "k1");
  });
  beforeEach(() => (lines = []));

  const handle = (
    event: Partial<AuthorizerEvent>,
    findKey = async (_: unknown, kid: unknown) => requireKey([key.jwk], kid),
  ) =>
    createHandler({ table, findKey, now: () => now.getTime(), log: (line) => lines.push(line) })({
      routeKey: "GET /keys",
      requestContext: { requestId: "r1" },
      ...event,
    });
  const refusedFor = (reason: string, issuerName?: string, client?: string): unknown => ({
    refused: reason,
    ...(issuerName === undefined ? {} : { issuer: issuerName }),
    ...(client === undefined ? {} : { client }),
    routeKey: "GET /keys",
    requestId: "r1",
  });

  it("answers with who was admitted, in texts, and writes nothing", async () => {
    const answer = await handle({ identitySource: [`Bearer ${await sign(key, goodClaims())}`] });
    assert.deepEqual(answer, {
      isAuthorized: true,
      context: { issuer: "okta", iss: issuer, sub: "0oa1", client: "0oa1" },
    });
    assert.deepEqual(lines, []);
  });

  it("leaves out what the token does not have", async () => {
    const token = await sign(key, { ...goodClaims(), sub: undefined, cid: 7 });
    const answer = await handle({ identitySource: [token] });
    assert.deepEqual(answer, { isAuthorized: true, context: { issuer: "okta", iss: issuer } });
  });

  it("finds the token beside the route's key, in either order", async () => {
    const token = await sign(key, goodClaims());
    for (const identitySource of [
      ["GET /keys", token],
      [token, "GET /keys"],
    ]) {
      assert.equal((await handle({ identitySource })).isAuthorized, true);
    }
  });

  it("decides by nothing but what a cached answer is found by", async () => {
    const token = await sign(key, goodClaims());
    const headers = { authorization: `Bearer ${token}` };
    for (const identitySource of [undefined, [], ["GET /keys"], [token, token], ["x", token], [token, "GET /other"]]) {
      const event = { headers, ...(identitySource && { identitySource }) };
      assert.deepEqual(await handle(event), { isAuthorized: false, context: { refused: "identity-source" } });
    }
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      Array(6).fill(refusedFor("identity-source")),
    );
  });

  it("writes one line of JSON for a refusal, with the check that decided, the client, and nothing else of the token", async () => {
    const token = await sign(key, { ...goodClaims(), scp: ["keys.secret"] });
    assert.deepEqual(await handle({ identitySource: [`Bearer ${token}`] }), {
      isAuthorized: false,
      context: { refused: "scope", issuer: "okta", iss: issuer, sub: "0oa1", client: "0oa1" },
    });
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      [refusedFor("scope", "okta", "0oa1")],
    );
    assert.doesNotMatch(lines[0]!, /keys\.secret|\n/);
    for (const part of token.split(".")) assert.ok(!lines[0]!.includes(part));
  });

  it("names nobody whose signature does not hold", async () => {
    const token = await sign(key, goodClaims());
    const forged = `${token.slice(0, token.lastIndexOf("."))}.AAAA`;
    assert.deepEqual(await handle({ identitySource: [forged] }), {
      isAuthorized: false,
      context: { refused: "signature", issuer: "okta" },
    });
    assert.deepEqual(JSON.parse(lines[0]!), refusedFor("signature", "okta"));
  });

  it("refuses when something breaks, and says what without its message", async () => {
    const broken = () => Promise.reject(new RangeError(`Bearer a.b.c`));
    const answer = await handle({ identitySource: [await sign(key, goodClaims())] }, broken);
    assert.deepEqual(answer, { isAuthorized: false, context: { refused: "failure" } });
    assert.deepEqual(JSON.parse(lines[0]!), { ...(refusedFor("failure") as object), error: "RangeError" });
  });
});
