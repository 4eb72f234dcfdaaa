import assert from "node:assert/strict";
import { signInMatrix } from "../../trust/signInMatrix.ts";
import { microsoftModel } from "./microsoftFixture.ts";
import { modelOf } from "./settingsFixture.ts";

describe("signInMatrix", () => {
  it("has each declared person at JumpCloud, and why they can sign in or not", () => {
    assert.deepEqual(signInMatrix(microsoftModel()), [
      {
        person: "alice",
        relyingParty: "jumpcloud",
        userPrincipalName: "alice@acme.example",
        allowed: true,
        reason: "routed",
        why: "The account with the company email alice@acme.example is in the group entra-people, whose members JumpCloud sends to Entra ID.",
      },
      {
        person: "bob",
        relyingParty: "jumpcloud",
        userPrincipalName: "bob@acme.example",
        allowed: false,
        reason: "not-routed",
        why: "The account is not in the group entra-people, whose members JumpCloud sends to Entra ID.",
      },
      {
        person: "carol",
        relyingParty: "jumpcloud",
        userPrincipalName: "carol@acme.example",
        allowed: false,
        reason: "no-jumpcloud-account",
        why: "JumpCloud has no account whose company email is carol@acme.example.",
      },
    ]);
  });

  it("admits a person whose account was there before", () => {
    const rows = signInMatrix(
      microsoftModel(({ relyingParties }) => {
        relyingParties.jumpcloud.people = {
          dave: { userPrincipalName: "dave@acme.example", displayName: "Dave", routed: true },
        };
      }),
    );
    assert.deepEqual(
      rows.map(({ person, reason }) => [person, reason]),
      [["dave", "routed"]],
    );
  });

  it("is empty where nobody signs in to anything", () => {
    assert.deepEqual(signInMatrix(modelOf()), []);
  });

  it("is in order of people, however the model is", () => {
    const model = microsoftModel();
    const jumpcloud = model.relyingParties["jumpcloud"];
    assert.ok(jumpcloud?.kind === "jumpcloud-federation");
    const people = Object.fromEntries(Object.entries(jumpcloud.people).reverse());
    const shuffled = { ...model, relyingParties: { jumpcloud: { ...jumpcloud, people } } };
    assert.deepEqual(signInMatrix(shuffled), signInMatrix(model));
  });
});
