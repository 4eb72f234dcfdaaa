import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chooseDirectory } from "../../../scripts/lib/provision/chooseDirectory.ts";
import type { CognitoIssuerModel, OktaIssuerModel, RelyingPartyModel, TrustModel } from "../../../trust/TrustModel.ts";

// Names and kinds are all that is looked at.
const pool = { kind: "cognito" } as CognitoIssuerModel;
const okta = { kind: "okta" } as OktaIssuerModel;
const federation = { kind: "jumpcloud-federation" } as RelyingPartyModel;
const support = { kind: "jira-service-management", issuer: "portal" } as RelyingPartyModel;
const insight = { kind: "fortanix-key-insight", issuer: "okta" } as RelyingPartyModel;

const model = (issuers: TrustModel["issuers"], relyingParties: TrustModel["relyingParties"]): TrustModel => ({
  issuers,
  apis: {},
  relyingParties,
});

describe("chooseDirectory", () => {
  it("takes the only directory, whatever else the stack has", () => {
    assert.deepEqual(chooseDirectory(model({ okta, portal: pool }, { support, insight })), {
      kind: "cognito",
      issuer: "portal",
    });
    assert.deepEqual(chooseDirectory(model({ okta }, { jumpcloud: federation })), { kind: "entra", federation });
  });

  it("takes the one that is named: a pool, a customer portal for its pool, a federation", () => {
    const all = model({ portal: pool, staff: pool }, { support, jumpcloud: federation });
    assert.deepEqual(chooseDirectory(all, "staff"), { kind: "cognito", issuer: "staff" });
    assert.deepEqual(chooseDirectory(all, "support"), { kind: "cognito", issuer: "portal" });
    assert.deepEqual(chooseDirectory(all, "jumpcloud"), { kind: "entra", federation });
  });

  it("takes a relying party before an issuer of the same name", () => {
    assert.deepEqual(chooseDirectory(model({ people: pool }, { people: federation }), "people"), {
      kind: "entra",
      federation,
    });
  });

  it("asks which, where there are more", () => {
    for (const many of [
      model({ portal: pool, staff: pool }, {}),
      model({ portal: pool }, { jumpcloud: federation }),
      model({}, { one: federation, other: federation }),
    ]) {
      assert.throws(() => chooseDirectory(many), { code: "USAGE", where: "--for" });
    }
  });

  it("says what there is instead of a name that is not", () => {
    assert.throws(() => chooseDirectory(model({ okta, portal: pool }, { insight }), "portl"), {
      code: "USAGE",
      expected: 'Did you mean "portal"?',
    });
    assert.throws(() => chooseDirectory(model({ okta }, { insight }), "insight"), {
      code: "USAGE",
      message: "The stack has nothing that people of a file sign in to.",
    });
  });
});
