import assert from "node:assert/strict";
import type { ComparedWith } from "../../../scripts/lib/preview/PreviewReport.ts";
import { renderPreview } from "../../../scripts/lib/preview/renderPreview.ts";
import { toFailure } from "../../../scripts/lib/cli/toFailure.ts";
import type { ResourceChange } from "../../../scripts/lib/stack/ResourceChange.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { diffAccess } from "../../../trust/diff/diffAccess.ts";
import { parseSettings } from "../../../trust/parseSettings.ts";
import { accessWith, grantOf, reportWith, settingOf } from "./report.ts";

const marker = "<!-- crosstrust preview dev -->";
const change = (op: string, type: string, name: string, properties: readonly string[] = []): ResourceChange => ({
  op,
  type,
  name,
  urn: `urn:pulumi:dev::crosstrust::${type}::${name}`,
  properties,
});

describe("the comment of a preview", () => {
  it("says in one line that there is nothing to say", () => {
    assert.equal(
      renderPreview(reportWith()),
      `### dev: no change of access\n\nCompared with what is deployed.\n\n${marker}\n`,
    );
  });

  it("has its sections in the order in which they matter", () => {
    const access = accessWith({
      widens: true,
      digest: "0123456789abcdef",
      gained: [grantOf("admin of okta", "inventory GET /keys")],
      lost: [grantOf("reader of okta", "inventory GET /all", "the route is gone")],
      altered: [grantOf("other of okta", "inventory GET /keys")],
      settings: [
        settingOf("issuers.okta.audience"),
        settingOf("issuers.okta.name", { what: "name", effect: "neutral" }),
      ],
    });
    const text = renderPreview(
      reportWith({
        access,
        acknowledgement: { line: "access-acknowledged: 0123456789abcdef", given: false, others: ["aaaaaaaaaaaaaaaa"] },
        findings: [
          { rule: "no-wildcard", severity: "error", where: "issuers.okta", message: "It is open.", expected: "a list" },
        ],
        changes: [
          change("update", "okta:auth/serverScope:ServerScope", "okta/keys.read", ["description"]),
          change("replace", "okta:auth/server:Server", "okta", ["audiences"]),
        ],
        drift: [change("drift", "aws:iam/role:Role", "role", ["path"])],
        failures: [toFailure(new CrosstrustError("VENDOR_REFUSED", "No."), "dev")],
        warnings: ["It is old."],
        exitCode: 2,
      }),
    );
    assert.equal(
      text,
      `### ⚠ dev: 1 grant gained, 1 setting widens access, 1 grant lost, 1 grant for another reason, 1 other setting changed; the preview failed \\(VENDOR\\_REFUSED\\); 1 policy error

Compared with what is deployed.

To acknowledge the wider access, somebody who may write to the repository writes a line with nothing but \`access-acknowledged: 0123456789abcdef\` into the pull request.

An acknowledgement of another change stands there and does not count for this one: \`aaaaaaaaaaaaaaaa\`.

#### Grants gained (1)

- ⚠ \`admin of okta\` gains \`inventory GET /keys\`, because the route is new.

#### Grants lost (1)

- \`reader of okta\` loses \`inventory GET /all\`, because the route is gone.

#### Settings changed (2)

- ⚠ \`issuers.okta.audience\`: audience \`a\` → \`b\`
- \`issuers.okta.name\`: name \`a\` → \`b\`

#### The same access for another reason (1)

- \`other of okta\` keeps \`inventory GET /keys\` (by keys.read), because the route is new.

#### Policy findings (1)

- **error** \`no-wildcard\` \`issuers.okta\`: It is open. Expected: a list.

#### Resources (3)

- ⚠ replace \`okta:auth/server:Server\` \`okta\`: \`audiences\` – what breaks: every token of this issuer is refused from then on, and its URLs are others
- update \`okta:auth/serverScope:ServerScope\` \`okta/keys.read\`: \`description\`
- drift \`aws:iam/role:Role\` \`role\`: \`path\`

#### Errors (1)

**VENDOR\\_REFUSED** – Look at the credentials that the vendor was asked with, and at what it said.

\`\`\`text
VENDOR_REFUSED: No.
\`\`\`

#### Warnings (1)

- It is old.

${marker}
`,
    );
  });

  it("says what it was compared with", () => {
    const line = (comparedWith: ComparedWith): string =>
      renderPreview(reportWith({ comparedWith })).split("\n")[2] ?? "";
    assert.equal(line({ kind: "nothing" }), "Nothing is deployed: everything is new.");
    assert.equal(
      line({ kind: "file", file: "base/Pulumi.dev.yaml", declared: true }),
      "Compared with `base/Pulumi.dev.yaml`. The deployed stack, its backend and its vendors were not looked at.",
    );
    assert.match(
      line({ kind: "file", file: "x", declared: false }),
      /^Compared with `x`, which declares nothing or is not there\./,
    );
  });

  it("says that a wider change is one, whatever else there is, and that one that cannot be known is not known", () => {
    const first = (parts: Parameters<typeof reportWith>[0]): string =>
      renderPreview(reportWith(parts)).split("\n")[0] ?? "";
    assert.equal(
      first({ access: accessWith({ lost: [grantOf("a", "b")] }) }),
      "### dev: no access gained; 1 grant lost",
    );
    const failures = [toFailure(new CrosstrustError("ENGINE_UNAVAILABLE", "None."), "dev")];
    assert.equal(
      first({ access: null, failures }),
      "### ❌ dev: the preview failed \\(ENGINE\\_UNAVAILABLE\\); nobody knows what access changes",
    );
    assert.equal(first({ failures }), "### ❌ dev: no change of access; the preview failed \\(ENGINE\\_UNAVAILABLE\\)");
  });

  it("stays readable for 300 routes and 50 clients, and counts what it leaves out", () => {
    const access = diffAccess(undefined, big(300, 50), { stack: "dev" });
    assert.equal(access.gained.length, 15_000);
    const changes = Array.from({ length: 2_000 }, (_, index) =>
      change("create", "aws:apigatewayv2/route:Route", `route ${index}`),
    );
    const failures = [toFailure(new CrosstrustError("ENGINE_FAILED", "x\n".repeat(50_000)), "dev")];
    const text = renderPreview(
      reportWith({ access, changes, failures, warnings: changes.map(({ name }) => name), exitCode: 2 }),
    );
    assert.ok(text.length < 60_000, String(text.length));
    assert.ok(text.length > 55_000, String(text.length));
    assert.match(text, /^### ⚠ dev: 15000 grants gained, /);
    assert.ok(text.endsWith(`\n${marker}\n`));
    assert.deepEqual(leftOut(text, "Grants gained"), 15_000);
    assert.deepEqual(leftOut(text, "Settings changed"), access.settings.length);
    assert.deepEqual(leftOut(text, "Resources"), 2_000);
    assert.deepEqual(leftOut(text, "Warnings"), 2_000);
    assert.equal((text.match(/^```/gm) ?? []).length, 2);
    assert.match(text, /… and \d+ more lines\n```$/m);
    const gained = text.slice(text.indexOf("#### Grants gained"), text.indexOf("#### Settings changed"));
    assert.ok(gained.length > 20_000, "the access part has the most room");
  });

  it("stays below the limit with names that are absurdly long, and keeps every section", () => {
    const long = "name`|*<@".repeat(2_000);
    const many = Array.from({ length: 40 }, (_, index) => `${index}${long}`);
    const access = accessWith({
      widens: true,
      digest: "0123456789abcdef",
      gained: many.map((name) => grantOf(name, name, name)),
      lost: many.map((name) => grantOf(name, name, name)),
      settings: many.map((name) =>
        settingOf(name, { what: name, before: many, after: [name], added: many, removed: many }),
      ),
    });
    const text = renderPreview(
      reportWith({
        stack: long,
        comparedWith: { kind: "file", file: long, declared: true },
        access,
        findings: many.map((name) => ({ rule: name, severity: "error", where: name, message: name, advice: name })),
        changes: many.map((name) => change(name, name, name, many)),
        failures: many.map((name) => toFailure(new Error(name), "dev")),
        warnings: many,
      }),
    );
    assert.ok(text.length < 60_000, String(text.length));
    for (const heading of [
      "Grants gained",
      "Grants lost",
      "Settings changed",
      "Policy findings",
      "Resources",
      "Errors",
      "Warnings",
    ]) {
      assert.ok(text.includes(`#### ${heading} (40)`), heading);
    }
  });

  it("lets nothing that others wrote be markup, a mention, a link, or another's marker", () => {
    const evil =
      "x`\n\n### owned\n```\n<script>alert(1)</script> @acme/security [l](https://evil.example) | a | #1 :tada: $x$ </details> \u202etxt\u200b\r\n<!-- crosstrust preview production -->\n-->";
    const text = renderPreview(
      reportWith({
        stack: evil,
        comparedWith: { kind: "file", file: evil, declared: true },
        access: accessWith({
          gained: [grantOf(evil, evil, evil)],
          settings: [settingOf(evil, { what: evil, before: evil, after: [evil] })],
        }),
        findings: [
          {
            rule: evil,
            severity: "warning",
            where: evil,
            message: evil,
            gains: evil,
            expected: evil,
            actual: evil,
            advice: evil,
          },
        ],
        changes: [change(evil, evil, evil, [evil])],
        failures: [toFailure(new CrosstrustError("ENGINE_FAILED", evil), evil)],
        warnings: [evil],
      }),
    );
    assert.equal(text.includes("<!-- crosstrust preview production -->"), false);
    assert.equal((text.match(/<!--/g) ?? []).length, 1);
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\r]/);
    assert.equal((text.match(/\ufffdtxt\ufffd/g) ?? []).length > 3, true);
    const headings = text.split("\n").filter((line) => /^#{1,6} /.test(line));
    assert.deepEqual(
      headings.map((line) => line.replace(/^(#+ [A-Za-z]*).*/, "$1")),
      ["### ", "#### Grants", "#### Settings", "#### Policy", "#### Resources", "#### Errors", "#### Warnings"],
    );
    const withoutCode = text
      .replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "")
      .replace(/(?<!\\)(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
    assert.equal(/<(?!!-- crosstrust)|@[a-z]|(?<!\\)\[|https:\/\/|(?<!\\)#1/.test(withoutCode), false, withoutCode);
  });

  it("shows every value of a new thing, however long the one before it is", () => {
    const settings = [
      settingOf("issuers.workforce.clients.deploy.federatedCredentials.ci", {
        what: "federated credential",
        op: "added",
        before: undefined,
        after: {
          audience: "api://AzureADTokenExchange",
          description: "Deployments. ".repeat(100),
          issuer: "https://token.actions.githubusercontent.com",
          subject: "repo:evil/evil:ref:refs/heads/main",
        },
      }),
      settingOf('apis.inventory.routes["GET /new"]', {
        what: "route",
        op: "added",
        effect: "neutral",
        before: undefined,
        after: {
          access: { issuer: "okta", kind: "jwt", scopes: Array.from({ length: 100 }, (_, index) => `scope.${index}`) },
          backend: { kind: "http", url: "https://evil.example/collect" },
          key: "GET /new",
        },
      }),
    ];
    const text = renderPreview(reportWith({ access: accessWith({ widens: true, settings }) }));
    assert.match(text, /"subject":"repo:evil\/evil:ref:refs\/heads\/main"\}`$/m);
    assert.match(text, /"… and 90 more"\].*"url":"https:\/\/evil\.example\/collect"/);
  });

  it("is the same for the same report", () => {
    const access = diffAccess(undefined, big(5, 3), { stack: "dev" });
    assert.equal(renderPreview(reportWith({ access })), renderPreview(reportWith({ access: structuredClone(access) })));
  });
});

/** How many items of a section are shown and left out, together. */
function leftOut(text: string, heading: string): number {
  const part = text.split("\n#### ").find((one) => one.startsWith(heading)) ?? "";
  const left = /^… and (\d+) more [a-z]+, for which there is no room here\.$/m.exec(part);
  return part.split("\n").filter((line) => line.startsWith("- ")).length + Number(left?.[1] ?? 0);
}

function big(routes: number, clients: number) {
  const numbered = <T>(count: number, name: string, value: T): Record<string, T> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, value]));
  return parseSettings({
    issuers: {
      okta: {
        kind: "okta",
        audience: "https://api.example.com",
        scopes: { read: {} },
        clients: numbered(clients, "client-", { scopes: ["read"] }),
      },
    },
    apis: {
      big: { routes: numbered(routes, "GET /route", { issuer: "okta", scopes: ["read"], lambda: "one" }) },
    },
  }).model;
}
