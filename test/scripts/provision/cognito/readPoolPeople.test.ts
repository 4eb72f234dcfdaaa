import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { after, before, describe, it } from "mocha";
import { type PoolDefaults, readPoolPeople } from "../../../../scripts/lib/provision/cognito/readPoolPeople.ts";
import type { UserNameKind } from "../../../../trust/TrustModel.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporaryFolder.ts";
import { fileFaults } from "../support/fileFaults.ts";

const byPassword: PoolDefaults = { delivery: "password", permanent: false };

describe("readPoolPeople", () => {
  let folder: TemporaryFolder;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => folder.remove());

  const pool = (...signIn: readonly UserNameKind[]) => ({ signIn, groups: { agents: {}, customers: {} } });
  const read = async (name: string, text: string, signIn: UserNameKind = "email", defaults = byPassword) =>
    readPoolPeople(await folder.write(name, text), pool(signIn), defaults);
  const faults = async (name: string, text: string, ...signIn: readonly UserNameKind[]): Promise<readonly string[]> => {
    const file = await folder.write(name, text);
    return fileFaults(readPoolPeople(file, pool(...signIn), byPassword), file);
  };

  it("reads CSV: addresses are verified, groups are parted by semicolons, an empty cell is not there", async () => {
    const people = await read(
      "people.csv",
      "email,phone_number,name,given_name,family_name,groups,delivery,permanent\nAnn@acme.example,+4930123456,Ann Archer,Ann,Archer, customers ;agents;agents,password,true\nben@acme.example,,,,,,,\n",
    );
    assert.deepEqual(people, [
      {
        username: "Ann@acme.example",
        attributes: {
          email: "Ann@acme.example",
          phone_number: "+4930123456",
          name: "Ann Archer",
          given_name: "Ann",
          family_name: "Archer",
          email_verified: "true",
          phone_number_verified: "true",
        },
        groups: ["agents", "customers"],
        delivery: "password",
        permanent: true,
      },
      {
        username: "ben@acme.example",
        attributes: { email: "ben@acme.example", email_verified: "true" },
        delivery: "password",
        permanent: false,
      },
    ]);
  });

  it("reads JSON, where a person can be said to be in no group", async () => {
    const [ann] = await read("people.json", '[{"email":"ann@acme.example","groups":[]}]');
    assert.deepEqual(ann?.groups, []);
  });

  it("takes what the file does not say from the command line, and the file's word before it", async () => {
    const text = "email,delivery,permanent\na@acme.example,,\nb@acme.example,password,\nc@acme.example,,true\n";
    const said = (people: readonly { delivery: string; permanent: boolean }[]) =>
      people.map(({ delivery, permanent }) => [delivery, permanent]);
    assert.deepEqual(said(await read("d.csv", text, "email", { delivery: "invitation", permanent: false })), [
      ["invitation", false],
      ["password", false],
      ["password", true],
    ]);
    assert.deepEqual(said(await read("d.csv", text, "email", { delivery: "invitation", permanent: true })), [
      ["invitation", false],
      ["password", true],
      ["password", true],
    ]);
  });

  it("tells every fault of a CSV file with its line", async () => {
    assert.deepEqual(
      await faults(
        "bad.csv",
        [
          "email,phone_number,groups,delivery,permanent,sirname",
          "ann at acme,030 123,agent;customers,mail,yes,Archer",
          ",,,,,",
          "ben@acme.example,,,invitation,true,",
          "cid@acme,,,,,",
          "BEN@acme.example,,,,,",
          `${"x".repeat(120)}@acme.example,,,,,`,
        ].join("\n"),
        "email",
      ),
      [
        '2  There is no field "sirname".',
        "    Expected: one of email, phone_number, name, given_name, family_name, delivery, permanent, groups",
        '2  "permanent" must be true or false.',
        '2  "ann at acme" is no email address.',
        "    Expected: an address such as ann@acme.example",
        '2  "030 123" is no phone number.',
        "    Expected: a number such as +4930123456: +, country code, digits alone",
        '2  The pool has no group "agent".',
        '    Expected: Did you mean "agents"?',
        '2  There is no delivery "mail".',
        '    Expected: one of "invitation", "password"',
        '3  "email" is missing.',
        "4  The password of an invitation cannot be permanent.",
        "    Expected: delivery password, or permanent false",
        '5  "cid@acme" is no email address.',
        "    Expected: an address such as ann@acme.example",
        "7  The name to sign in with is too long.",
        "    Expected: at most 128 characters",
        `6  "BEN@acme.example" stands twice: ${folder.path}/bad.csv:4 has it too.`,
      ],
    );
  });

  it("refuses a file that is not UTF-8, rather than give people wrong names", async () => {
    const file = await folder.write("excel.csv", "");
    await writeFile(file, Buffer.from("email,name\njuergen@acme.example,Jürgen\n", "latin1"));
    await assert.rejects(readPoolPeople(file, pool("email"), byPassword), {
      code: "USAGE",
      message: /not written in UTF-8/,
      where: file,
    });
  });

  it("takes letters in their composed form, however the file writes them", async () => {
    const [jose] = await read("nfd.csv", "email,name\njose\u0301@acme.example,Jose\u0301\n");
    assert.deepEqual([jose?.username, jose?.attributes["name"]], ["jos\u00e9@acme.example", "Jos\u00e9"]);
    const text = "email\njose\u0301@acme.example\njos\u00e9@acme.example\n";
    assert.match((await faults("twice.csv", text, "email"))[0] ?? "", /stands twice/);
  });

  it("refuses what nobody sees, and leaves the joiners that names need", async () => {
    const text = "email,name\nann\u200b@acme.example,Ann\u202e\nben\u200c@acme.example,\u0645\u06cc\u200c\u062e\n";
    assert.deepEqual(await faults("hidden.csv", text, "email"), [
      '2  "email" holds a character that is not to be seen.',
      "    Expected: type it anew",
      '2  "name" holds a character that is not to be seen.',
      "    Expected: type it anew",
      '2  "ann\u200b@acme.example" is no email address.',
      "    Expected: an address such as ann@acme.example",
      '3  "ben\u200c@acme.example" is no email address.',
      "    Expected: an address such as ann@acme.example",
    ]);
    assert.match(
      (await faults("half.json", '[{"email":"a@acme.example","name":"\\ud800"}]', "email"))[0] ?? "",
      /"name"/,
    );
  });

  it("reads flags as spreadsheets write them", async () => {
    const people = await read("flags.csv", "email,permanent\na@acme.example,TRUE\nb@acme.example,False\n");
    assert.deepEqual(
      people.map(({ permanent }) => permanent),
      [true, false],
    );
  });

  it("tells every fault of a JSON file with its line", async () => {
    assert.deepEqual(
      await faults(
        "bad.json",
        `[
  { "email": 7, "groups": "agents" },
  { "email": "ann@acme.example", "groups": ["agents", 3], "delivery": true }
]`,
        "email",
      ),
      [
        '2  "email" must be a text.',
        '2  "groups" must be a list of texts.',
        '3  "delivery" must be a text.',
        '3  "groups" must be a list of texts.',
      ],
    );
  });

  it("asks for what people sign in with, and for the email address that every pool wants", async () => {
    assert.deepEqual(await faults("u.csv", "given_name\nAnn\n", "username"), [
      '2  "username" is missing.',
      '2  "email" is missing.',
    ]);
    assert.deepEqual(await faults("p.csv", "given_name\nAnn\n", "phone_number"), [
      '2  "email" is missing.',
      '2  "phone_number" is missing.',
    ]);
    assert.deepEqual(await faults("b.csv", "given_name\nAnn\n", "email", "phone_number"), ['2  "email" is missing.']);
    assert.deepEqual(await faults("n.csv", "username,email\nann,ann@acme.example\n", "email"), [
      '2  There is no field "username".',
      "    Expected: one of email, phone_number, name, given_name, family_name, delivery, permanent, groups",
    ]);
    assert.deepEqual(await faults("s.csv", "username,email\nann archer,ann@acme.example\n", "username"), [
      '2  Cognito takes no user name "ann archer".',
      "    Expected: letters, digits and signs, without spaces",
    ]);
  });

  it("takes a phone number twice where nobody signs in with it", async () => {
    const text = "email,phone_number\na@acme.example,+4930123456\nb@acme.example,+4930123456\n";
    assert.equal((await read("same.csv", text)).length, 2);
    const [fault] = await faults("same.csv", text, "phone_number");
    assert.match(fault ?? "", /"\+4930123456" stands twice/);
  });

  it("names the fields that a file needs where it has none", async () => {
    assert.deepEqual(await faults("empty.csv", "", "username"), [
      "1  The file is empty.",
      "    Expected: a first line that names the fields, such as username,email",
    ]);
  });
});
