import assert from "node:assert/strict";
import { STS } from "@aws-sdk/client-sts";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { describe, it } from "mocha";
import { awsClient, type AwsClientOptions } from "../../../../scripts/lib/vendors/aws/awsClient.ts";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret-key-of-the-test" };

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A client of a service that answers as it is told, and what it was sent. */
function clients(answer: (sent: Sent) => Promise<Response> | Response, options: Partial<AwsClientOptions> = {}) {
  const sent: Sent[] = [];
  const fetch = (async (url: string, { headers, body, signal }: RequestInit) => {
    signal?.throwIfAborted();
    const text = body instanceof ArrayBuffer ? Buffer.from(body).toString() : "";
    const one = { url, headers: new Headers(headers), body: text };
    sent.push(one);
    return answer(one);
  }) as unknown as typeof globalThis.fetch;
  const given = { region: "eu-central-1", signal: new AbortController().signal, credentials, fetch, ...options };
  return {
    sent,
    userPools: awsClient((config) => new CognitoIdentityProvider(config), given),
    iam: awsClient((config) => new IAM(config), given),
    s3: awsClient((config) => new S3(config), given),
    sts: awsClient((config) => new STS(config), given),
  };
}

const refusal = (status: number, code: string, message: string): Response =>
  Response.json({ __type: code, message }, { status });

describe("awsClient", () => {
  it("sends signed requests to the region's host, and reads the answer", async () => {
    const { sent, userPools } = clients(() => Response.json({ Username: "dan", UserStatus: "CONFIRMED" }));
    const { UserStatus } = await userPools.adminGetUser({ UserPoolId: "eu-central-1_Pool", Username: "dan" });
    assert.equal(UserStatus, "CONFIRMED");
    assert.deepEqual(
      sent.map(({ url, headers, body }) => [url, headers.get("x-amz-target"), JSON.parse(body) as unknown]),
      [
        [
          "https://cognito-idp.eu-central-1.amazonaws.com/",
          "AWSCognitoIdentityProviderService.AdminGetUser",
          { UserPoolId: "eu-central-1_Pool", Username: "dan" },
        ],
      ],
    );
    assert.match(sent[0]?.headers.get("authorization") ?? "", /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\//);
  });

  it("tells a refusal in AWS's words, with the operation", async () => {
    const { sent, userPools } = clients(() => refusal(400, "UserNotFoundException", "User does not exist."));
    await assert.rejects(userPools.adminGetUser({ UserPoolId: "p", Username: "dan" }), {
      name: "AwsError",
      code: "VENDOR_REFUSED",
      status: 400,
      awsCode: "UserNotFoundException",
      message: "AWS: UserNotFoundException: User does not exist. (HTTP 400)",
      where: "Cognito Identity Provider, AdminGetUser, eu-central-1",
    });
    assert.equal(sent.length, 1);
  });

  for (const [what, body, type, said] of [
    ["a proxy's page", "<html><body>Sign in</body></html>", "text/html; charset=utf-8", "a web page"],
    ["an empty answer", "", "text/xml", "empty"],
  ] as const) {
    it(`takes ${what} for no answer, which the SDK takes for one that says nothing`, async () => {
      const { userPools, iam, s3 } = clients(() => new Response(body, { headers: { "content-type": type } }));
      const refused = (operation: string) => ({
        ...{ name: "CrosstrustError", code: "VENDOR_REFUSED", message: `AWS's answer to ${operation} is ${said}.` },
      });
      await assert.rejects(iam.listRolePolicies({ RoleName: "r" }), refused("ListRolePolicies"));
      await assert.rejects(userPools.listGroups({ UserPoolId: "eu-central-1_Pool" }), refused("ListGroups"));
      const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
      assert.equal(await Body?.transformToString(), body);
    });
  }

  it("takes an empty answer to what changes something for one", async () => {
    const { userPools } = clients(() => new Response(null));
    await userPools.adminDeleteUser({ UserPoolId: "eu-central-1_Pool", Username: "dan" });
  });

  it("repeats no header of a refused signature", async () => {
    const message = "The signature does not match.\n\nThe Canonical String was\n'POST\nx-amz-security-token:hidden'";
    const { userPools } = clients(() => refusal(400, "InvalidSignatureException", message));
    await assert.rejects(userPools.adminGetUser({ UserPoolId: "p", Username: "dan" }), {
      message: "AWS: InvalidSignatureException: The signature does not match. (HTTP 400)",
    });
  });

  it("sends a throttled request again, and no oftener than it is told", async () => {
    let count = 0;
    const throttle = (): Response => {
      count += 1;
      return count === 1
        ? refusal(429, "TooManyRequestsException", "Too many requests")
        : Response.json({ Username: "dan" });
    };
    const { userPools } = clients(throttle);
    assert.equal((await userPools.adminGetUser({ UserPoolId: "p", Username: "dan" })).Username, "dan");
    assert.equal(count, 2);
    count = 0;
    const once = clients(throttle, { maxAttempts: 1 });
    await assert.rejects(once.userPools.adminGetUser({ UserPoolId: "p", Username: "dan" }), {
      awsCode: "TooManyRequestsException",
      status: 429,
    });
    assert.equal(count, 1);
  });

  for (const [what, answer] of [
    ["nobody answers", () => Promise.reject(new TypeError("fetch failed"))],
    [
      "the answer breaks off",
      () => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError("terminated")) })),
    ],
  ] as const) {
    it(`says that AWS was not reached where ${what}`, async () => {
      const { userPools } = clients(answer);
      await assert.rejects(userPools.adminGetUser({ UserPoolId: "p", Username: "dan" }), {
        code: "VENDOR_UNREACHABLE",
        message: "cognito-idp.eu-central-1.amazonaws.com gave no answer.",
        where: "cognito-idp.eu-central-1.amazonaws.com",
      });
    });
  }

  it("ends a request when the user interrupts", async () => {
    const interrupt = new AbortController();
    const { userPools } = clients(
      () => {
        interrupt.abort();
        throw new DOMException("aborted", "AbortError");
      },
      { signal: interrupt.signal },
    );
    await assert.rejects(userPools.adminGetUser({ UserPoolId: "p", Username: "dan" }), { code: "INTERRUPTED" });
  });

  it("says so where there are no credentials", async () => {
    const chain = async (): Promise<never> => {
      throw Object.assign(new Error("Could not load credentials from any providers"), {
        name: "CredentialsProviderError",
      });
    };
    const { sts, sent } = clients(() => assert.fail("nothing is sent"), {
      credentials: chain as unknown as typeof credentials,
    });
    await assert.rejects(sts.getCallerIdentity({}), {
      code: "VENDOR_REFUSED",
      message: "There are no credentials for AWS: Could not load credentials from any providers",
      where: "the AWS_ variables, or a profile",
    });
    assert.deepEqual(sent, []);
  });
});
