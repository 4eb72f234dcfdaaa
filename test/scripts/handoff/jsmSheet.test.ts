import assert from "node:assert/strict";
import { createHandoff, createIssuerHandoff } from "../../../scripts/lib/handoff/createHandoff.ts";
import type { HandoffSection, HandoffSheet } from "../../../scripts/lib/handoff/HandoffSheet.ts";
import { renderHtml } from "../../../scripts/lib/handoff/renderHtml.ts";
import { renderMarkdown } from "../../../scripts/lib/handoff/renderMarkdown.ts";
import { renderText } from "../../../scripts/lib/handoff/renderText.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { ClientSecrets, DeployedJiraServiceManagement, DeployedTrust } from "../../../trust/DeployedTrust.ts";
import { parseSettings } from "../../../trust/parseSettings.ts";
import type { RawSettings } from "../../../trust/Settings.ts";
import { deploy } from "../verify/support/deployedTrust.ts";

const callbackUrl = "https://acme.atlassian.net/plugins/servlet/oauth/callback";
const portalUrl = "https://acme.atlassian.net/servicedesk/customer/portals";
const logoutUrl = `${portalUrl}?from=cognito&lang=de`;
const domain = "acme-dev-portal.auth.eu-central-1.amazoncognito.com";

const issuers = {
  portal: {
    kind: "cognito",
    domain: { prefix: "acme-dev-portal" },
    clients: {
      jsm: {
        kind: "interactive",
        callbackUrls: [callbackUrl],
        logoutUrls: [logoutUrl],
        scopes: ["openid", "email", "phone", "profile"],
      },
    },
    groups: { agents: { precedence: 1 }, customers: {} },
  },
};
const relyingParties = {
  support: { kind: "jira-service-management", issuer: "portal", client: "jsm", portalUrl },
};
const settings = { issuers, apis: {}, relyingParties } satisfies RawSettings;

const deployed: DeployedJiraServiceManagement = {
  kind: "jira-service-management",
  issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Pool",
  clientId: "4k2v0example",
  domain,
  authorizationEndpoint: `https://${domain}/oauth2/authorize`,
  tokenEndpoint: `https://${domain}/oauth2/token`,
  userInfoEndpoint: `https://${domain}/oauth2/userInfo`,
  logoutEndpoint: `https://${domain}/logout`,
  callbackUrl,
  logoutUrl,
};
const trust: DeployedTrust = {
  ...deploy({ issuers, apis: {}, relyingParties: {} }),
  model: parseSettings(settings).model,
  relyingParties: { support: deployed },
};
const secret = "s3cr3t-of-the-app-client";
const secrets: ClientSecrets = { portal: { jsm: secret } };

interface Wanted {
  readonly reveal?: boolean;
  readonly stack?: string;
  readonly clientSecrets?: ClientSecrets;
}

function sheetWith({ reveal = false, stack = "dev", clientSecrets = secrets }: Wanted = {}): HandoffSheet {
  return createHandoff({ trust, clientSecrets, relyingPartySecrets: {}, stack, name: "support", reveal }).sheet;
}

function section(sheet: HandoffSheet, title: string): HandoffSection {
  const found = sheet.sections.find((one) => one.title === title);
  assert.ok(found, `no section ${title}`);
  return found;
}

const fieldsOf = ({ fields }: HandoffSection): readonly (readonly [string, string])[] =>
  fields.map(({ label, value }) => [label, value]);

