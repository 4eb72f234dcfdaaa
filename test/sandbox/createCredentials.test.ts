import assert from "node:assert/strict";
import { createCredentials, withDirectories } from "../../sandbox/createCredentials.ts";
import { defaultDirectories } from "../../sandbox/SandboxDirectory.ts";

describe("createCredentials", () => {
  it("has the vendors' own shapes", () => {
    const credentials = createCredentials();
    assert.match(credentials.oktaApiToken, /^00[A-Za-z0-9_-]{40}$/);
    assert.match(credentials.awsAccountId, /^[1-9]\d{11}$/);
    assert.match(credentials.awsAccessKeyId, /^AKIA[A-Z2-7]{16}$/);
    assert.match(credentials.awsSecretAccessKey, /^[A-Za-z0-9/+]{40}$/);
    assert.match(credentials.jumpcloudApiKey, /^[0-9a-f]{40}$/);
    assert.deepEqual(credentials.directories, {});
  });

  it("has an application for each directory, and keeps those that are there", () => {
    const made = withDirectories(createCredentials(), defaultDirectories.slice(0, 1));
    const again = withDirectories(made, defaultDirectories);
    assert.deepEqual(Object.keys(made.directories), [defaultDirectories[0]?.tenantId]);
    assert.deepEqual(
      Object.keys(again.directories),
      defaultDirectories.map(({ tenantId }) => tenantId),
    );
    const kept = defaultDirectories[0]?.tenantId ?? "";
    assert.equal(again.directories[kept], made.directories[kept]);
    const [first, second] = Object.values(again.directories);
    assert.match(first?.clientId ?? "", /^[0-9a-f-]{36}$/);
    assert.match(first?.clientSecret ?? "", /^[\w-]{40}$/);
    assert.notDeepEqual(first, second);
  });

  it("is made anew each time", () => {
    const [first, second] = [createCredentials(), createCredentials()];
    for (const name of Object.keys(first).filter((key) => key !== "directories") as (keyof typeof first)[])
      assert.notEqual(first[name], second[name], name);
  });
});
