import assert from "node:assert/strict";
import type { Identitystore } from "@aws-sdk/client-identitystore";
import { awsClouds, start } from "../support/AwsCloud.ts";
import { clientsOf } from "../support/DataAccess.ts";
import { plain } from "../support/plain.ts";
import { refused } from "../support/refused.ts";

describe("the identity store", () => {
  const clouds = awsClouds();
  let store: Identitystore;
  let IdentityStoreId: string;

  beforeEach(async () => {
    const clients = clientsOf(clouds());
    ({ store } = clients);
    IdentityStoreId = (await clients.sso.listInstances({})).Instances![0]!.IdentityStoreId!;
  });

  const makeUser = async (UserName = "dora", email = "dora@acme.example") => {
    const Emails = [{ Value: email, Type: "work", Primary: true }];
    const Name = { GivenName: "Dora", FamilyName: "Dean" };
    return (await store.createUser({ IdentityStoreId, UserName, DisplayName: "Dora", Name, Emails })).UserId!;
  };
  const makeGroup = async (DisplayName = "Analysts") =>
    (await store.createGroup({ IdentityStoreId, DisplayName })).GroupId!;

  it("creates, finds, changes and deletes users", async () => {
    const UserId = await makeUser();
    assert.deepEqual(plain(await store.describeUser({ IdentityStoreId, UserId })), {
      IdentityStoreId,
      UserId,
      UserName: "dora",
      DisplayName: "Dora",
      Name: { GivenName: "Dora", FamilyName: "Dean" },
      Emails: [{ Value: "dora@acme.example", Type: "work", Primary: true }],
      UserStatus: "ENABLED",
      CreatedAt: start,
      UpdatedAt: start,
    });
    const by = (AttributePath: string, AttributeValue: string) =>
      store.getUserId({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue } } });
    assert.equal((await by("userName", "dora")).UserId, UserId);
    assert.equal((await by("emails.value", "dora@acme.example")).UserId, UserId);
    await refused(by("userName", "eve"), "ResourceNotFoundException", 400, "USER not found.");
    await refused(by("displayName", "Dora"), "ValidationException", 400, /unique attribute/);
    await store.updateUser({
      IdentityStoreId,
      UserId,
      Operations: [
        { AttributePath: "name.givenName", AttributeValue: "Theodora" },
        { AttributePath: "emails", AttributeValue: [{ value: "theodora@acme.example", type: "work", primary: true }] },
        { AttributePath: "displayName" },
      ],
    });
    const changed = await store.describeUser({ IdentityStoreId, UserId });
    assert.deepEqual(changed.Name, { GivenName: "Theodora", FamilyName: "Dean" });
    assert.equal(changed.Emails?.[0]?.Value, "theodora@acme.example");
    assert.equal(changed.DisplayName, undefined);
    const unknown = store.updateUser({
      IdentityStoreId,
      UserId,
      Operations: [{ AttributePath: "shoeSize", AttributeValue: "42" }],
    });
    await refused(unknown, "ValidationException", 400, /ShoeSize/);
    await store.deleteUser({ IdentityStoreId, UserId });
    await refused(store.describeUser({ IdentityStoreId, UserId }), "ResourceNotFoundException", 400, "USER not found.");
  });

  it("keeps user names and group names apart, and one email a user", async () => {
    await makeUser();
    await refused(makeUser("Dora", "other@acme.example"), "ConflictException", 400, "Duplicate UserName");
    const UserId = await makeUser("eve", "eve@acme.example");
    const Operations = [{ AttributePath: "userName", AttributeValue: "dora" }];
    await refused(store.updateUser({ IdentityStoreId, UserId, Operations }), "ConflictException", 400, /UserName/);
    await makeGroup();
    await refused(makeGroup(), "ConflictException", 400, "Duplicate GroupDisplayName");
    const two = [{ Value: "a@acme.example", Primary: true }, { Value: "b@acme.example" }];
    const call = store.createUser({ IdentityStoreId, UserName: "bob", Emails: two });
    await refused(call, "ValidationException", 400, /Emails/);
    await refused(store.createUser({ IdentityStoreId }), "ValidationException", 400, /UserName/);
  });

  it("says so when an email is that of two users", async () => {
    await makeUser();
    await makeUser("dora2");
    const UniqueAttribute = { AttributePath: "emails.value", AttributeValue: "dora@acme.example" };
    const call = store.getUserId({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute } });
    await refused(call, "ValidationException", 400, /More than one USER/);
  });

  it("lists users and groups by their names, page by page", async () => {
    for (const name of ["dora", "eve", "bob"]) await makeUser(name, `${name}@acme.example`);
    // Deprecated, and still what some clients look people up by.
    const by = (AttributePath: string, AttributeValue: string): object => ({
      Filters: [{ AttributePath, AttributeValue }],
    });
    const { Users } = await store.listUsers({ IdentityStoreId, ...by("UserName", "eve") });
    assert.deepEqual(
      Users?.map(({ UserName }) => UserName),
      ["eve"],
    );
    const first = await store.listUsers({ IdentityStoreId, MaxResults: 2 });
    const second = await store.listUsers({ IdentityStoreId, MaxResults: 2, NextToken: first.NextToken });
    assert.deepEqual([first.Users?.length, second.Users?.length, second.NextToken], [2, 1, undefined]);
    const byEmail = store.listUsers({ IdentityStoreId, ...by("emails.value", "eve@acme.example") });
    await refused(byEmail, "ValidationException", 400, /emails\.value/);
    const GroupId = await makeGroup();
    await makeGroup("Others");
    const found = await store.listGroups({ IdentityStoreId, ...by("DisplayName", "Analysts") });
    assert.deepEqual(
      found.Groups?.map((group) => group.GroupId),
      [GroupId],
    );
  });

  it("changes and finds groups", async () => {
    const GroupId = await makeGroup();
    const Operations = [
      { AttributePath: "displayName", AttributeValue: "Readers" },
      { AttributePath: "description", AttributeValue: "who read" },
    ];
    await store.updateGroup({ IdentityStoreId, GroupId, Operations });
    const UniqueAttribute = { AttributePath: "displayName", AttributeValue: "Readers" };
    const found = await store.getGroupId({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute } });
    assert.equal(found.GroupId, GroupId);
    assert.equal((await store.describeGroup({ IdentityStoreId, GroupId })).Description, "who read");
    await store.deleteGroup({ IdentityStoreId, GroupId });
    await refused(
      store.describeGroup({ IdentityStoreId, GroupId }),
      "ResourceNotFoundException",
      400,
      "GROUP not found.",
    );
  });

  it("knows who is in which group, until either is gone", async () => {
    const MemberId = { UserId: await makeUser() };
    const [GroupId, other] = [await makeGroup(), await makeGroup("Others")];
    const member = { IdentityStoreId, GroupId, MemberId };
    const { MembershipId } = await store.createGroupMembership(member);
    await refused(store.createGroupMembership(member), "ConflictException", 400, /already exists/);
    assert.equal((await store.getGroupMembershipId(member)).MembershipId, MembershipId);
    const { Results } = await store.isMemberInGroups({ IdentityStoreId, MemberId, GroupIds: [GroupId, other] });
    assert.deepEqual(
      Results?.map(({ MembershipExists }) => MembershipExists),
      [true, false],
    );
    const { GroupMemberships } = await store.listGroupMembershipsForMember({ IdentityStoreId, MemberId });
    assert.deepEqual(
      GroupMemberships?.map((one) => one.GroupId),
      [GroupId],
    );
    const described = await store.describeGroupMembership({ IdentityStoreId, MembershipId });
    assert.deepEqual(described.MemberId, MemberId);
    await store.deleteUser({ IdentityStoreId, UserId: MemberId.UserId });
    assert.deepEqual((await store.listGroupMemberships({ IdentityStoreId, GroupId })).GroupMemberships, []);
    const gone = store.deleteGroupMembership({ IdentityStoreId, MembershipId });
    await refused(gone, "ResourceNotFoundException", 400, "MEMBERSHIP not found.");
  });
});
