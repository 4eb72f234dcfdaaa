import assert from "node:assert/strict";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { awsClouds } from "../../support/AwsCloud.ts";
import { refused } from "../../support/refused.ts";
import { idpOf, makePool } from "./support/idp.ts";

describe("resource servers", () => {
  const clouds = awsClouds();
  let idp: CognitoIdentityProvider;
  let UserPoolId: string;
  const Identifier = "https://api.acme.example";

  beforeEach(async () => {
    idp = idpOf(clouds());
    UserPoolId = await makePool(idp);
  });

  const scopes = (...names: string[]) =>
    names.map((ScopeName) => ({ ScopeName, ScopeDescription: `may ${ScopeName}` }));

  it("creates, changes, lists and deletes one", async () => {
    const { ResourceServer } = await idp.createResourceServer({ UserPoolId, Identifier, Name: "Keys" });
    assert.deepEqual(ResourceServer, { UserPoolId, Identifier, Name: "Keys", Scopes: [] });
    await idp.updateResourceServer({ UserPoolId, Identifier, Name: "Keys API", Scopes: scopes("read", "write") });
    const described = await idp.describeResourceServer({ UserPoolId, Identifier });
    const expected = { UserPoolId, Identifier, Name: "Keys API", Scopes: scopes("read", "write") };
    assert.deepEqual(described.ResourceServer, expected);
    assert.deepEqual((await idp.listResourceServers({ UserPoolId, MaxResults: 1 })).ResourceServers, [expected]);
    await idp.deleteResourceServer({ UserPoolId, Identifier });
    await refused(
      idp.describeResourceServer({ UserPoolId, Identifier }),
      "ResourceNotFoundException",
      400,
      `Resource server ${Identifier} does not exist.`,
    );
  });

  it("takes a hundred scopes, whose names have no slash and differ", async () => {
    const hundred = scopes(...Array.from({ length: 100 }, (_, index) => `s${index}`));
    const create = (Scopes: ReturnType<typeof scopes>) =>
      idp.createResourceServer({ UserPoolId, Identifier, Name: "Keys", Scopes });
    await refused(
      create([...hundred, ...scopes("more")]),
      "InvalidParameterException",
      400,
      /at 'scopes' failed to satisfy constraint: Member must have length less than or equal to 100$/,
    );
    await refused(
      create(scopes("keys/read")),
      "InvalidParameterException",
      400,
      /^1 validation error detected: Value 'keys\/read' at 'scopes\.1\.member\.scopeName' failed to satisfy constraint/,
    );
    await refused(create(scopes("a", "a")), "InvalidParameterException", 400, "Duplicate scope name: a");
    assert.equal((await create(hundred)).ResourceServer?.Scopes?.length, 100);
    await refused(
      create([]),
      "InvalidParameterException",
      400,
      `${Identifier} already exists in user pool ${UserPoolId}.`,
    );
  });
});
