import assert from "node:assert/strict";
import { createCredentials } from "../../sandbox/createCredentials.ts";

describe("createCredentials", () => {
  it("has the vendors' own shapes", () => {
    const credentials = createCredentials();
    assert.match(credentials.oktaApiToken, /^00[A-Za-z0-9_-]{40}$/);
    assert.match(credentials.awsAccountId, /^[1-9]\d{11}$/);
    assert.match(credentials.awsAccessKeyId, /^AKIA[A-Z2-7]{16}$/);
    assert.match(credentials.awsSecretAccessKey, /^[A-Za-z0-9/+]{40}$/);
  });

  it("is made anew each time", () => {
    const [first, second] = [createCredentials(), createCredentials()];
    for (const name of Object.keys(first) as (keyof typeof first)[]) assert.notEqual(first[name], second[name], name);
  });
});
