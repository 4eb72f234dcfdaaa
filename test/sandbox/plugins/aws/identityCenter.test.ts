import assert from "node:assert/strict";
import { unknownValue } from "../../../../providers/lib/PropertyValue.ts";
import type { PropertyMap } from "../../../../providers/lib/PropertyValue.ts";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import type { ProviderClient } from "../../../providers/lib/ProviderClient.ts";
import { change, importAgain, make, type Made, PluginRehearsal, unmake } from "../PluginRehearsal.ts";

const TrustedTokenIssuer = "aws:ssoadmin/trustedTokenIssuer:TrustedTokenIssuer";
const Application = "aws:ssoadmin/application:Application";
const AccessScope = "aws:ssoadmin/applicationAccessScope:ApplicationAccessScope";
const Assignment = "aws:ssoadmin/applicationAssignment:ApplicationAssignment";
const AssignmentConfiguration = "aws:ssoadmin/applicationAssignmentConfiguration:ApplicationAssignmentConfiguration";
const User = "aws:identitystore/user:User";
const Group = "aws:identitystore/group:Group";
const Membership = "aws:identitystore/groupMembership:GroupMembership";

const issuer = (name: string, issuerUrl: string, claimAttributePath = "email"): PropertyMap => ({
  name,
  trustedTokenIssuerType: "OIDC_JWT",
  trustedTokenIssuerConfiguration: {
    oidcJwtConfiguration: {
      claimAttributePath,
      identityStoreAttributePath: "emails.value",
      issuerUrl,
      jwksRetrievalOption: "OPEN_ID_DISCOVERY",
    },
  },
});