describe("createHandoff for Jira Service Management", () => {
  it("has every step that remains a click, in the order in which they are done", () => {
    assert.deepEqual(
      sheetWith().sections.map(({ title }) => title),
      [
        "Who can do this",
        "Install the app",
        "Compare the callback URL",
        "Bring customers into the user pool",
        "Add the identity provider",
        "Test the connection",
        "Map the attributes",
        "Filter the users, where not everyone is to come in",
        "Connect Jira",
        "Check it as a customer",
        "When the secret has to be changed",
      ],
    );
  });

  it("has the fields of the identity provider's form, in their order", () => {
    assert.deepEqual(fieldsOf(section(sheetWith(), "Add the identity provider")), [
      ["Selected Application", "AWS Cognito"],
      ["Client Id", "4k2v0example"],
      ["Client Secret", "••••••••"],
      ["AWS Cognito Domain name", domain],
      [
        "Logout endpoint",
        `https://${domain}/logout?client_id=4k2v0example&logout_uri=https%3A%2F%2Facme.atlassian.net%2Fservicedesk%2Fcustomer%2Fportals%3Ffrom%3Dcognito%26lang%3Dde`,
      ],
      ["Scope", "openid profile email"],
    ]);
  });

  it("has a logout endpoint from which the sign out URL comes back as it was declared", () => {
    const { value } = section(sheetWith(), "Add the identity provider").fields[4]!;
    const { origin, pathname, searchParams } = new URL(value);
    assert.deepEqual(
      [origin + pathname, [...searchParams]],
      [
        `https://${domain}/logout`,
        [
          ["client_id", "4k2v0example"],
          ["logout_uri", logoutUrl],
        ],
      ],
    );
  });

  it("has the callback URL to compare, what the test must show, and what is mapped to what", () => {
    const sheet = sheetWith();
    assert.deepEqual(fieldsOf(section(sheet, "Compare the callback URL")), [["Callback URL", callbackUrl]]);
    assert.deepEqual(fieldsOf(section(sheet, "Test the connection")), [
      ["Must be shown", "email"],
      ["Must be shown", "given_name"],
      ["Must be shown", "family_name"],
    ]);
    assert.deepEqual(fieldsOf(section(sheet, "Map the attributes")), [
      ["email", "email"],
      ["firstName", "given_name"],
      ["lastName", "family_name"],
    ]);
    assert.deepEqual(fieldsOf(section(sheet, "Filter the users, where not everyone is to come in")), [
      ["Group of the user pool", "agents"],
      ["Group of the user pool", "customers"],
    ]);
  });

  it("says everything that the guide does in Jira", () => {
    const steps = sheetWith()
      .sections.flatMap((one) => one.steps)
      .join("\n");
    for (const words of [
      "start a free trial",
      "open SSO Configurations, and copy the callback URL",
      "click Getting started under SSO Integration with Helpdesk, then Add New Identity Provider",
      "Choose OAuth/OIDC, and click Next",
      "Choose AWS Cognito from the Selected Application menu",
      "click Save",
      "Click Test connection",
      "open User Attribute Mapping",
      "Open the tab Manage Users",
      "open the tab Jira Configuration, click Configure API Token",
      "service account's email address and the token. The account needs admin permissions",
      "substitute link",
      "private browser window",
    ]) {
      assert.ok(steps.includes(words), words);
    }
  });

  it("tells nothing of the secret until it is revealed", () => {
    const everything = (sheet: HandoffSheet): string =>
      [JSON.stringify(sheet), renderMarkdown(sheet), renderHtml(sheet), ...renderText(sheet)].join("\n");
    assert.ok(!everything(sheetWith()).includes(secret));
    const other = sheetWith({ clientSecrets: { portal: { jsm: "another-one-of-another-length-altogether" } } });
    assert.deepEqual(other, sheetWith());
    const revealed = sheetWith({ reveal: true });
    for (const text of [renderMarkdown(revealed), renderHtml(revealed), renderText(revealed).join("\n")]) {
      assert.equal(text.split(secret).length, 2);
    }
  });

  it("repeats the stack's name in commands that a shell can read", () => {
    const steps = section(sheetWith({ stack: "it's" }), "Bring customers into the user pool").steps.join();
    assert.ok(steps.includes(`--stack 'it'\\''s' --for support people.csv`), steps);
  });

  it("says what the outputs lack", () => {
    assert.throws(
      () => sheetWith({ clientSecrets: {} }),
      (error) => error instanceof CrosstrustError && error.code === "STACK_OUTPUTS_MISSING",
    );
  });

  it("has no sheet for the user pool itself, and knows the names that there are", () => {
    assert.equal(createIssuerHandoff(trust.model, "portal", "dev"), undefined);
    assert.throws(
      () =>
        createHandoff({
          trust,
          clientSecrets: {},
          relyingPartySecrets: {},
          stack: "dev",
          name: "suport",
          reveal: false,
        }),
      (error) => error instanceof CrosstrustError && error.expected === "support",
    );
  });
});
