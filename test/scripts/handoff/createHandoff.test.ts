import assert from "node:assert/strict";
import { createHandoff } from "../../../scripts/lib/handoff/createHandoff.ts";
import type { Handoff, HandoffRequest } from "../../../scripts/lib/handoff/createHandoff.ts";
import { renderMarkdown } from "../../../scripts/lib/handoff/renderMarkdown.ts";
import { renderText } from "../../../scripts/lib/handoff/renderText.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { changed, deploy, secretsOf, settings } from "../verify/support/deployedTrust.ts";

const endpoint = "https://acme.okta.com/oauth2/aus-main/v1/token";
const secret = "secret-of-main-reader_x-Y";

function handoff(options: Partial<HandoffRequest> = {}): Handoff {
  const trust = deploy(settings);
  return createHandoff({
    trust,
    clientSecrets: secretsOf(trust),
    relyingPartySecrets: {},
    stack: "dev",
    name: "insight",
    reveal: false,
    ...options,
  });
}

/** With the reader's authentication, or the default of its scope, changed. */
function otherwise({
  authentication = "client_secret_basic",
  isDefault = true,
}): Pick<HandoffRequest, "trust" | "clientSecrets"> {
  const trust = deploy(
    changed(({ issuers }) => {
      issuers["main"]!.clients["reader"]!["authentication"] = authentication;
      issuers["main"]!.scopes["keys.read"]!.default = isDefault;
    }),
  );
  return { trust, clientSecrets: secretsOf(trust) };
}

describe("createHandoff for Fortanix Key Insight", () => {
  it("has the form's fields in their order", () => {
    assert.deepEqual(
      handoff().sheet.sections[0]!.fields.map(({ label, value }) => [label, value]),
      [
        ["Client ID", "0oa-main-reader"],
        ["Client Secret", "••••••••"],
        ["Well-known URL", "https://acme.okta.com/oauth2/aus-main/.well-known/oauth-authorization-server"],
        ["Scopes", "keys.read"],
      ],
    );
  });

  it("tells nothing of the secret until it is revealed", () => {
    const { sheet } = handoff();
    const everything = [JSON.stringify(sheet), renderMarkdown(sheet), ...renderText(sheet)].join("\n");
    assert.ok(!everything.includes(secret));
    assert.ok(!everything.includes(secret.slice(-4)));
    const longer = handoff({ clientSecrets: { main: { reader: "another-secret-of-another-length-altogether" } } });
    assert.deepEqual(longer.sheet, sheet);
  });

  it("prints a curl that reads the credentials from a pipe", () => {
    assert.equal(
      handoff().sheet.trial?.command,
      `npm run --silent handoff -- --stack dev --for insight --reveal --curl-config | curl --config - -X POST '${endpoint}?grant_type=client_credentials' -H 'Content-Type: application/x-www-form-urlencoded'`,
    );
    assert.deepEqual(handoff().curlConfig, [`user = "0oa-main-reader:${secret}"`]);
  });

  it("prints the guide's curl with the real values once revealed", () => {
    const { sheet } = handoff({ reveal: true });
    assert.equal(
      sheet.trial?.command,
      `curl -X POST --user 0oa-main-reader:${secret} '${endpoint}?grant_type=client_credentials' -H 'Content-Type: application/x-www-form-urlencoded'`,
    );
    assert.equal(sheet.sections[0]?.fields[1]?.value, secret);
    assert.match(renderMarkdown(sheet), new RegExp(`\\| Client Secret \\| \`${secret}\` \\|`));
  });

  it("asks for the scopes by name where the client can have no default scope", () => {
    const { sheet } = handoff(otherwise({ isDefault: false }));
    const form = "--data-urlencode grant_type=client_credentials --data-urlencode scope=keys.read";
    assert.ok(
      sheet.trial?.command.endsWith(
        `curl --config - -X POST '${endpoint}' -H 'Content-Type: application/x-www-form-urlencoded' ${form}`,
      ),
    );
    assert.match(sheet.notes.join(), /no scope|No scope/);
  });

  it("sends the secret in the form for a client that is registered so", () => {
    const post = handoff(otherwise({ authentication: "client_secret_post" }));
    assert.deepEqual(post.curlConfig, [
      `data-urlencode = "client_id=0oa-main-reader"`,
      `data-urlencode = "client_secret=${secret}"`,
    ]);
    assert.match(post.sheet.notes.join(), /client_secret_post/);
  });

  it("quotes what a shell would take apart", () => {
    const odd = handoff({ stack: "it's", clientSecrets: { main: { reader: `a"b'c\\d $e` } } });
    assert.ok(odd.sheet.trial?.command.includes(`--stack 'it'\\''s' --for`));
    assert.deepEqual(odd.curlConfig, [`user = "0oa-main-reader:a\\"b'c\\\\d $e"`]);
  });

  it("knows the names that there are", () => {
    assert.throws(
      () => handoff({ name: "key-insight" }),
      (error) => {
        assert.ok(error instanceof CrosstrustError);
        assert.deepEqual([error.code, error.where, error.expected], ["USAGE", "--for", "insight"]);
        return true;
      },
    );
  });

  it("says what the outputs lack", () => {
    assert.throws(
      () => handoff({ clientSecrets: {} }),
      (error) => error instanceof CrosstrustError && error.code === "STACK_OUTPUTS_MISSING",
    );
  });
});
