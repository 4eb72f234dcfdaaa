import assert from "node:assert/strict";
import type { AttributeType, CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { type AwsCloud, awsClouds, start } from "../../support/AwsCloud.ts";
import { refused } from "../../support/refused.ts";
import { idpOf, makePool } from "./support/idp.ts";

const invalid = "InvalidParameterException";
const good = "Correct-Horse-9";
const attributes = (values: Record<string, string>): AttributeType[] =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

describe("users", () => {
  const clouds = awsClouds();
  let cloud: AwsCloud;
  let idp: CognitoIdentityProvider;
  let UserPoolId: string;

  beforeEach(async () => {
    cloud = clouds();
    idp = idpOf(cloud);
    UserPoolId = await makePool(idp, {
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: "tier", AttributeDataType: "String", Mutable: false }],
    });
  });

  const create = (Username: string, values: Record<string, string> = {}, TemporaryPassword?: string) =>
    idp.adminCreateUser({
      UserPoolId,
      Username,
      UserAttributes: attributes(values),
      MessageAction: "SUPPRESS",
      TemporaryPassword,
    });
  const attributesOf = async (Username: string): Promise<Record<string, string | undefined>> => {
    const { UserAttributes } = await idp.adminGetUser({ UserPoolId, Username });
    return Object.fromEntries(UserAttributes!.map(({ Name, Value }) => [Name!, Value]));
  };

  it("creates a user that has to choose a password", async () => {
    const { User } = await create(
      "Ada@acme.example",
      { name: "Ada", email_verified: "true", "custom:tier": "gold" },
      good,
    );
    const sub = User?.Username;
    assert.match(sub ?? "", /^[0-9a-f-]{36}$/);
    assert.deepEqual(User, {
      Username: sub,
      Attributes: attributes({
        sub: sub!,
        name: "Ada",
        email_verified: "true",
        "custom:tier": "gold",
        email: "Ada@acme.example",
      }),
      UserCreateDate: start,
      UserLastModifiedDate: start,
      Enabled: true,
      UserStatus: "FORCE_CHANGE_PASSWORD",
    });
    for (const name of ["ada@acme.example", sub!]) {
      assert.equal((await idp.adminGetUser({ UserPoolId, Username: name })).Username, sub);
    }
    assert.equal((await idp.describeUserPool({ UserPoolId })).UserPool?.EstimatedNumberOfUsers, 1);
    await refused(create("ADA@acme.example"), "UsernameExistsException", 400, "User account already exists");
  });

  it("takes names of the pool's kind alone", async () => {
    await refused(create("ada"), invalid, 400, "Username should be an email.");
    const aliased = await makePool(idp, { AliasAttributes: ["email"] });
    await refused(
      idp.adminCreateUser({ UserPoolId: aliased, Username: "ada@acme.example" }),
      invalid,
      400,
      "Username cannot be of email format, since user pool is configured for email alias.",
    );
    const verified = attributes({ email: "ada@acme.example", email_verified: "true" });
    await idp.adminCreateUser({ UserPoolId: aliased, Username: "ada", UserAttributes: verified });
    const second = { UserPoolId: aliased, Username: "ada2", UserAttributes: verified };
    await refused(
      idp.adminCreateUser(second),
      "UsernameExistsException",
      400,
      "An account with the email already exists.",
    );
    await idp.adminCreateUser({ ...second, ForceAliasCreation: true });
    assert.equal((await idp.adminGetUser({ UserPoolId: aliased, Username: "ada@acme.example" })).Username, "ada2");
  });

  for (const [what, password, fault] of [
    ["short", "Ab1!", "Password not long enough"],
    ["without capitals", "correct-horse-9", "Password must have uppercase characters"],
    ["without small letters", "CORRECT-HORSE-9", "Password must have lowercase characters"],
    ["without digits", "Correct-Horse-", "Password must have numeric characters"],
    ["without symbols", "CorrectHorse9", "Password must have symbol characters"],
  ] as const) {
    it(`refuses a password that is ${what}`, async () => {
      const message = `Password did not conform with policy: ${fault}`;
      await refused(create("ada@acme.example", {}, password), "InvalidPasswordException", 400, message);
      await create("ada@acme.example");
      const set = { UserPoolId, Username: "ada@acme.example", Password: password, Permanent: true };
      await refused(idp.adminSetUserPassword(set), "InvalidPasswordException", 400, message);
    });
  }

  it("sets passwords, for good or until the next sign-in", async () => {
    const Username = "ada@acme.example";
    await create(Username);
    const statusOf = async () => (await idp.adminGetUser({ UserPoolId, Username })).UserStatus;
    await idp.adminSetUserPassword({ UserPoolId, Username, Password: good, Permanent: true });
    assert.equal(await statusOf(), "CONFIRMED");
    await refused(
      idp.adminCreateUser({ UserPoolId, Username, MessageAction: "RESEND" }),
      "UnsupportedUserStateException",
      400,
      /^Resend not possible\. \S+ status is not FORCE_CHANGE_PASSWORD$/,
    );
    await idp.adminSetUserPassword({ UserPoolId, Username, Password: good });
    assert.equal(await statusOf(), "FORCE_CHANGE_PASSWORD");
    await idp.adminCreateUser({ UserPoolId, Username, MessageAction: "RESEND" });
    await refused(
      idp.adminResetUserPassword({ UserPoolId, Username }),
      "NotAuthorizedException",
      400,
      "User password cannot be reset in the current state.",
    );
  });

  it("resets the password of a user that can be reached", async () => {
    const Username = "ada@acme.example";
    await create(Username);
    await idp.adminSetUserPassword({ UserPoolId, Username, Password: good, Permanent: true });
    await refused(
      idp.adminResetUserPassword({ UserPoolId, Username }),
      invalid,
      400,
      "Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
    const UserAttributes = attributes({ email_verified: "true" });
    await idp.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes });
    await idp.adminResetUserPassword({ UserPoolId, Username });
    assert.equal((await idp.adminGetUser({ UserPoolId, Username })).UserStatus, "RESET_REQUIRED");
  });

  it("changes and deletes attributes, and takes a new address for unverified", async () => {
    await create("ada@acme.example", { name: "Ada", email_verified: "true" });
    const change = (values: Record<string, string>, Username = "ada@acme.example") =>
      idp.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes: attributes(values) });
    await change({ email: "ada.l@acme.example" });
    const changed = await attributesOf("ada.l@acme.example");
    assert.deepEqual([changed["email"], changed["email_verified"]], ["ada.l@acme.example", "false"]);
    const Username = "ada.l@acme.example";
    await idp.adminDeleteUserAttributes({ UserPoolId, Username, UserAttributeNames: ["name"] });
    assert.equal("name" in (await attributesOf(Username)), false);
    await create("bob@acme.example");
    await refused(
      change({ email: "bob@acme.example" }, Username),
      "AliasExistsException",
      400,
      "An account with the email already exists.",
    );
    await refused(
      change({ "custom:tier": "x" }, Username),
      invalid,
      400,
      "user.custom:tier: Attribute cannot be updated.\n",
    );
    await refused(
      change({ "custom:none": "x" }, Username),
      invalid,
      400,
      "Attributes did not conform to the schema: custom:none: Attribute does not exist in the schema.",
    );
    await refused(change({ email: "nonsense" }, Username), invalid, 400, "Invalid email address format.");
    await refused(
      change({ birthdate: "1815" }, Username),
      invalid,
      400,
      /birthdate: String must be of length 10 to 10$/,
    );
  });

  it("wants what the pool requires", async () => {
    const strict = await makePool(idp, {
      Schema: [
        { Name: "email", AttributeDataType: "String", Required: true },
        { Name: "name", AttributeDataType: "String", Required: true },
      ],
    });
    await refused(
      idp.adminCreateUser({ UserPoolId: strict, Username: "ada" }),
      invalid,
      400,
      "Attributes did not conform to the schema: name: The attribute name is required\nemail: The attribute email is required",
    );
  });

  it("disables, enables and deletes users", async () => {
    const Username = "ada@acme.example";
    await create(Username);
    await idp.adminDisableUser({ UserPoolId, Username });
    assert.equal((await idp.adminGetUser({ UserPoolId, Username })).Enabled, false);
    await idp.adminEnableUser({ UserPoolId, Username });
    assert.equal((await idp.adminGetUser({ UserPoolId, Username })).Enabled, true);
    await idp.adminDeleteUser({ UserPoolId, Username });
    await refused(idp.adminGetUser({ UserPoolId, Username }), "UserNotFoundException", 400, "User does not exist.");
  });

  it("finds users by a filter, page by page", async () => {
    for (const name of ["Ada", "Adele", "Bob"]) await create(`${name}@acme.example`, { name });
    await idp.adminDisableUser({ UserPoolId, Username: "bob@acme.example" });
    const found = async (Filter?: string) => {
      const { Users } = await idp.listUsers({ UserPoolId, Filter, AttributesToGet: ["name"] });
      return Users?.map(({ Attributes }) => Attributes?.[0]?.Value);
    };
    assert.deepEqual(await found(), ["Ada", "Adele", "Bob"]);
    assert.deepEqual(await found('name ^= "Ad"'), ["Ada", "Adele"]);
    assert.deepEqual(await found('email = "Bob@acme.example"'), ["Bob"]);
    assert.deepEqual(await found('status = "Disabled"'), ["Bob"]);
    assert.deepEqual(await found('cognito:user_status = "confirmed"'), []);
    await refused(found('custom:tier = "x"'), invalid, 400, 'Error while parsing filter: custom:tier = "x"');
    const first = await idp.listUsers({ UserPoolId, Limit: 2 });
    const second = await idp.listUsers({ UserPoolId, Limit: 2, PaginationToken: first.PaginationToken });
    assert.deepEqual([first.Users?.length, second.Users?.length, second.PaginationToken], [2, 1, undefined]);
  });

  it("keeps what it was told in refusals to itself", async () => {
    await refused(
      idp.adminSetUserPassword({ UserPoolId, Username: "ada@acme.example", Password: "with space" }),
      invalid,
      400,
      String.raw`1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+`,
    );
  });
});
