import assert from "node:assert/strict";
import { ApiGatewayV2Client, CreateApiCommand, GetApisCommand, GetTagsCommand } from "@aws-sdk/client-apigatewayv2";
import { verifySignature } from "../../../../sandbox/aws/sigv4/verifySignature.ts";
import type { SandboxRequest } from "../../../../sandbox/Vendor.ts";
import { accessKeyId, AwsCloud, region, secretAccessKey, start } from "../support/AwsCloud.ts";
import { without } from "../support/plain.ts";
import { sandboxRequest } from "../support/sdkHandler.ts";

const credentials = {
  oktaApiToken: "",
  awsAccountId: "",
  awsAccessKeyId: accessKeyId,
  awsSecretAccessKey: secretAccessKey,
};
const scope = { service: "apigateway", region };

/** What the SDK puts on the wire. */
async function capture(send: (client: ApiGatewayV2Client) => Promise<unknown>): Promise<SandboxRequest> {
  let captured: SandboxRequest | undefined;
  const requestHandler = {
    handle: async (request: Parameters<typeof sandboxRequest>[0]) => {
      captured = sandboxRequest(request);
      return { response: { statusCode: 500, headers: {}, body: new Uint8Array() } };
    },
    destroy: () => undefined,
  };
  await send(new ApiGatewayV2Client({ ...new AwsCloud().clientConfig, requestHandler })).catch(() => undefined);
  return captured!;
}

const post = () => capture((client) => client.send(new CreateApiCommand({ Name: "é", ProtocolType: "HTTP" })));
const encoded = () =>
  capture((client) =>
    client.send(new GetTagsCommand({ ResourceArn: "arn:aws:apigateway:x::/apis/a/stages/$default" })),
  );

const verify = (request: SandboxRequest, now = start) => verifySignature(request, scope, credentials, now);

describe("verifySignature", () => {
  it("accepts what the SDK signs: with a body, and with a path that is percent-encoded", async () => {
    assert.equal(await verify(await post()), undefined);
    const request = await encoded();
    assert.match(request.target, /%2Fstages%2F%24default$/);
    assert.equal(await verify(request), undefined);
  });

  it("accepts what the SDK signs with a query, in any order", async () => {
    const request = await capture((client) =>
      client.send(new GetApisCommand({ MaxResults: "2", NextToken: "a b+c/d=" })),
    );
    assert.equal(await verify(request), undefined);
    const [path, query = ""] = request.target.split("?");
    const parts = query.split("&");
    assert.equal(parts.length, 2);
    assert.equal(await verify({ ...request, target: `${path}?${parts.toReversed().join("&")}` }), undefined);
  });

  const tampered: Record<string, (request: SandboxRequest) => Partial<SandboxRequest>> = {
    method: () => ({ method: "PUT" }),
    path: ({ target }) => ({ target: `${target}/x` }),
    "path's encoding": ({ target }) => ({ target: target.replace("%24", "$") }),
    query: ({ target }) => ({ target: `${target}?x=1` }),
    "query, with a broken encoding": ({ target }) => ({ target: `${target}?x=%E0%A4%A` }),
    "signed header": ({ headers }) => ({ headers: { ...headers, "amz-sdk-request": "attempt=2" } }),
    host: ({ headers }) => ({ headers: { ...headers, host: "apigateway.us-east-1.amazonaws.com" } }),
    body: () => ({ body: Buffer.from("{}") }),
    "body and its hash": ({ headers }) => ({
      body: Buffer.from("{}"),
      headers: {
        ...headers,
        "x-amz-content-sha256": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
      },
    }),
    signature: ({ headers }) => ({
      headers: {
        ...headers,
        authorization: headers["authorization"]!.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      },
    }),
  };
  for (const [what, change] of Object.entries(tampered)) {
    it(`refuses another ${what} than the one that was signed`, async () => {
      const request = await encoded();
      const fault = await verify({ ...request, ...change(request) });
      assert.equal(fault?.kind, "mismatch");
      assert.match(fault.message, /^The request signature we calculated does not match the signature you provided\./);
    });
  }

  it("refuses the right key id with another secret", async () => {
    const fault = await verifySignature(await post(), scope, { ...credentials, awsSecretAccessKey: "other" }, start);
    assert.equal(fault?.kind, "mismatch");
  });

  it("refuses a key or a session that it does not know", async () => {
    const request = await post();
    const unknown = { kind: "unknown-key", message: "The security token included in the request is invalid." };
    const other = { ...credentials, awsAccessKeyId: "AKIAOTHER" };
    assert.deepEqual(await verifySignature(request, scope, other, start), unknown);
    const headers = { ...request.headers, "x-amz-security-token": "session" };
    assert.deepEqual(await verify({ ...request, headers }), unknown);
  });

  it("refuses a signature for another service or region", async () => {
    const request = await post();
    const forLambda = await verifySignature(request, { ...scope, service: "lambda" }, credentials, start);
    assert.deepEqual(forLambda, {
      kind: "mismatch",
      message: "Credential should be scoped to correct service: 'lambda'.",
    });
    const forUs = await verifySignature(request, { ...scope, region: "us-east-1" }, credentials, start);
    assert.deepEqual(forUs, {
      kind: "wrong-region",
      message: "Credential should be scoped to a valid region.",
      region: { signed: region, expected: "us-east-1" },
    });
  });

  it("admits 15 minutes of skew by the sandbox's clock, and not more", async () => {
    const request = await post();
    const at = (seconds: number) =>
      verify(request, new Date(Math.floor(start.getTime() / 1000) * 1000 + seconds * 1000));
    assert.equal(await at(899), undefined);
    assert.equal(await at(-899), undefined);
    const expired = await at(902);
    assert.equal(expired?.kind, "skewed");
    assert.match(expired.message, /^Signature expired: \d{8}T\d{6}Z is now earlier than .* \(.* - 15 min\.\)$/);
    const early = await at(-902);
    assert.equal(early?.kind, "skewed");
    assert.match(early.message, /^Signature not yet current: .* \(.* \+ 15 min\.\)$/);
  });

  const incomplete: Record<string, [authorization: string | undefined, kind: string, message: RegExp]> = {
    "no authorization": [undefined, "missing", /^Missing Authentication Token$/],
    "another scheme": ["Bearer x", "incomplete", /requires 'AWS4-HMAC-SHA256'/],
    "nothing but the algorithm": ["AWS4-HMAC-SHA256 x", "incomplete", /'Credential' .* 'Signature' .* 'SignedHeaders'/],
    "a scope that is none": [
      "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c",
      "incomplete",
      /5 slash-delimited elements/,
    ],
  };
  for (const [what, [authorization, kind, message]] of Object.entries(incomplete)) {
    it(`refuses ${what}`, async () => {
      const request = await post();
      const headers = without(request.headers as Record<"authorization", string>, "authorization");
      const given = authorization === undefined ? headers : { ...headers, authorization };
      const fault = await verify({ ...request, headers: given });
      assert.equal(fault?.kind, kind);
      assert.match(fault.message, message);
    });
  }

  it("refuses a signature that leaves the host or the date out", async () => {
    const request = await post();
    const signedWithout = (name: string) => ({
      ...request,
      headers: {
        ...request.headers,
        authorization: request.headers["authorization"]!.replace(new RegExp(`;?${name}`), ""),
      },
    });
    assert.equal((await verify(signedWithout("host")))?.kind, "mismatch");
    assert.equal((await verify(signedWithout("x-amz-date")))?.kind, "incomplete");
  });
});
