import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { afterEach, describe, it } from "mocha";
import { withoutKeys } from "../../../../lib/withoutKeys.ts";
import type { LoosePool } from "../../../trust/cognitoFixture.ts";
import { type Call, PoolTown, refusal } from "./support/PoolTown.ts";

const twoPeople = "email,given_name,family_name\nann@acme.example,Ann,Archer\nben@acme.example,Ben,\n";

describe("provisioning a user pool", () => {
  const towns: PoolTown[] = [];
  const town = async (change?: (pool: LoosePool) => unknown): Promise<PoolTown> => {
    const made = await PoolTown.found(change);
    towns.push(made);
    return made;
  };
  afterEach(async () => {
    await Promise.all(towns.splice(0).map((one) => one.leave()));
  });

  const operations = (calls: readonly Call[]): readonly string[] => calls.map(({ operation }) => operation);

  it("makes people who are known by their verified address, with passwords to be changed, and tells Cognito to be silent", async () => {
    const pool = await town();
    const { results, passwords } = await pool.provision(twoPeople);
    assert.deepEqual(pool.shown, ["+ ann@acme.example", "+ ben@acme.example"]);
    assert.deepEqual(results, [
      { username: "ann@acme.example", outcome: "created" },
      { username: "ben@acme.example", outcome: "created" },
    ]);
    assert.equal(passwords, pool.sealed);
    assert.deepEqual(withoutKeys(await pool.user("ann@acme.example"), ["id"]), {
      attributes: {
        email: "ann@acme.example",
        email_verified: "true",
        given_name: "Ann",
        family_name: "Archer",
      },
      status: "FORCE_CHANGE_PASSWORD",
      enabled: true,
    });
    const given = await pool.passwords();
    assert.deepEqual(Object.keys(given), ["ann@acme.example", "ben@acme.example"]);
    assert.deepEqual(
      pool.changes.map(({ operation, input: { MessageAction, DesiredDeliveryMediums, TemporaryPassword } }) => [
        operation,
        MessageAction,
        DesiredDeliveryMediums,
        TemporaryPassword,
      ]),
      [
        ["AdminCreateUser", "SUPPRESS", undefined, given["ann@acme.example"]],
        ["AdminCreateUser", "SUPPRESS", undefined, given["ben@acme.example"]],
      ],
    );
    assert.equal(await pool.signIn("ann@acme.example", given["ann@acme.example"]!), "NEW_PASSWORD_REQUIRED");
  });

  it("changes nothing when it runs again, in any case of the address, and asks for no password file", async () => {
    const pool = await town();
    await pool.provision(twoPeople);
    const again = await pool.provision(twoPeople.replace("ann@acme.example", "Ann@ACME.example"), {
      passwordFile: () => assert.fail("no password is made"),
    });
    assert.deepEqual(
      again.plan.map(({ kind }) => kind),
      ["unchanged", "unchanged"],
    );
    assert.deepEqual([again.results, operations(pool.calls)], [[], ["AdminGetUser", "AdminGetUser"]]);
    assert.equal(await pool.count(), 2);
    assert.equal((await pool.user("ann@acme.example")).attributes["email"], "ann@acme.example");
  });

  it("has Cognito invite whom the file says, and makes no password for them", async () => {
    const pool = await town();
    const { passwords } = await pool.provision(
      "email,delivery\nann@acme.example,password\nben@acme.example,invitation\ncid@acme.example,\n",
      { delivery: "invitation" },
    );
    assert.deepEqual(pool.shown, [
      "+ ann@acme.example",
      "+ ben@acme.example: by invitation",
      "+ cid@acme.example: by invitation",
    ]);
    assert.deepEqual(Object.keys(await pool.passwords()), ["ann@acme.example"]);
    assert.equal(passwords, pool.sealed);
    const [, ben] = pool.changes;
    assert.deepEqual(ben?.input, {
      UserPoolId: pool.poolId,
      Username: "ben@acme.example",
      UserAttributes: [
        { Name: "email", Value: "ben@acme.example" },
        { Name: "email_verified", Value: "true" },
      ],
      DesiredDeliveryMediums: ["EMAIL"],
    });
    const invited = await pool.provision("email\ndan@acme.example\n", {
      delivery: "invitation",
      passwordFile: () => assert.fail("no password is made"),
    });
    assert.deepEqual([invited.results[0]?.outcome, invited.passwords], ["created", undefined]);
  });

  it("makes passwords that stay where that is asked for", async () => {
    const pool = await town();
    await pool.provision("email,permanent\nann@acme.example,\nben@acme.example,false\n", { permanent: true });
    const given = await pool.passwords();
    assert.deepEqual(
      [await pool.user("ann@acme.example"), await pool.user("ben@acme.example")].map(({ status }) => status),
      ["CONFIRMED", "FORCE_CHANGE_PASSWORD"],
    );
    assert.equal(await pool.signIn("ann@acme.example", given["ann@acme.example"]!), "signed in");
    assert.equal(await pool.signIn("ben@acme.example", given["ben@acme.example"]!), "NEW_PASSWORD_REQUIRED");
    const again = await pool.provision("email,permanent\nann@acme.example,\nben@acme.example,true\n", {
      permanent: true,
    });
    assert.deepEqual(again.results, []);
  });

  it("makes passwords that the longest policy with every kind of character takes", async () => {
    const pool = await town(({ passwords }) => Object.assign(passwords, { minimumLength: 99, symbols: true }));
    const { results } = await pool.provision(twoPeople);
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      ["created", "created"],
    );
    const { "ann@acme.example": password = "" } = await pool.passwords();
    assert.equal(password.length, 99);
  });

  it("updates what the file says and differs, never a password, and verifies an address that changes", async () => {
    const pool = await town();
    await pool.provision(twoPeople);
    const id = (await pool.user("ann@acme.example")).id;
    await pool.idp.adminUpdateUserAttributes({
      UserPoolId: pool.poolId,
      Username: id,
      UserAttributes: [
        { Name: "given_name", Value: "Anne" },
        { Name: "nickname", Value: "annie" },
        { Name: "email_verified", Value: "false" },
      ],
    });
    await pool.idp.adminDisableUser({ UserPoolId: pool.poolId, Username: id });
    const { results } = await pool.provision(
      "email,given_name,family_name,phone_number\nann@acme.example,Ann,,+4930123456\nben@acme.example,Ben,,\n",
    );
    assert.deepEqual(pool.shown, [
      '~ ann@acme.example: email_verified "false" → "true", given_name "Anne" → "Ann", phone_number null → "+4930123456", phone_number_verified null → "true"',
      "= ben@acme.example",
    ]);
    assert.deepEqual(results[0], { username: "ann@acme.example", outcome: "updated" });
    assert.deepEqual(operations(pool.changes), ["AdminUpdateUserAttributes"]);
    const ann = await pool.user("ann@acme.example");
    assert.deepEqual(
      [ann.attributes["given_name"], ann.attributes["family_name"], ann.attributes["nickname"], ann.enabled],
      ["Ann", "Archer", "annie", false],
    );
  });

  it("makes membership of the declared groups what the file says, and leaves other groups and silence alone", async () => {
    const pool = await town();
    await pool.idp.createGroup({ UserPoolId: pool.poolId, GroupName: "by-hand" });
    await pool.provision("email,groups\nann@acme.example,agents; customers\nben@acme.example,customers\n");
    assert.deepEqual(await pool.groupsOf("ann@acme.example"), ["agents", "customers"]);
    for (const Username of ["ann@acme.example", "ben@acme.example"]) {
      await pool.idp.adminAddUserToGroup({ UserPoolId: pool.poolId, Username, GroupName: "by-hand" });
    }
    await pool.provision("email,groups\nann@acme.example,customers\nben@acme.example,\n");
    assert.deepEqual(pool.shown, [
      '~ ann@acme.example: groups ["agents","customers"] → ["customers"]',
      "= ben@acme.example",
    ]);
    assert.deepEqual(operations(pool.changes), ["AdminRemoveUserFromGroup"]);
    assert.deepEqual(await pool.groupsOf("ann@acme.example"), ["by-hand", "customers"]);
    assert.deepEqual(await pool.groupsOf("ben@acme.example"), ["by-hand", "customers"]);
    await pool.provision('[{ "email": "ben@acme.example", "groups": [] }]');
    assert.deepEqual(await pool.groupsOf("ben@acme.example"), ["by-hand"]);
    assert.deepEqual((await pool.provision('[{ "email": "ben@acme.example", "groups": [] }]')).results, []);
  });

  it("knows people by their phone number where the pool does", async () => {
    const pool = await town((settings) => Object.assign(settings, { signIn: ["phone_number"] }));
    const file = "phone_number,email\n+4930123456,ann@acme.example\n";
    await pool.provision(file);
    const { "+4930123456": password = "" } = await pool.passwords();
    assert.equal(await pool.signIn("+4930123456", password), "NEW_PASSWORD_REQUIRED");
    assert.deepEqual((await pool.user("+4930123456")).attributes, {
      email: "ann@acme.example",
      email_verified: "true",
      phone_number: "+4930123456",
      phone_number_verified: "true",
    });
    assert.deepEqual((await pool.provision(file)).results, []);
    await pool.provision("phone_number,email\n+4930123456,anna@acme.example\n");
    assert.deepEqual(pool.shown, ['~ +4930123456: email "ann@acme.example" → "anna@acme.example"']);
    assert.equal((await pool.user("+4930123456")).attributes["email_verified"], "true");
    assert.deepEqual(pool.changes[0]?.input["UserAttributes"], [
      { Name: "email", Value: "anna@acme.example" },
      { Name: "email_verified", Value: "true" },
    ]);
  });

  it("knows people by their user name where the pool does", async () => {
    const pool = await town((settings) => Object.assign(settings, { signIn: ["username"] }));
    await pool.provision("username,email,name\nann,ann@acme.example,Ann Archer\n");
    const { ann: password = "" } = await pool.passwords();
    assert.equal(await pool.signIn("ANN", password), "NEW_PASSWORD_REQUIRED");
    assert.deepEqual((await pool.provision("username,email\nAnn,ann@acme.example\n")).results, []);
  });

  it("finds people by either address where the pool signs in with both, and refuses two accounts for one person", async () => {
    const pool = await town((settings) => Object.assign(settings, { signIn: ["email", "phone_number"] }));
    await pool.provision("email,phone_number\nann@acme.example,+4930123456\nben@acme.example,+4930999999\n");
    await pool.provision("email,phone_number\nanna@acme.example,+4930123456\n");
    assert.deepEqual(pool.shown, ['~ anna@acme.example: email "ann@acme.example" → "anna@acme.example"']);
    await assert.rejects(
      pool.provision("email,phone_number\nanna@acme.example,+4930999999\nben@acme.example,+4930123456\n"),
      {
        code: "USAGE",
        message:
          "These accounts are not the file's to change; nothing was:\nanna@acme.example: the email address is one account's, the phone number another's.\nben@acme.example: the email address is one account's, the phone number another's.",
      },
    );
    assert.deepEqual(pool.changes, []);
  });

  it("refuses an account that comes from another identity provider, before anything is changed", async () => {
    const pool = await town();
    pool.onTheWay = async ({ operation, input }, answer) =>
      operation === "AdminGetUser" && input["Username"] === "ben@acme.example"
        ? Response.json({ Username: "company_1234", UserStatus: "EXTERNAL_PROVIDER", UserAttributes: [] })
        : answer();
    await assert.rejects(pool.provision(twoPeople), {
      code: "USAGE",
      message: /ben@acme\.example: the account company_1234 comes from another identity provider/,
    });
    assert.deepEqual([pool.changes, existsSync(pool.sealed)], [[], false]);
  });

  describe("first passwords that were never used", () => {
    const file = "email,delivery\nann@acme.example,password\nben@acme.example,invitation\n";
    const day = 86_400;

    it("are left alone and said to have expired, until another one is asked for", async () => {
      const pool = await town();
      await pool.provision(file);
      const first = (await pool.passwords())["ann@acme.example"]!;
      pool.cloud.clock.advance(3 * day - 1);
      assert.deepEqual((await pool.provision(file, { resend: "expired" })).results, []);
      pool.cloud.clock.advance(2);
      const plain = await pool.provision(file);
      assert.deepEqual(pool.shown, [
        "= ann@acme.example: the first password has expired, --resend expired gives another",
        "= ben@acme.example: the first password has expired, --resend expired gives another",
      ]);
      assert.deepEqual([plain.results, pool.changes], [[], []]);
      await assert.rejects(pool.signIn("ann@acme.example", first), { name: "NotAuthorizedException" });

      const { results } = await pool.provision(file, { resend: "expired" });
      assert.deepEqual(pool.shown, ["~ ann@acme.example: another first password", "~ ben@acme.example: invited again"]);
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ["updated", "updated"],
      );
      assert.deepEqual(
        pool.changes.map(({ operation, input: { MessageAction, DesiredDeliveryMediums, Permanent } }) => [
          operation,
          MessageAction ?? Permanent,
          DesiredDeliveryMediums,
        ]),
        [
          ["AdminSetUserPassword", false, undefined],
          ["AdminCreateUser", "RESEND", ["EMAIL"]],
        ],
      );
      const given = await pool.passwords();
      assert.deepEqual(Object.keys(given), ["ann@acme.example"]);
      assert.equal(await pool.signIn("ann@acme.example", given["ann@acme.example"]!), "NEW_PASSWORD_REQUIRED");
      assert.deepEqual((await pool.provision(file, { resend: "expired" })).results, []);
    });

    it("are made anew for all who wait, on request, and never for those who have signed in", async () => {
      const pool = await town();
      await pool.provision(file);
      await pool.idp.adminSetUserPassword({
        UserPoolId: pool.poolId,
        Username: "ben@acme.example",
        Password: "chosen-By-Ben-0123456789",
        Permanent: true,
      });
      const { results } = await pool.provision(file, { resend: "waiting", permanent: true });
      assert.deepEqual(pool.shown, ["~ ann@acme.example: another first password", "= ben@acme.example"]);
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ["updated", "unchanged"],
      );
      assert.equal(await pool.signIn("ann@acme.example", (await pool.passwords())["ann@acme.example"]!), "signed in");
      assert.equal(await pool.signIn("ben@acme.example", "chosen-By-Ben-0123456789"), "signed in");
      pool.cloud.clock.advance(30 * day);
      assert.deepEqual((await pool.provision(file, { resend: "waiting" })).results, []);
    });
  });

  describe("where something goes wrong", () => {
    const three = "email,groups\nann@acme.example,agents\nben@acme.example,agents\ncid@acme.example,agents\n";
    const isFor = ({ operation, input }: Call, wanted: string, name: string): boolean =>
      operation === wanted && input["Username"] === name;

    it("goes on after a refusal, and keeps no password of who was not created", async () => {
      const pool = await town();
      pool.onTheWay = async (call, answer) =>
        isFor(call, "AdminCreateUser", "ben@acme.example")
          ? refusal(400, "AccessDeniedException", "not allowed")
          : answer();
      const { results } = await pool.provision(three);
      assert.deepEqual(results, [
        { username: "ann@acme.example", outcome: "created" },
        {
          username: "ben@acme.example",
          outcome: "failed",
          reason: "AWS: AccessDeniedException: not allowed (HTTP 400)",
        },
        { username: "cid@acme.example", outcome: "created" },
      ]);
      assert.deepEqual(Object.keys(await pool.passwords()), ["ann@acme.example", "cid@acme.example"]);
      pool.onTheWay = (_call, answer) => answer();
      await pool.provision(three);
      assert.deepEqual(pool.shown, ["= ann@acme.example", "+ ben@acme.example", "= cid@acme.example"]);
    });

    it("waits and asks again where Cognito throttles it", async () => {
      const pool = await town();
      let throttled = 0;
      pool.onTheWay = async (call, answer) => {
        if (!isFor(call, "AdminCreateUser", "ben@acme.example") || throttled > 0) return answer();
        throttled += 1;
        return refusal(429, "TooManyRequestsException", "Too many requests");
      };
      const { results } = await pool.provision(twoPeople);
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ["created", "created"],
      );
      assert.equal(throttled, 1);
    });

    it("keeps the password of who was created although Cognito's answer said nothing of it", async () => {
      const pool = await town();
      pool.onTheWay = async (call, answer) => {
        const made = await answer();
        return isFor(call, "AdminCreateUser", "ben@acme.example") && made.status === 200
          ? refusal(500, "InternalErrorException")
          : made;
      };
      const { results, passwords } = await pool.provision(three);
      assert.deepEqual(
        results.map(({ outcome, uncertain }) => [outcome, uncertain]),
        [
          ["created", undefined],
          ["failed", true],
          ["created", undefined],
        ],
      );
      // The SDK sends again what a server failed on, and it is there by then.
      assert.match(results[1]?.reason ?? "", /UsernameExistsException/);
      assert.equal(passwords, pool.sealed);
      const given = await pool.passwords();
      assert.equal(await pool.signIn("ben@acme.example", given["ben@acme.example"]!), "NEW_PASSWORD_REQUIRED");
      pool.onTheWay = (_call, answer) => answer();
      await pool.provision(three);
      assert.deepEqual(pool.shown[1], '~ ben@acme.example: groups [] → ["agents"]');
    });

    it("keeps the password of who was created and could not be put into a group, and says what failed", async () => {
      const pool = await town();
      pool.onTheWay = async (call, answer) =>
        isFor(call, "AdminAddUserToGroup", (await pool.user("ben@acme.example").catch(() => ({ id: "?" }))).id)
          ? refusal(400, "ResourceNotFoundException")
          : answer();
      const { results } = await pool.provision(three);
      assert.deepEqual(
        results.map(({ outcome }) => outcome),
        ["created", "failed", "created"],
      );
      assert.equal(
        results[1]?.reason,
        "The account was made, with a password to be changed, and then: AWS: ResourceNotFoundException: no (HTTP 400)",
      );
      assert.deepEqual(Object.keys(await pool.passwords()).length, 3);
    });

    it("repeats no password that a refusal does", async () => {
      const pool = await town();
      pool.onTheWay = async ({ operation, input }, answer) =>
        operation === "AdminCreateUser"
          ? refusal(400, "InvalidPasswordException", `${String(input["TemporaryPassword"])} is no good`)
          : answer();
      const { results } = await pool.provision("email\nann@acme.example\n");
      assert.equal(results[0]?.reason, "AWS: InvalidPasswordException: [secret] is no good (HTTP 400)");
    });

    it("stops at an interruption, with the passwords of everybody in the sealed file", async () => {
      const pool = await town();
      const interrupt = new AbortController();
      let sealedBefore: string | undefined;
      pool.onTheWay = async (call, answer) => {
        if (!isFor(call, "AdminCreateUser", "ben@acme.example")) return answer();
        sealedBefore = await readFile(pool.sealed, "utf8");
        await answer();
        interrupt.abort();
        throw new DOMException("aborted", "AbortError");
      };
      await assert.rejects(pool.provision(three, { signal: interrupt.signal }), { code: "INTERRUPTED" });
      assert.equal(await readFile(pool.sealed, "utf8"), sealedBefore);
      const given = await pool.passwords();
      assert.deepEqual(Object.keys(given), ["ann@acme.example", "ben@acme.example", "cid@acme.example"]);
      assert.equal(await pool.signIn("ben@acme.example", given["ben@acme.example"]!), "NEW_PASSWORD_REQUIRED");
      assert.equal(await pool.count(), 2);
    });

    it("only plans when it is told to, and changes nothing when the answer is no", async () => {
      const pool = await town();
      const { plan, results } = await pool.provision(three, { planOnly: true });
      assert.deepEqual([plan.length, results], [3, []]);
      await assert.rejects(pool.provision(three, { confirm: () => Promise.reject(new Error("no")) }), /no/);
      assert.deepEqual([await pool.count(), pool.changes, existsSync(pool.sealed)], [0, [], false]);
    });
  });
});
