import assert from "node:assert/strict";
import { redact } from "../../scripts/lib/redact.ts";

describe("redact", () => {
  it("takes out the values of variables that are named as secrets", () => {
    const environment = {
      OKTA_API_TOKEN: "00abcdef",
      AWS_SECRET_ACCESS_KEY: "wJalr/K7",
      PULUMI_CONFIG_PASSPHRASE: "correct horse",
      ARM_CLIENT_SECRET_CUSTOMERS: "b2c~secret",
    };
    assert.equal(
      redact("00abcdef, wJalr/K7, correct horse and b2c~secret", environment),
      "[secret], [secret], [secret] and [secret]",
    );
  });

  it("leaves the values of other variables, and very short ones, which would garble the text", () => {
    assert.equal(redact("eu-central-1 a", { AWS_REGION: "eu-central-1", SOME_TOKEN: "a" }), "eu-central-1 a");
  });

  it("takes out tokens, authorization headers, secrets in forms and JSON, and ciphertexts", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln here", "token [token] here"],
      ["unsigned eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0. here", "unsigned [token] here"],
      ["Authorization: SSWS 00abcDEF-_x", "Authorization: SSWS [secret]"],
      ["Basic dXNlcjpwYXNz", "Basic [secret]"],
      ["client_id=a&client_secret=s3cr3t&scope=b", "client_id=a&client_secret=[secret]&scope=b"],
      ['{"clientSecret": "s3cr3t", "x": 1}', '{"clientSecret": [secret], "x": 1}'],
      ["secure: v1:q3zqzGBpv3rQzXqM:Pm0Jh3kQ5n0=", "secure: [ciphertext]"],
    ];
    for (const [text, expected] of cases) assert.equal(redact(text, {}), expected);
  });
});
