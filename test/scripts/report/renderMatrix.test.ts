import assert from "node:assert/strict";
import { renderMatrix } from "../../../scripts/lib/report/page/renderMatrix.ts";
import { federatedModel } from "../../trust/cognitoFixture.ts";
import { microsoftTrust } from "./microsoftTrust.ts";

/** The text of each cell of the row that begins with a heading, tags and what only screen readers see left out. */
function rowOf(markup: string, heading: string): readonly string[] {
  const row = [...markup.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].find(([, cells]) => cells?.includes(`"row">${heading}<`));
  assert.ok(row, `no row ${heading}`);
  return [...row[1]!.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) =>
    cell!
      .replaceAll(/<span class="sr">[\s\S]*?<\/span\s*>/g, "")
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
}

describe("renderMatrix, of issuers of Microsoft's", () => {
  const { text } = renderMatrix(microsoftTrust());

  it("shows what each issuer of a Lambda authorizer's route is asked for, roles that match and how long answers are kept", () => {
    assert.deepEqual(rowOf(text, "GET /orders/all"), [
      "GET /orders/all customers: orders.read; workforce: Orders.Export (Lambda authorizer)",
      "403",
      "✓ orders.read revoked: 60 s more",
      "403",
      "no token",
      "403",
      "✓ Orders.Export revoked: 60 s more",
    ]);
  });

  it("shows a 403 where a Lambda authorizer, and a 401 where a JWT authorizer, does not trust the issuer", () => {
    assert.deepEqual(rowOf(text, "GET /orders/export").slice(1, 3), ["403", "403"]);
    assert.deepEqual(rowOf(text, "GET /orders"), [
      "GET /orders customers: orders.read",
      "403",
      "✓ orders.read",
      "401",
      "401",
      "401",
      "401",
    ]);
  });

  it("shows who can sign in to JumpCloud", () => {
    assert.deepEqual(
      ["alice", "bob", "carol"].map((name) => rowOf(text, name)),
      [
        ["alice alice@acme.example", "✓ with Entra ID"],
        ["bob bob@acme.example", "– not in the routed group"],
        ["carol carol@acme.example", "– no account"],
      ],
    );
    assert.match(text, /denied\. JumpCloud has no account whose company email is carol@acme\.example\./);
  });

  it("has a column for any application of the tenant", () => {
    const open = renderMatrix(microsoftTrust(({ issuers }) => (issuers.workforce["assignmentRequired"] = false)));
    assert.match(open.text, /<strong>any application<\/strong>workforce/);
    assert.deepEqual(
      rowOf(open.text, "GET /orders/summary").slice(3),
      Array.from({ length: 5 }, () => "✓"),
    );
  });
});

describe("renderMatrix, of a customer portal", () => {
  it("shows who can sign in by what they are, as nobody is named", () => {
    const { text } = renderMatrix({ ...microsoftTrust(), model: federatedModel() });
    assert.deepEqual(
      ["anyone with an account in the user pool portal", "anyone of the Entra ID tenant (company)"].map((who) =>
        rowOf(text, who),
      ),
      [
        ["anyone with an account in the user pool portal", "✓ with the pool's own account"],
        ["anyone of the Entra ID tenant (company)", "✓ with the identity provider"],
      ].map((cells) => cells.map((cell) => cell.replace("'", "&#39;"))),
    );
    assert.deepEqual(rowOf(text, "anyone in the group Support of the Okta organisation (staff)")[1], "– not offered");
    assert.match(text, /<h3>support<\/h3>\s*<span class="tallies quiet">people who are not named here<\/span>/);
  });
});
