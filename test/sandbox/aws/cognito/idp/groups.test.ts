import assert from "node:assert/strict";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { accountId, awsClouds, start } from "../../support/AwsCloud.ts";
import { refused } from "../../support/refused.ts";
import { idpOf, makePool } from "./support/idp.ts";

describe("groups", () => {
  const clouds = awsClouds();
  let idp: CognitoIdentityProvider;
  let UserPoolId: string;

  beforeEach(async () => {
    idp = idpOf(clouds());
    UserPoolId = await makePool(idp);
    await idp.createGroup({ UserPoolId, GroupName: "agents", Precedence: 1 });
  });

  it("creates, changes, lists and deletes one", async () => {
    const RoleArn = `arn:aws:iam::${accountId}:role/agents`;
    await idp.updateGroup({ UserPoolId, GroupName: "agents", Description: "who answer", RoleArn });
    const { Group } = await idp.getGroup({ UserPoolId, GroupName: "agents" });
    const expected = {
      GroupName: "agents",
      UserPoolId,
      Description: "who answer",
      RoleArn,
      Precedence: 1,
      LastModifiedDate: start,
      CreationDate: start,
    };
    assert.deepEqual(Group, expected);
    assert.deepEqual((await idp.listGroups({ UserPoolId })).Groups, [expected]);
    await refused(
      idp.createGroup({ UserPoolId, GroupName: "agents" }),
      "GroupExistsException",
      400,
      "A group with the name already exists.",
    );
    await idp.deleteGroup({ UserPoolId, GroupName: "agents" });
    await refused(
      idp.getGroup({ UserPoolId, GroupName: "agents" }),
      "ResourceNotFoundException",
      400,
      "Group not found.",
    );
  });

  it("has members until they are removed or deleted", async () => {
    for (const Username of ["ada", "bob"]) {
      await idp.adminCreateUser({ UserPoolId, Username });
      await idp.adminAddUserToGroup({ UserPoolId, Username, GroupName: "agents" });
    }
    await idp.adminAddUserToGroup({ UserPoolId, Username: "ada", GroupName: "agents" });
    const members = async () =>
      (await idp.listUsersInGroup({ UserPoolId, GroupName: "agents" })).Users?.map(({ Username }) => Username);
    assert.deepEqual(await members(), ["ada", "bob"]);
    const { Groups } = await idp.adminListGroupsForUser({ UserPoolId, Username: "ada" });
    assert.deepEqual(
      Groups?.map(({ GroupName }) => GroupName),
      ["agents"],
    );
    await idp.adminRemoveUserFromGroup({ UserPoolId, Username: "ada", GroupName: "agents" });
    assert.deepEqual(await members(), ["bob"]);
    await idp.adminDeleteUser({ UserPoolId, Username: "bob" });
    assert.deepEqual(await members(), []);
    await refused(
      idp.adminAddUserToGroup({ UserPoolId, Username: "ada", GroupName: "others" }),
      "ResourceNotFoundException",
      400,
      "Group not found.",
    );
    await refused(
      idp.adminAddUserToGroup({ UserPoolId, Username: "bob", GroupName: "agents" }),
      "UserNotFoundException",
      400,
      "User does not exist.",
    );
  });
});
