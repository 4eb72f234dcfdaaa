import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { readEntraPeople } from "../../../../scripts/lib/provision/entra/readEntraPeople.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporaryFolder.ts";
import { fileFaults } from "../support/fileFaults.ts";

const surroundings = { domains: ["acme.example"], declared: ["alice@acme.example"] };

describe("readEntraPeople", () => {
  let folder: TemporaryFolder;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => folder.remove());

  const read = async (name: string, text: string) => readEntraPeople(await folder.write(name, text), surroundings);
  const faults = async (name: string, text: string): Promise<readonly string[]> => {
    const file = await folder.write(name, text);
    return fileFaults(readEntraPeople(file, surroundings), file);
  };

  it("reads CSV with quotes, empty cells, a byte order mark and either line end", async () => {
    const people = await read(
      "people.csv",
      '\uFEFFuserPrincipalName,displayName,givenName,surname,mailNickname,accountEnabled\r\nDan@acme.example,"Drew, Dan",Dan,Drew,,\r\neve@acme.example,Eve,,,eve.e,false\r\n',
    );
    assert.deepEqual(people, [
      {
        userPrincipalName: "Dan@acme.example",
        displayName: "Drew, Dan",
        givenName: "Dan",
        surname: "Drew",
      },
      { userPrincipalName: "eve@acme.example", displayName: "Eve", mailNickname: "eve.e", accountEnabled: false },
    ]);
  });

  it("reads JSON", async () => {
    const people = await read("people.json", '[{"userPrincipalName":"dan@acme.example","displayName":"Dan"}]');
    assert.deepEqual(people, [{ userPrincipalName: "dan@acme.example", displayName: "Dan" }]);
  });

  it("tells every fault of a CSV file with its line", async () => {
    assert.deepEqual(
      await faults(
        "bad.csv",
        [
          "userPrincipalName,displayName,surename",
          "dan@acme.example,Dan,Drew",
          "eve@elsewhere.example,Eve,",
          "fred acme.example,,",
          "gina@acme.example,Gina",
          "DAN@acme.example,Dan again,",
          "alice@acme.example,Alice,",
        ].join("\n"),
      ),
      [
        "5  The line has 2 fields, the first line 3.",
        "    Expected: userPrincipalName,displayName,surename",
        '2  There is no field "surename".',
        '    Expected: Did you mean "surname"?',
        '3  "elsewhere.example" is none of the tenant\'s domains.',
        "    Expected: a name that ends in @acme.example",
        '4  "displayName" is missing.',
        '4  Entra ID takes no user principal name "fred acme.example".',
        "    Expected: a name such as alice@acme.example: letters, digits and ' . - _ ! # ^ ~ before the @ (64 at most, periods between other characters only), a verified domain behind it, 113 characters in all",
        '7  "alice@acme.example" is declared in the stack\'s config.',
        "    Expected: change the person there, or leave them out here",
        `6  "DAN@acme.example" stands twice: ${folder.path}/bad.csv:2 has it too.`,
      ],
    );
  });

  it("tells every fault of a JSON file with its line", async () => {
    const text = `[
  { "userPrincipalName": "dan@acme.example", "displayName": 7, "accountEnabled": "yes" },
  "eve@acme.example",
  {
    "userPrincipalName": "fred@acme.example",
    "displayName": " Fred",
    "mailNickname": "fred fred",
    "surname": "${"x".repeat(65)}"
  }
]`;
    assert.deepEqual(await faults("bad.json", text), [
      "3  This is no object.",
      '    Expected: {"userPrincipalName": …, "displayName": …}',
      '2  "displayName" must be a text.',
      '2  "accountEnabled" must be true or false.',
      '4  There is whitespace around "displayName".',
      '4  "surname" is too long.',
      "    Expected: at most 64 characters",
      '4  Entra ID takes no mail nickname "fred fred".',
      '    Expected: at most 64 printable ASCII characters, without spaces and @ ( ) \\ [ ] " ; : < > ,',
    ]);
  });

  for (const [name, text, expected] of [
    ["empty.csv", "", "1  The file is empty."],
    ["nobody.json", "[]", "There is nobody in the file."],
    ["nobody.csv", "userPrincipalName,displayName\n", "There is nobody in the file."],
    ["broken.json", '[{"displayName":"Dan",\n]', "2  This is no JSON."],
    ["yaml.json", "- displayName: Dan\n", "1  This is no JSON."],
    ["object.json", '{"userPrincipalName":"dan@acme.example"}', "1  The file holds no list."],
    ["quote.csv", 'userPrincipalName,displayName\ndan@acme.example,"Dan', "2  This is no CSV: CSV_QUOTE_NOT_CLOSED."],
    [
      "twice.csv",
      "displayName,displayName,userPrincipalName\na,b,dan@acme.example\n",
      '1  The column "displayName" stands twice.',
    ],
  ] as const) {
    it(`refuses ${name}`, async () => {
      const [first] = await faults(name, text);
      assert.ok(first?.endsWith(expected), first);
    });
  }

  it("refuses a file of another kind, and one that is not there", async () => {
    await assert.rejects(read("people.xlsx", ""), {
      code: "USAGE",
      expected: "a file whose name ends in .csv or .json",
    });
    await assert.rejects(readEntraPeople(`${folder.path}/none.csv`, surroundings), { code: "USAGE" });
  });
});
