import assert from "node:assert/strict";
import { signInMatrix } from "../../trust/signInMatrix.ts";
import { federatedModel } from "./cognitoFixture.ts";
import { microsoftModel } from "./microsoftFixture.ts";
import { modelOf } from "./settingsFixture.ts";

describe("signInMatrix", () => {
  it("has each declared person at JumpCloud, and why they can sign in or not", () => {
    assert.deepEqual(signInMatrix(microsoftModel()), [
      {
        kind: "person",
        person: "alice",
        relyingParty: "jumpcloud",
        account: "alice@acme.example",
        allowed: true,
        reason: "routed",
        why: "The account with the company email alice@acme.example is in the group entra-people, whose members JumpCloud sends to Entra ID.",
      },
      {
        kind: "person",
        person: "bob",
        relyingParty: "jumpcloud",
        account: "bob@acme.example",
        allowed: false,
        reason: "not-routed",
        why: "The account is not in the group entra-people, whose members JumpCloud sends to Entra ID.",
      },
      {
        kind: "person",
        person: "carol",
        relyingParty: "jumpcloud",
        account: "carol@acme.example",
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
      rows.map((row) => [row.kind === "person" && row.person, row.reason]),
      [["dave", "routed"]],
    );
  });

  it("has whoever the client of a portal lets in, and whom it does not, none of them by name", () => {
    const rows = signInMatrix(federatedModel());
    assert.deepEqual(rows, [
      {
        kind: "anyone",
        who: "anyone with an account in the user pool portal",
        relyingParty: "support",
        allowed: true,
        reason: "pool-account",
        why: "The client jsm offers the accounts of the user pool, which administrators make.",
      },
      {
        kind: "anyone",
        who: "anyone of the Entra ID tenant (company)",
        relyingParty: "support",
        allowed: true,
        reason: "federated",
        why: "The client jsm offers the identity provider company, whose application in the Entra ID tenant asks for no assignment: guests of the tenant can sign in too.",
      },
      ...["Agents", "Support"].map((group) => ({
        kind: "anyone",
        who: `anyone in the group ${group} of the Okta organisation (staff)`,
        relyingParty: "support",
        allowed: false,
        reason: "not-offered",
        why: "The client jsm does not offer this way to sign in.",
      })),
    ]);
  });

  it("says who of the Okta organisation comes in, and that a pool's own accounts do not where the client says so", () => {
    const short = (assignment: unknown) =>
      signInMatrix(
        federatedModel(({ issuers: { portal } }) => {
          portal.clients.jsm["identityProviders"] = ["staff"];
          portal.federation.staff["assignment"] = assignment;
        }),
      ).map((row) => [row.kind === "anyone" && row.who, row.allowed, row.reason]);
    const others = [
      ["anyone with an account in the user pool portal", false, "not-offered"],
      ["anyone of the Entra ID tenant (company)", false, "not-offered"],
    ];
    assert.deepEqual(short("everyone"), [...others, ["anyone of the Okta organisation (staff)", true, "federated"]]);
    assert.deepEqual(short({ groups: ["Support"] }), [
      ...others,
      ["anyone in the group Support of the Okta organisation (staff)", true, "federated-group"],
    ]);
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
