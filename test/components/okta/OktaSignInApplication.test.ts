import assert from "node:assert/strict";
import { findGroups } from "../../../components/okta/findGroups.ts";
import { OktaSignInApplication } from "../../../components/okta/OktaSignInApplication.ts";
import { runProgram } from "../support/runProgram.ts";
import { settled } from "../support/settled.ts";

const redirectUri = "https://login.acme.example/oauth2/idpresponse";
const groupsType = "okta:index/appGroupAssignments:AppGroupAssignments";

function declare(groups?: readonly string[], group?: object) {
  const options = group === undefined ? {} : { answers: { "okta:group/getGroup:getGroup": group } };
  return runProgram(async () => {
    const assignment = groups === undefined ? ("everyone" as const) : { groupIds: await findGroups(groups) };
    return new OktaSignInApplication("portal/staff", { label: "Customers portal", redirectUri, assignment });
  }, options);
}

describe("OktaSignInApplication", () => {
  it("is a web application with the code grant and a secret in the form, for everyone by broker mode", async () => {
    const { ofType, resources, calls, result } = await declare();
    assert.deepEqual(
      ofType("okta:app/oAuth:OAuth").map(({ name, inputs, parent }) => [name, inputs, parent]),
      [
        [
          "portal/staff",
          {
            label: "Customers portal",
            type: "web",
            grantTypes: ["authorization_code"],
            responseTypes: ["code"],
            redirectUris: [redirectUri],
            tokenEndpointAuthMethod: "client_secret_post",
            pkceRequired: false,
            issuerMode: "ORG_URL",
            implicitAssignment: true,
          },
          "crosstrust:okta:SignInApplication portal/staff",
        ],
      ],
    );
    assert.deepEqual(calls, [{ token: "okta:index/getOrgMetadata:getOrgMetadata", inputs: {} }]);
    assert.equal(resources.length, 2);
    assert.deepEqual(await settled(result.issuer), { value: "https://acme-dev.okta.com", known: true, secret: false });
    assert.deepEqual(await settled(result.clientSecret), {
      value: "secret-of-portal/staff",
      known: true,
      secret: true,
    });
  });

  it("is assigned to groups that were made in Okta, and then to nobody else", async () => {
    const { ofType, calls } = await declare(["Agents", "Support"]);
    assert.equal(ofType("okta:app/oAuth:OAuth")[0]!.inputs["implicitAssignment"], false);
    assert.deepEqual(
      ofType(groupsType).map(({ name, inputs, parent }) => [name, inputs, parent]),
      [
        [
          "portal/staff",
          {
            appId: "OAuth(portal/staff)",
            groups: [
              { id: "group-Agents", profile: "{}" },
              { id: "group-Support", profile: "{}" },
            ],
          },
          "crosstrust:okta:SignInApplication portal/staff",
        ],
      ],
    );
    assert.deepEqual(
      calls.filter(({ token }) => token.startsWith("okta:group/")).map(({ inputs }) => inputs),
      [
        { name: "Agents", type: "OKTA_GROUP" },
        { name: "Support", type: "OKTA_GROUP" },
      ],
    );
  });

  it("declares nothing for a group whose name only begins with the one that was named", async () => {
    const other = { id: "group-of-strangers", name: "Support contractors", description: "", users: [] };
    await assert.rejects(declare(["Support"], other), {
      message: "Okta has no group Support, only Support contractors",
    });
  });
});
