import assert from "node:assert/strict";
import { renderMatrix } from "../../../scripts/lib/report/page/renderMatrix.ts";
import { federatedModel } from "../../trust/cognitoFixture.ts";
import { accessGrantsTrust, manyPeople, ownPlaces } from "./accessGrantsTrust.ts";
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
    assert.match(
      text,
      /<h3>support<\/h3>\s*<span class="tallies quiet"><span>Jira Service Management<\/span><span>people who are not named here<\/span><\/span>/,
    );
  });
});

describe("renderMatrix, of S3 Access Grants", () => {
  /** The rows of its table: what stands in the head of a row, the kind of its answer, and what is said of it. */
  function answersOf(trust = accessGrantsTrust()): readonly string[] {
    const { text } = renderMatrix(trust);
    const [table = ""] = /<table>[^]*<\/table>/.exec(text) ?? [];
    return [
      ...table.matchAll(/<th scope="row">([^]*?)<\/th>\s*<td class="([a-z]+)" title="([^"]*)">([^]*?)<\/td>/g),
    ].map(([, head, kind, , cell]) =>
      [head, `${kind}:`, cell!.replace(/<span class="sr">[^]*?<\/span>/, "")]
        .join(" ")
        .replaceAll(/<[^>]+>/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim(),
    );
  }

  it("says of each person at each place whether they get at it, and by which grant", () => {
    assert.deepEqual(answersOf(), [
      "dora READWRITE s3://acme-dev-logs/app/* denied: – not granted",
      "dora WRITE s3://acme-dev-reports/summary.csv denied: – not granted",
      "dora READ s3://acme-dev-reports/team-a/* allowed: ✓ analysts-team-a, to the group analysts",
      "erik READWRITE s3://acme-dev-logs/app/* allowed: ✓ erik-logs, to the user erik",
      "erik WRITE s3://acme-dev-reports/summary.csv allowed: ✓ erik-summary, to the user erik",
      "erik READ s3://acme-dev-reports/team-a/* denied: – not granted",
      "fay READWRITE s3://acme-dev-logs/app/* denied: – no ID token",
      "fay WRITE s3://acme-dev-reports/summary.csv denied: – no ID token",
      "fay READ s3://acme-dev-reports/team-a/* denied: – no ID token",
    ]);
  });

  it("shows what only Identity Center knows as neither allowed nor denied", () => {
    const toAdopted = accessGrantsTrust(({ relyingParties: { s3 } }) => {
      s3.identityCenter.assignment["groups"] = ["analysts", "auditors"];
      s3.grants["analysts-team-a"]["group"] = "auditors";
    });
    assert.deepEqual(
      answersOf(toAdopted).filter((row) => row.includes("team-a")),
      [
        "dora READ s3://acme-dev-reports/team-a/* unknown: ○ only Identity Center knows",
        "erik READ s3://acme-dev-reports/team-a/* unknown: ○ only Identity Center knows",
        "fay READ s3://acme-dev-reports/team-a/* denied: – no ID token",
      ],
    );
    const why = "It is granted to auditors, and who is in that group, Identity Center knows.";
    const { text } = renderMatrix(toAdopted);
    assert.ok(text.includes(`title="${why}"`));
    assert.ok(text.includes(`<span class="sr">not known. ${why}</span>`));
  });

  it("says the reason in a title, and the answer with its reason to screen readers", () => {
    const { text } = renderMatrix(accessGrantsTrust());
    const why = "It is granted to analysts, and dora is in that group.";
    assert.equal(text.split(`title="${why}"`).length - 1, 1);
    assert.equal(text.split(`<span class="sr">allowed. ${why}</span>`).length - 1, 1);
    const no = "fay is in no group that may use s3-access-grants, and gets no ID token.";
    assert.equal(text.split(`<span class="sr">denied. ${no}</span>`).length - 1, 3);
  });

  it("says how many people and places there are, and begins closed where they are many", () => {
    const headOf = (trust: ReturnType<typeof accessGrantsTrust>): string =>
      (
        /<details class="group" (?:open)?>\s*<summary>\s*<h3>s3<[^]*?<\/summary>/.exec(renderMatrix(trust).text)?.[0] ??
        ""
      )
        .replaceAll(/<(?!details)[^>]+>/g, " ")
        .replaceAll(/\s+/g, " ")
        .trim();
    assert.equal(headOf(accessGrantsTrust()), '<details class="group" open> s3 S3 Access Grants 3 people 3 places');
    assert.equal(
      headOf(accessGrantsTrust(manyPeople(200))),
      '<details class="group" > s3 S3 Access Grants 203 people 3 places',
    );
  });

  it("counts who is denied, where all of them would be too many to list", () => {
    const { text } = renderMatrix(accessGrantsTrust(ownPlaces(200)));
    // 203 people at 203 places; 200 have their own, 181 are analysts, and two are erik's.
    assert.match(text, /<span>203 people<\/span><span>203 places<\/span><span>40826 denied, not listed<\/span>/);
    assert.deepEqual([text.split("<tr>").length - 2, text.split('<td class="denied"').length - 1], [383, 0]);
    assert.match(
      text,
      /<th scope="row">\s*person-042 <small class="place">READWRITE s3:\/\/acme-dev-reports\/home\/person-042\/\*</,
    );
  });

  it("has no such table where nothing of the kind is declared", () => {
    assert.ok(!renderMatrix(microsoftTrust()).text.includes("S3 Access Grants"));
  });
});
