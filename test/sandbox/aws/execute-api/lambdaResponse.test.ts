import assert from "node:assert/strict";
import { lambdaResponse } from "../../../../sandbox/aws/execute-api/lambdaResponse.ts";

const respond = (value: unknown) => lambdaResponse(JSON.stringify(value));

describe("lambdaResponse", () => {
  it("takes a value without a status code for the body of a 200", () => {
    const headers = { "content-type": "application/json" };
    assert.deepEqual(respond({ message: "hi" }), { status: 200, headers, body: '{"message":"hi"}' });
    assert.deepEqual(respond("hi"), { status: 200, headers, body: "hi" });
    assert.deepEqual(respond(null), { status: 200, headers, body: "null" });
    assert.deepEqual(respond([1]), { status: 200, headers, body: "[1]" });
  });

  it("takes status, headers, cookies and body", () => {
    assert.deepEqual(
      respond({
        statusCode: 201,
        headers: { "X-Count": 2, "Content-Type": "text/html" },
        cookies: ["a=1", "b=2"],
        body: "x",
      }),
      {
        status: 201,
        headers: { "content-type": "text/html", "x-count": "2", "set-cookie": ["a=1", "b=2"] },
        body: "x",
      },
    );
  });

  it("says text/plain where the function says nothing, and decodes base64", () => {
    const answer = respond({ statusCode: 200, body: "aGk=", isBase64Encoded: true });
    assert.deepEqual(answer?.headers, { "content-type": "text/plain; charset=utf-8" });
    assert.equal(String(answer.body), "hi");
  });

  it("keeps what belongs to the message and to the gateway to itself", () => {
    const headers = { "Content-Length": "999", "Transfer-Encoding": "chunked", "apigw-requestid": "mine" };
    assert.deepEqual(respond({ statusCode: 200, headers })?.headers, { "content-type": "text/plain; charset=utf-8" });
  });

  const malformed: Record<string, unknown> = {
    "a status that is a text": { statusCode: "200" },
    "a status that HTTP does not have": { statusCode: 99 },
    "a body that is no text": { statusCode: 200, body: { a: 1 } },
    "headers that are a list": { statusCode: 200, headers: ["a"] },
    "a header that is an object": { statusCode: 200, headers: { a: {} } },
    "a header with a line break": { statusCode: 200, headers: { a: "b\r\nc: d" } },
    "a header name with a space": { statusCode: 200, headers: { "a b": "c" } },
    "cookies that are a text": { statusCode: 200, cookies: "a=1" },
    "a cookie with a line break": { statusCode: 200, cookies: ["a=1\nb: 2"] },
    "a base64 flag that is a text": { statusCode: 200, isBase64Encoded: "true" },
  };
  for (const [what, value] of Object.entries(malformed)) {
    it(`refuses ${what}`, () => assert.equal(respond(value), undefined));
  }
});