describe("the bundled aws plugin, Identity Center", () => {
  let rehearsal: PluginRehearsal;
  let aws: ProviderClient;
  let account: string;
  let instanceArn: string;
  let identityStoreId: string;
  let application: Made;

  before(async () => {
    rehearsal = await PluginRehearsal.start();
    aws = rehearsal.connect("aws");
    await aws.configure({ region: "eu-central-1" });
    account = rehearsal.sandbox.credentials.awsAccountId;
    const { result } = await aws.invoke("aws:ssoadmin/getInstances:getInstances");
    [instanceArn = ""] = result["arns"] as string[];
    [identityStoreId = ""] = result["identityStoreIds"] as string[];
    application = await make(aws, Application, {
      applicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
      instanceArn,
      name: "s3-access-grants",
    });
  });

  after(async () => {
    assert.deepEqual(rehearsal.sandbox.refusals, []);
    await rehearsal.close();
  });

  it("tells the region's instance, and that another region has none", async () => {
    const { result } = await aws.invoke("aws:ssoadmin/getInstances:getInstances");
    assert.deepEqual(result, {
      arns: [instanceArn],
      id: "eu-central-1",
      identityStoreIds: [identityStoreId],
      region: "eu-central-1",
    });
    assert.match(instanceArn, /^arn:aws:sso:::instance\/ssoins-[0-9a-f]{16}$/);
    const elsewhere = await aws.invoke("aws:ssoadmin/getInstances:getInstances", { region: "eu-west-1" });
    assert.deepEqual(elsewhere.result["arns"], []);
  });

  it("manages a trusted token issuer, whose issuer URL cannot change", async () => {
    const declared = { ...issuer("jumpcloud", "https://oauth.id.jumpcloud.com/"), instanceArn, tags: { team: "keys" } };
    const made = await make(aws, TrustedTokenIssuer, declared);
    const form = new RegExp(`^arn:aws:sso::${account}:trustedTokenIssuer/${instanceArn.split("/")[1]}/tti-[0-9a-f-]+$`);
    assert.match(made.id, form);
    assert.equal(made.state["arn"], made.id);
    await importAgain(aws, made.id, made);
    const renamed = { ...declared, ...issuer("company", "https://oauth.id.jumpcloud.com/", "sub"), tags: {} };
    const changed = await change(aws, made, renamed, {
      name: "UPDATE",
      "tags.team": "DELETE",
      "tagsAll.team": "DELETE",
      "trustedTokenIssuerConfiguration.oidcJwtConfiguration.claimAttributePath": "UPDATE",
    });
    const moved = { ...changed.inputs, ...issuer("company", "https://oauth.id.jumpcloud.com", "sub") };
    const { detail, replaces } = await aws.diff(TrustedTokenIssuer, made.id, changed.state, moved);
    assert.deepEqual(detail, {
      "trustedTokenIssuerConfiguration.oidcJwtConfiguration.issuerUrl": "UPDATE_REPLACE",
    });
    assert.deepEqual(replaces, ["trustedTokenIssuerConfiguration"]);
    await unmake(aws, changed);
  });

  it("manages an application", async () => {
    const declared = {
      applicationProviderArn: "arn:aws:sso::aws:applicationProvider/custom",
      description: "reports",
      instanceArn,
      name: "reports",
      portalOptions: { signInOptions: { applicationUrl: "https://a.example", origin: "APPLICATION" } },
      tags: { team: "keys" },
    };
    const made = await make(aws, Application, declared);
    assert.match(made.id, new RegExp(`^arn:aws:sso::${account}:application/ssoins-[0-9a-f]{16}/apl-[0-9a-f]{16}$`));
    assert.deepEqual(
      ["applicationArn", "arn", "applicationAccount", "status"].map((name) => made.state[name]),
      [made.id, made.id, account, "ENABLED"],
    );
    await importAgain(aws, made.id, made);
    const changed = await change(
      aws,
      made,
      { ...declared, name: "reporting", status: "DISABLED", tags: { team: "access" } },
      { name: "UPDATE", status: "UPDATE", "tags.team": "UPDATE", "tagsAll.team": "UPDATE" },
    );
    const other = { ...changed.inputs, instanceArn: "arn:aws:sso:::instance/ssoins-0000000000000000" };
    assert.deepEqual((await aws.diff(Application, made.id, changed.state, other)).replaces, ["instanceArn"]);
    await unmake(aws, changed);
    const { failures } = await aws.check(Application, { ...declared, portalOptions: { visibility: "DISABLED" } });
    assert.match(failures[0]?.reason ?? "", /needs signInOptions/);
  });

  it("manages an access scope", async () => {
    const scope = "s3:access_grants:read_write";
    const made = await make(aws, AccessScope, { applicationArn: application.id, scope });
    assert.equal(made.id, `${application.id},${scope}`);
    await importAgain(aws, made.id, made);
    const targeted = { ...made.inputs, authorizedTargets: ["arn:aws:s3:eu-central-1:1:access-grants/default"] };
    assert.deepEqual((await aws.diff(AccessScope, made.id, made.state, targeted)).replaces, ["authorizedTargets"]);
    await unmake(aws, made);
    await assert.rejects(aws.read(AccessScope, application.id), /expected applicationArn,scope/);
  });

  it("manages who may use an application, and puts the default back in the end", async () => {
    const group = await make(aws, Group, { identityStoreId, displayName: "Readers" });
    const declared: PropertyMap = {
      applicationArn: application.id,
      principalId: group.state["groupId"]!,
      principalType: "GROUP",
    };
    const made = await make(aws, Assignment, declared);
    assert.equal(made.id, `${application.id},${group.state["groupId"] as string},GROUP`);
    await importAgain(aws, made.id, made);
    await unmake(aws, made);
    await unmake(aws, group);

    const open = await make(aws, AssignmentConfiguration, {
      applicationArn: application.id,
      assignmentRequired: false,
    });
    assert.equal(open.id, application.id);
    await importAgain(aws, open.id, open);
    const closed = await change(aws, open, { ...open.inputs, assignmentRequired: true }, { assignmentRequired: "ADD" });
    await aws.update(AssignmentConfiguration, open.id, closed.state, open.inputs);
    await aws.delete(AssignmentConfiguration, open.id, open.state);
    const left = await aws.read(AssignmentConfiguration, open.id);
    assert.equal(left.state["assignmentRequired"], true);
  });

  it("manages a user, and finds it by its name and its email", async () => {
    const declared = {
      displayName: "Dora Dean",
      emails: { primary: true, type: "work", value: "dora@acme.example" },
      identityStoreId,
      name: { familyName: "Dean", givenName: "Dora" },
      title: "Analyst",
      userName: "dora@acme.example",
    };
    const made = await make(aws, User, declared);
    assert.equal(made.id, `${identityStoreId}/${made.state["userId"] as string}`);
    await importAgain(aws, made.id, made);
    const found = await Promise.all(
      ["UserName", "Emails.Value"].map((attributePath) =>
        aws.invoke("aws:identitystore/getUser:getUser", {
          identityStoreId,
          alternateIdentifier: { uniqueAttribute: { attributePath, attributeValue: "dora@acme.example" } },
        }),
      ),
    );
    for (const { result } of found) {
      assert.equal(result["userId"], made.state["userId"]);
      assert.deepEqual(result["emails"], [declared.emails]);
      assert.deepEqual(result["names"], [declared.name]);
    }
    const changed = await change(
      aws,
      made,
      {
        ...withoutKeys(declared, ["title"]),
        emails: { primary: true, type: "work", value: "dora.dean@acme.example" },
        name: { familyName: "Deane", givenName: "Dora" },
      },
      { "emails.value": "UPDATE", "name.familyName": "UPDATE", title: "DELETE" },
    );
    const { result } = await aws.invoke("aws:identitystore/getUser:getUser", {
      identityStoreId,
      userId: made.state["userId"]!,
    });
    assert.deepEqual(result["names"], [{ familyName: "Deane", givenName: "Dora" }]);
    const renamed = { ...changed.inputs, userName: "d" };
    assert.deepEqual((await aws.diff(User, made.id, changed.state, renamed)).replaces, ["userName"]);
    await unmake(aws, changed);
    const { failures } = await aws.check(User, { ...declared, addresses: {} });
    assert.match(failures[0]?.reason ?? "", /"addresses": this plugin cannot set it/);
  });

  it("manages a group and a membership", async () => {
    const user = await make(aws, User, {
      displayName: "Dora",
      identityStoreId,
      name: { familyName: "Dean", givenName: "Dora" },
      userName: "dora",
    });
    const group = await make(aws, Group, { identityStoreId, displayName: "Analysts", description: "read reports" });
    await importAgain(aws, group.id, group);
    const { result } = await aws.invoke("aws:identitystore/getGroup:getGroup", {
      identityStoreId,
      alternateIdentifier: { uniqueAttribute: { attributePath: "DisplayName", attributeValue: "Analysts" } },
    });
    assert.equal(result["groupId"], group.state["groupId"]);
    const described = await change(
      aws,
      group,
      { ...group.inputs, description: "read all reports" },
      { description: "UPDATE" },
    );
    const membership = await make(aws, Membership, {
      groupId: group.state["groupId"]!,
      identityStoreId,
      memberId: user.state["userId"]!,
    });
    assert.equal(membership.id, `${identityStoreId}/${membership.state["membershipId"] as string}`);
    await importAgain(aws, membership.id, membership);
    for (const made of [membership, described, user]) await unmake(aws, made);
  });

  it("says what is not there, and what a look-up wants", async () => {
    const byName = (attributeValue: string): PropertyMap => ({
      identityStoreId,
      alternateIdentifier: { uniqueAttribute: { attributePath: "UserName", attributeValue } },
    });
    await assert.rejects(
      aws.invoke("aws:identitystore/getUser:getUser", byName("nobody")),
      /ResourceNotFoundException/,
    );
    await assert.rejects(
      aws.invoke("aws:identitystore/getGroup:getGroup", { identityStoreId }),
      /either groupId or alternateIdentifier is needed/,
    );
  });

  it("knows in a preview what it can", async () => {
    const { inputs } = await aws.check(AccessScope, {
      applicationArn: unknownValue,
      scope: "s3:access_grants:read_write",
    });
    const { state } = await aws.create(AccessScope, inputs, true);
    assert.deepEqual(state, {
      applicationArn: unknownValue,
      region: "eu-central-1",
      scope: "s3:access_grants:read_write",
    });
  });
});
