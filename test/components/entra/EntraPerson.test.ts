import assert from "node:assert/strict";
import { EntraPerson } from "../../../components/entra/EntraPerson.ts";
import type { EntraPersonArgs } from "../../../components/entra/EntraPerson.ts";
import { runProgram } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const alice: EntraPersonArgs = {
  userPrincipalName: "alice@acme.example",
  displayName: "Alice Archer",
  givenName: "Alice",
  surname: "Archer",
  mailNickname: "alice",
};

describe("EntraPerson", () => {
  it("makes the account with the user principal name as mail and a password to change at the first sign-in", async () => {
    const { ofType } = await runProgram(() => new EntraPerson("jumpcloud/alice", alice));
    const [user, ...others] = ofType("azuread:index/user:User");
    assert.deepEqual(others, []);
    const { password, ...inputs } = user!.inputs;
    assert.deepEqual(inputs, {
      userPrincipalName: "alice@acme.example",
      displayName: "Alice Archer",
      givenName: "Alice",
      surname: "Archer",
      mail: "alice@acme.example",
      mailNickname: "alice",
      forcePasswordChange: true,
      accountEnabled: true,
    });
    assert.deepEqual(password, {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "secret-of-jumpcloud/alice",
    });
    assert.ok(user!.secretOutputs.includes("password"));
    assert.deepEqual([user!.name, user!.parent], ["jumpcloud/alice", "crosstrust:entra:Person jumpcloud/alice"]);
  });

  it("leaves out the names that the config leaves out", async () => {
    const { userPrincipalName, displayName, mailNickname } = alice;
    const { ofType } = await runProgram(() => new EntraPerson("p", { userPrincipalName, displayName, mailNickname }));
    const { inputs } = ofType("azuread:index/user:User")[0]!;
    assert.deepEqual(["givenName" in inputs, "surname" in inputs], [false, false]);
  });

  it("generates a password with every kind of character that Entra ID counts", async () => {
    const { ofType } = await runProgram(() => new EntraPerson("p", alice));
    assert.deepEqual(
      ofType("random:index/randomPassword:RandomPassword").map(({ inputs }) => inputs),
      [{ length: 24, minLower: 1, minUpper: 1, minNumeric: 1, minSpecial: 1, overrideSpecial: "!#%*+-=?@_" }],
    );
  });

  it("hands on who it is, and the password as a secret", async () => {
    const { result } = await runProgram(() => new EntraPerson("p", alice));
    assert.deepEqual(await settled(result.objectId), { value: "user-of-p", known: true, secret: false });
    assert.deepEqual(await settled(result.userPrincipalName), {
      value: "alice@acme.example",
      known: true,
      secret: false,
    });
    assert.deepEqual(await settled(result.initialPassword), { value: "secret-of-p", known: true, secret: true });
  });
});
