import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CognitoIssuer } from "../../../components/cognito/CognitoIssuer.ts";
import { declared } from "../../../components/declared.ts";
import { declareRelyingParties } from "../../../components/declareRelyingParties.ts";
import { JiraServiceManagementConnection } from "../../../components/jsm/JiraServiceManagementConnection.ts";
import { federatedModel, poolOf } from "../../trust/cognitoFixture.ts";
import { runProgram } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const domain = "acme-dev-portal.auth.eu-central-1.amazoncognito.com";
const callbackUrl = "https://acme.atlassian.net/plugins/servlet/oauth/callback";
const logoutUrl = "https://acme.atlassian.net/servicedesk/customer/portals";

describe("JiraServiceManagementConnection", () => {
  it("holds what the plugin's form asks for, as the user pool said it, and no secret", async () => {
    const model = federatedModel(({ issuers: { portal } }) => {
      portal.clients.jsm["identityProviders"] = ["cognito"];
      portal.clients.local["identityProviders"] = ["cognito"];
    });
    const { result, resources } = await runProgram(async () => {
      const portal = new CognitoIssuer("portal", { ...poolOf(model), federation: {} });
      return declareRelyingParties({ model }, { portal });
    });
    const deployed = {
      kind: "jira-service-management",
      issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_portal",
      clientId: "UserPoolClient(portal/jsm)",
      domain,
      authorizationEndpoint: `https://${domain}/oauth2/authorize`,
      tokenEndpoint: `https://${domain}/oauth2/token`,
      userInfoEndpoint: `https://${domain}/oauth2/userInfo`,
      logoutEndpoint: `https://${domain}/logout`,
      callbackUrl,
      logoutUrl,
    };
    const support = declared(result, "support");
    assert.deepEqual(await settled(support.deployed), { value: deployed, known: true, secret: false });
    assert.equal(support.secrets, undefined);
    const own = resources.filter(({ type }) => type.startsWith("crosstrust:jsm:"));
    assert.deepEqual(
      own.map(({ type, name, outputs }) => [type, name, outputs]),
      [["crosstrust:jsm:Connection", "support", { deployed }]],
    );
    assert.equal(resources.filter(({ parent }) => parent === "crosstrust:jsm:Connection support").length, 0);
  });

  it("refuses an issuer that is no user pool", async () => {
    const pool = {
      kind: "okta" as const,
      issuer: "https://acme-dev.okta.com/oauth2/a",
      audiences: [],
      discoveryUrl: "",
      metadataUrl: "",
      tokenEndpoint: "",
      scopeClaim: "scp" as const,
      serverId: "a",
      clients: {},
    };
    await assert.rejects(
      runProgram(async () => {
        const client = { clientId: pulumi.output("client") };
        await settled(
          new JiraServiceManagementConnection("support", { callbackUrl, logoutUrl, client, pool }).deployed,
        );
      }),
      /the issuer of support is no user pool, but of kind okta/,
    );
  });
});
