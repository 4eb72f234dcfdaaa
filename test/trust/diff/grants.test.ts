import assert from "node:assert/strict";
import type { AccessDiff, GrantChange } from "../../../trust/diff/AccessDiff.ts";
import { diffAccess } from "../../../trust/diff/diffAccess.ts";
import { accessMatrix } from "../../../trust/accessMatrix.ts";
import { dataAccessMatrix } from "../../../trust/dataAccessMatrix.ts";
import { dataRowId, routeRowId, signInRowId } from "../../../trust/diff/rowIds.ts";
import { signInMatrix } from "../../../trust/signInMatrix.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { accessGrantsModel } from "../accessGrantsFixture.ts";
import { federatedModel } from "../cognitoFixture.ts";
import { microsoftModel } from "../microsoftFixture.ts";
import { modelOf, type Loose } from "../settingsFixture.ts";
import { fullModel } from "./fullModel.ts";

const told = (changes: readonly GrantChange[]): readonly string[] =>
  changes.map(({ who, what, because }) => `${who}: ${what}: ${because.join("; ")}`);

const inShort = ({ gained, lost, altered }: AccessDiff): object => ({
  ...(gained.length > 0 && { gained: told(gained) }),
  ...(lost.length > 0 && { lost: told(lost) }),
  ...(altered.length > 0 && { altered: told(altered) }),
});

/** What a change does, and what its contrary does. */
function bothWays(before: TrustModel, after: TrustModel): readonly [object, object] {
  return [inShort(diffAccess(before, after)), inShort(diffAccess(after, before))];
}

