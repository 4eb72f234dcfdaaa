import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { placeOf } from "../../../../scripts/lib/drift/lib/placeOf.ts";
import type { StateResource } from "../../../../scripts/lib/stack/StateResource.ts";
import { resource, stackResource } from "../support.ts";

describe("placeOf", () => {
  const component = (type: string, name: string, parent?: StateResource) =>
    resource(`crosstrust:${type}`, name, parent === undefined ? {} : { parent: parent.urn });
  const issuer = component("okta:Issuer", "okta");
  const server = component("okta:AuthorizationServer", "okta", issuer);
  const b2c = component("entra:B2cIssuer", "customers");
  const api = component("aws:HttpApi", "inventory");
  const federation = component("jumpcloud:Federation", "jumpcloud");
  const queries = component("aws:AuditQueries", "audit");
  const components = [stackResource, issuer, server, b2c, api, federation, queries];

  for (const [type, name, parent, where, path] of [
    ["okta:auth/server:Server", "okta", server, "issuers.okta, Okta server", ["crosstrust:issuers", "okta"]],
    [
      "okta:auth/serverScope:ServerScope",
      "okta/keys.write",
      server,
      "issuers.okta, Okta server scope keys.write",
      ["crosstrust:issuers", "okta", "scopes", "keys.write"],
    ],
    [
      "azuread:index/applicationPassword:ApplicationPassword",
      "customers/shop/1",
      b2c,
      "issuers.customers, Entra application password shop/1",
      ["crosstrust:issuers", "customers", "clients", "shop"],
    ],
    [
      "aws:apigatewayv2/route:Route",
      "inventory/GET /keys/{keyId}",
      api,
      "apis.inventory, AWS route GET /keys/{keyId}",
      ["crosstrust:apis", "inventory", "routes", "GET /keys/{keyId}"],
    ],
    [
      "azuread:index/user:User",
      "jumpcloud/alice",
      federation,
      "relyingParties.jumpcloud, Entra user alice",
      ["crosstrust:relyingParties", "jumpcloud"],
    ],
    [
      "jumpcloud:index/user:User",
      "jumpcloud/alice",
      federation,
      "relyingParties.jumpcloud, JumpCloud user alice",
      ["crosstrust:relyingParties", "jumpcloud"],
    ],
    [
      "aws:cloudwatch/queryDefinition:QueryDefinition",
      "audit/refusals",
      queries,
      "apis, AWS query definition refusals",
      ["crosstrust:apis"],
    ],
  ] as const) {
    it(`finds ${where}`, () => {
      const one = resource(type, name, { parent: parent.urn, id: "1" });
      assert.deepEqual(placeOf(one, [...components, one]), { where, path });
    });
  }

  it("names what belongs to no component", () => {
    const one = resource("aws:s3/bucket:Bucket", "logs", { id: "logs" });
    assert.deepEqual(placeOf(one, [stackResource, one]), { where: "AWS bucket logs" });
  });
});
