import assert from "node:assert/strict";
import { createIssuerHandoff } from "../../../scripts/lib/handoff/createHandoff.ts";
import { renderText } from "../../../scripts/lib/handoff/renderText.ts";
import { accessGrantsModel, type AccessGrantsSettings } from "../../trust/accessGrantsFixture.ts";

const sheetOf = (change?: (settings: AccessGrantsSettings) => unknown, name = "jumpcloud") =>
  createIssuerHandoff(accessGrantsModel(change), name, "dev")?.sheet;
const client = ({ issuers }: AccessGrantsSettings) => issuers.jumpcloud.clients["s3-access-grants"];

describe("the hand-off sheet of JumpCloud's applications", () => {
  it("comes from the config alone, and ends with the step that takes the credentials", () => {
    const sheet = sheetOf()!;
    assert.deepEqual(
      sheet.sections.map(({ title }) => title),
      ["Who can do this", "Make the application s3-access-grants", "Give the client id and secret to the stack"],
    );
    assert.deepEqual(sheet.sections.at(-1)!.fields, [
      {
        label: "Command",
        value: "npm run handoff -- --stack dev --for jumpcloud --take",
        secret: false,
        shown: true,
      },
    ]);
  });

  it("has the guide's clicks in their order, with the values of the config", () => {
    const text = renderText(sheetOf()!).join("\n");
    const order = [
      "SSO Applications",
      "Custom Application",
      "Manage Single Sign-On",
      "Configure SSO with OIDC",
      "Configure Application",
      "Refresh Token too",
      "Client Secret Post as the Client Authentication Type",
      "Under Attribute Mapping, choose Email",
      "Click Activate",
      "--take",
    ].map((part) => text.lastIndexOf(part));
    assert.ok(!order.includes(-1), String(order));
    assert.deepEqual(
      order,
      order.toSorted((one, next) => one - next),
    );
    for (const value of ["http://localhost:5000/authorize", "http://localhost:5000/login", "s3-access-grants"]) {
      assert.ok(text.includes(value), value);
    }
  });

  it("leaves an application that is there already in place", () => {
    const id = "64b000000000000000000001";
    const text = renderText(sheetOf((settings) => (client(settings)["applicationId"] = id))!).join("\n");
    assert.ok(text.includes(id));
    assert.doesNotMatch(text, /Add New Application|Click Activate/);
  });

  it("says what is left of an application that the stack makes", () => {
    const sheet = sheetOf((settings) => (client(settings)["create"] = true))!;
    const [, finish] = sheet.sections;
    assert.equal(finish!.title, "Look at the application s3-access-grants, which the stack makes");
    assert.match(
      finish!.steps.join("\n"),
      /npm run up.*first[^]*Refresh Token is chosen[^]*Email among the Standard Scopes/,
    );
  });

  it("is found by issuers.NAME where a relying party has the name", () => {
    const same = (settings: AccessGrantsSettings) => {
      const { s3 } = settings.relyingParties;
      settings.relyingParties = { jumpcloud: s3 } as unknown as AccessGrantsSettings["relyingParties"];
    };
    assert.equal(sheetOf(same), undefined);
    assert.equal(sheetOf(same, "issuers.jumpcloud")!.name, "jumpcloud");
    const { fields } = sheetOf(same, "issuers.jumpcloud")!.sections.at(-1)!;
    assert.equal(fields[0]!.value, "npm run handoff -- --stack dev --for issuers.jumpcloud --take");
  });
});