describe("the grants that a change gains and loses", () => {
  describe("on routes", () => {
    const policy = (clients: unknown, scopes: unknown): Loose => ({
      all: { priority: 1, description: "All", clients, rules: { rule: { priority: 1, scopes } } },
      writers: {
        priority: 2,
        description: "Writers",
        clients: ["admin", "reader"],
        rules: { rule: { priority: 1, scopes: ["keys.write"] } },
      },
    });
    const withPolicy = (clients: unknown, scopes: unknown): TrustModel =>
      modelOf(({ issuers }) => {
        issuers.okta["accessPolicies"] = policy(clients, scopes);
        for (const name of ["reader", "admin"]) issuers.okta.clients[name] = { scopes: ["keys.write"] };
      });

    it("by a scope that the route takes too", () => {
      const takes = modelOf(({ apis }) => (apis.inventory.routes["GET /keys"]["scopes"] = ["keys.write"]));
      const takesBoth = modelOf(
        ({ apis }) => (apis.inventory.routes["GET /keys"]["scopes"] = ["keys.read", "keys.write"]),
      );
      assert.deepEqual(bothWays(takes, takesBoth), [
        {
          gained: ["reader of okta: inventory GET /keys: the route takes keys.read now"],
          altered: ["admin of okta: inventory GET /keys: the route takes keys.read now"],
        },
        {
          lost: ["reader of okta: inventory GET /keys: the route does not take keys.read any more"],
          altered: ["admin of okta: inventory GET /keys: the route does not take keys.read any more"],
        },
      ]);
    });

    it("by a route that becomes public: one grant for anyone", () => {
      const open = modelOf(({ apis }) => {
        apis.inventory.routes["GET /keys"] = { public: true, lambda: "inventory" };
      });
      assert.deepEqual(bothWays(modelOf(), open), [
        { gained: ["anyone: inventory GET /keys: the route is public now"] },
        {
          lost: ["anyone: inventory GET /keys: the route is not public any more"],
          altered: ["admin", "reader"].map(
            (name) => `${name} of okta: inventory GET /keys: the route is not public any more`,
          ),
        },
      ]);
    });

    it("by an access policy that names a client", () => {
      assert.deepEqual(bothWays(withPolicy(["admin"], ["keys.read"]), withPolicy(["admin", "reader"], ["keys.read"])), [
        {
          gained: [
            "reader of okta: inventory GET /keys: the access policy all of okta, which grants keys.read, is for reader now",
          ],
        },
        {
          lost: [
            "reader of okta: inventory GET /keys: the access policy all of okta, which grants keys.read, is not for reader any more",
          ],
        },
      ]);
    });

    it("by a policy for all clients: any application of the organisation", () => {
      const [gained, lost] = bothWays(withPolicy(["admin", "reader"], ["keys.read"]), withPolicy("all", ["keys.read"]));
      assert.deepEqual(gained, {
        gained: [
          "any application of the Okta organisation (issuer okta): inventory GET /keys: an access policy of okta is for all clients now; the access policy all of okta, which grants keys.read, is for all clients now",
        ],
      });
      assert.deepEqual(Object.keys(lost), ["lost"]);
    });

    it("by a role that a client is assigned, and by an assignment that is not required any more", () => {
      const assigned = microsoftModel(({ issuers }) => {
        issuers.workforce.clients["bystander"] = { roles: ["Orders.Export"] };
      });
      const { gained } = diffAccess(microsoftModel(), assigned);
      assert.deepEqual(told(gained).slice(0, 2), [
        "bystander of workforce: orders GET /orders/all: bystander of workforce is assigned Orders.Export now",
        "bystander of workforce: orders GET /orders/export: bystander of workforce is assigned Orders.Export now",
      ]);
      const open = microsoftModel(({ issuers }) => (issuers.workforce["assignmentRequired"] = false));
      const anyApplication = diffAccess(microsoftModel(), open).gained.filter(({ who }) => who.startsWith("any "));
      assert.deepEqual(told(anyApplication), [
        "any application of the tenant (issuer workforce): orders GET /orders/summary: workforce requires no assignment any more",
      ]);
    });

    it("by answers that are kept for longer, and not by those for a shorter time", () => {
      const kept = (cacheSeconds: number): TrustModel =>
        microsoftModel(({ apis }) => (apis.orders["lambdaAuthorizer"] = { cacheSeconds }));
      const { gained, settings } = diffAccess(kept(60), kept(300));
      assert.ok(gained.length > 0);
      for (const { before, after, because } of gained) {
        assert.deepEqual(
          [before.access, before.cacheSeconds, after.access, after.cacheSeconds],
          ["allowed", 60, "allowed", 300],
        );
        assert.deepEqual(because, ["the authorizer's answers are kept for 300 s, before for 60 s"]);
      }
      assert.deepEqual(
        settings.map(({ where, effect }) => [where, effect]),
        [["apis.orders.lambdaAuthorizer.cacheSeconds", "widens"]],
      );
      const { gained: none, altered } = diffAccess(kept(300), kept(60));
      assert.deepEqual([none.length, altered.length], [0, gained.length]);
    });

    it("by clients, routes and APIs that come and go", () => {
      const more = modelOf(({ issuers, apis }) => {
        issuers.okta.clients["batch"] = { scopes: ["keys.read"] };
        apis.inventory.routes["GET /all"] = { issuer: "okta", scopes: ["keys.write"], lambda: "inventory" };
        apis["other"] = { routes: { "GET /": { public: true, lambda: "inventory" } } };
      });
      assert.deepEqual(inShort(diffAccess(modelOf(), more)), {
        gained: [
          "admin of okta: inventory GET /all: the route is new",
          "batch of okta: inventory GET /keys: the client batch of okta is new",
          "anyone: other GET /: the API other is new",
        ],
      });
      assert.deepEqual(told(diffAccess(more, modelOf()).lost), [
        "admin of okta: inventory GET /all: the route is gone",
        "batch of okta: inventory GET /keys: the client batch of okta is gone",
        "anyone: other GET /: the API other is gone",
      ]);
    });
  });

  describe("in sign-ins", () => {
    it("by a person who is routed", () => {
      const routed = microsoftModel(({ relyingParties }) => {
        Object.assign(relyingParties.jumpcloud.people["bob"]!, { routed: true });
      });
      assert.deepEqual(bothWays(microsoftModel(), routed), [
        { gained: ["bob: sign in to jumpcloud: bob joined the routed group entra-people"] },
        { lost: ["bob: sign in to jumpcloud: bob left the routed group entra-people"] },
      ]);
    });

    it("by an identity provider that a portal's client offers", () => {
      const party = {
        kind: "jira-service-management",
        issuer: "portal",
        client: "jsm",
        portalUrl: "https://acme.atlassian.net/servicedesk/customer/portals",
        attributes: { email: "email" },
      };
      const offering = (identityProviders: readonly string[]): TrustModel =>
        federatedModel((settings) => {
          settings["relyingParties"] = { support: party };
          Object.assign((settings.issuers.portal.clients as Record<string, Loose>)["jsm"]!, { identityProviders });
        });
      assert.deepEqual(inShort(diffAccess(offering(["cognito"]), offering(["cognito", "company"]))), {
        gained: ["anyone of the Entra ID tenant (company): sign in to support: the client jsm offers company now"],
      });
    });
  });

  describe("of data in S3", () => {
    const people = ["dora", "erik"];

    it("by a member of a group, in words that name the group", () => {
      const joined = accessGrantsModel(({ relyingParties }) => {
        relyingParties.s3.identityCenter.groups.analysts["members"] = people;
      });
      assert.deepEqual(bothWays(accessGrantsModel(), joined), [
        { gained: ["erik: READ s3://acme-dev-reports/team-a/*: erik joined the group analysts"] },
        { lost: ["erik: READ s3://acme-dev-reports/team-a/*: erik left the group analysts"] },
      ]);
    });

    it("possibly, by a group whose members are not declared", () => {
      const adopted = accessGrantsModel(({ relyingParties }) => {
        relyingParties.s3.grants["auditors"] = { location: "logs", prefix: "*", group: "auditors", permission: "READ" };
        relyingParties.s3.identityCenter.assignment["groups"] = ["analysts", "auditors"];
      });
      const { gained } = diffAccess(accessGrantsModel(), adopted);
      assert.deepEqual(
        gained.map(({ who, what, before, after, because }) => [who, what, before.access, after.access, because]),
        [
          [
            "dora",
            "READ s3://acme-dev-logs/app/*",
            "none",
            "possible",
            ["the grant auditors is new", "the application of Identity Center is assigned to the group auditors now"],
          ],
        ],
      );
    });

    it("and nobody gains by a grant that is made narrower, or parted in two", () => {
      const narrower = accessGrantsModel(({ relyingParties }) => {
        relyingParties.s3.grants["erik-logs"] = {
          location: "logs",
          prefix: "2026/*",
          user: "erik",
          permission: "READ",
        };
      });
      assert.deepEqual(inShort(diffAccess(accessGrantsModel(), narrower)), {
        lost: [
          "erik: READWRITE s3://acme-dev-logs/app/*: the grant erik-logs is for READ s3://acme-dev-logs/app/2026/* now, before for READWRITE s3://acme-dev-logs/app/*",
          "erik: WRITE s3://acme-dev-logs/app/2026/*: the grant erik-logs is for READ s3://acme-dev-logs/app/2026/* now, before for READWRITE s3://acme-dev-logs/app/*",
        ],
      });
      const parted = accessGrantsModel(({ relyingParties }) => {
        const { grants } = relyingParties.s3;
        grants["erik-logs"]["permission"] = "READ";
        grants["erik-logs-2"] = { ...grants["erik-logs"], permission: "WRITE" };
      });
      assert.deepEqual(inShort(diffAccess(accessGrantsModel(), parted)), {});
    });

    it("by an email that makes another person of a user", () => {
      const renamed = accessGrantsModel(({ issuers, relyingParties }) => {
        relyingParties.s3.identityCenter.users.dora["email"] = "fay@acme.example";
        issuers.jumpcloud.people.dora["groups"] = [];
        issuers.jumpcloud.people.fay["groups"] = ["s3-access-grants"];
      });
      assert.deepEqual(inShort(diffAccess(accessGrantsModel(), renamed)), {
        gained: [
          "fay: READ s3://acme-dev-reports/team-a/*: fay joined the group s3-access-grants, whose members may use s3-access-grants; fay is the user dora of Identity Center now; dora joined the group analysts",
        ],
        lost: [
          "dora: READ s3://acme-dev-reports/team-a/*: dora left the group s3-access-grants, whose members may use s3-access-grants; no user of Identity Center has the email of dora any more; dora left the group analysts",
        ],
      });
    });
  });

  it("have the ids of the matrices' rows", () => {
    const model = fullModel();
    const rows = [
      ...accessMatrix(model)
        .filter(({ allowed }) => allowed)
        .map(routeRowId),
      ...signInMatrix(model)
        .filter(({ allowed }) => allowed)
        .map(signInRowId),
      ...dataAccessMatrix(model)
        .filter(({ allowed }) => allowed !== false)
        .map(dataRowId),
    ];
    assert.deepEqual(
      diffAccess(undefined, model)
        .gained.map(({ id }) => id)
        .sort(),
      rows.sort(),
    );
  });
});
