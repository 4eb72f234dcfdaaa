import assert from "node:assert/strict";
import { type GraphList, GraphTenant, missing, person } from "./support/graphTenant.ts";

const context = "https://graph.microsoft.com/v1.0/$metadata#users";

describe("Microsoft Graph's users", () => {
  it("are made, and shown with v1.0's few properties, without the password", async () => {
    const tenant = new GraphTenant();
    const { status, body } = await tenant.call(
      "POST",
      "/v1.0/users",
      person({ mail: "alice@acme.example", surname: "Archer" }),
    );
    assert.equal(status, 201);
    assert.deepEqual(body, {
      "@odata.context": `${context}/$entity`,
      id: body.id,
      businessPhones: [],
      displayName: "Alice Archer",
      givenName: null,
      jobTitle: null,
      mail: "alice@acme.example",
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: "Archer",
      userPrincipalName: "alice@acme.example",
    });
    for (const key of [body.id, "alice@acme.example", "ALICE@acme.example"]) {
      assert.deepEqual(await tenant.ask("GET", `/v1.0/users/${key}`), body);
    }
    assert.deepEqual(await tenant.ask("GET", "/v1.0/users('alice@acme.example')"), body);
    const everything = JSON.stringify(await tenant.ask("GET", `/beta/users/${body.id}`));
    assert.ok(!everything.includes("Correct-Horse-7"));
    assert.ok(everything.includes('"accountEnabled":true'));
    const stored = tenant.directory.users[body.id];
    assert.deepEqual(
      [stored?.password, stored?.forceChangePasswordNextSignIn, stored?.passwordChanged],
      ["Correct-Horse-7", true, "2026-01-02T03:04:05.678Z"],
    );
  });

  it("are selected by property, in v1.0 and beta", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createUser({ usageLocation: "ch", employeeOrgData: { costCenter: "1" } });
    assert.deepEqual(
      await tenant.ask("GET", `/v1.0/users/${id}?$select=accountEnabled,usageLocation,employeeOrgData`),
      {
        "@odata.context": `${context}(accountEnabled,usageLocation,employeeOrgData)/$entity`,
        accountEnabled: true,
        usageLocation: "CH",
        employeeOrgData: { costCenter: "1" },
      },
    );
    await tenant.ask("PATCH", `/beta/users/${id}`, { showInAddressList: true });
    assert.deepEqual(await tenant.ask("GET", `/beta/users/${id}?$select=showInAddressList`), {
      "@odata.context": "https://graph.microsoft.com/beta/$metadata#users(showInAddressList)/$entity",
      showInAddressList: true,
    });
    assert.deepEqual(await tenant.refusal("GET", `/v1.0/users/${id}?$select=colour`), {
      status: 400,
      code: "BadRequest",
      message:
        "Parsing OData Select and Expand failed: Could not find a property named 'colour' on type 'microsoft.graph.user'.",
    });
  });

  for (const property of ["accountEnabled", "displayName", "passwordProfile", "mailNickname", "userPrincipalName"]) {
    it(`are not made without ${property}`, async () => {
      assert.deepEqual(await new GraphTenant().refusal("POST", "/v1.0/users", person({ [property]: undefined })), {
        status: 400,
        code: "Request_BadRequest",
        message: `A value is required for property '${property}' of resource 'User'.`,
        details: [["MissingProperty", property]],
      });
    });
  }

  for (const [what, userPrincipalName, message] of [
    [
      "of a domain that is not verified",
      "alice@evil.example",
      "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
    ],
    [
      "of a part of a domain, which is a domain of its own",
      "alice@mail.acme.example",
      "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
    ],
    ["without a domain", "alice", "Property userPrincipalName is invalid."],
    ["with a blank", "alice archer@acme.example", "Property userPrincipalName is invalid."],
    ["with a dot at its end", "alice.@acme.example", "Property userPrincipalName is invalid."],
    ["with an accent", "alicé@acme.example", "Property userPrincipalName is invalid."],
  ] as const) {
    it(`are not named ${what}`, async () => {
      const tenant = new GraphTenant();
      assert.deepEqual(await tenant.refusal("POST", "/v1.0/users", person({ userPrincipalName })), {
        status: 400,
        code: "Request_BadRequest",
        message,
        details: [["InvalidValue", "userPrincipalName"]],
      });
      assert.deepEqual(tenant.directory.users, {});
    });
  }

  it("have a name of their own, in any case, and a mail address of their own", async () => {
    const tenant = new GraphTenant();
    await tenant.createUser({ mail: "alice@acme.example" });
    const conflict = (property: string) => ({
      status: 400,
      code: "Request_BadRequest",
      message: `Another object with the same value for property ${property} already exists.`,
      details: [["ObjectConflict", property]],
    });
    assert.deepEqual(
      await tenant.refusal("POST", "/v1.0/users", person({ userPrincipalName: "Alice@ACME.example" })),
      conflict("userPrincipalName"),
    );
    const bob = { userPrincipalName: "bob@acme.example", mailNickname: "bob" };
    assert.deepEqual(
      await tenant.refusal("POST", "/v1.0/users", person({ ...bob, mail: "ALICE@acme.example" })),
      conflict("proxyAddresses"),
    );
    const { id } = await tenant.createUser(bob);
    assert.deepEqual(
      await tenant.refusal("PATCH", `/v1.0/users/${id}`, { userPrincipalName: "alice@acme.example" }),
      conflict("userPrincipalName"),
    );
    await tenant.ask("PATCH", `/v1.0/users/${id}`, { userPrincipalName: "Bob@acme.example" });
  });

  for (const [what, password, valid] of [
    ["short", "Ab1-xyz", false],
    ["of two kinds of characters", "correct-horse-battery", false],
    ["of three kinds", "Correct-Horse", true],
    ["of digits and letters of both cases", "Correct7Horse", true],
    ["with the name in it", "The-Alice-7", false],
    ["too long", `Aa1-${"x".repeat(253)}`, false],
  ] as const) {
    it(`${valid ? "may" : "may not"} have a password that is ${what}`, async () => {
      const tenant = new GraphTenant();
      const body = person({ passwordProfile: { password } });
      if (valid) {
        await tenant.ask("POST", "/v1.0/users", body);
        return;
      }
      const refused = {
        status: 400,
        code: "Request_BadRequest",
        message:
          "The specified password does not comply with password complexity requirements. Please provide a different password.",
        details: [["InvalidValue", "passwordProfile"]],
      };
      assert.deepEqual(await tenant.refusal("POST", "/v1.0/users", body), refused);
      const { id } = await tenant.createUser();
      const { passwordProfile } = body as { passwordProfile: object };
      assert.deepEqual(await tenant.refusal("PATCH", `/v1.0/users/${id}`, { passwordProfile }), refused);
      assert.equal(tenant.directory.users[id]?.password, "Correct-Horse-7");
    });
  }

  it("have simple passwords where that was said of them", async () => {
    await new GraphTenant().createUser({
      passwordPolicies: "DisableStrongPassword",
      passwordProfile: { password: "simplesimple" },
    });
  });

  it("are changed: passwords with their moment", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createUser();
    tenant.clock.advance(60);
    const path = `/v1.0/users/${id}`;
    const { status } = await tenant.call("PATCH", path, {
      displayName: "Alice B",
      givenName: "Alice",
      jobTitle: "Archer",
      passwordProfile: { password: "Another-Horse-8", forceChangePasswordNextSignIn: false },
    });
    assert.equal(status, 204);
    const changed = await tenant.ask("GET", path);
    assert.deepEqual(
      [changed["displayName"], changed["givenName"], changed["jobTitle"]],
      ["Alice B", "Alice", "Archer"],
    );
    const stored = tenant.directory.users[id];
    assert.deepEqual(
      [stored?.password, stored?.forceChangePasswordNextSignIn, stored?.passwordChanged],
      ["Another-Horse-8", false, "2026-01-02T03:05:05.678Z"],
    );
    assert.equal((await tenant.refusal("PATCH", path, { shoeSize: 42 })).message, "Invalid property 'shoeSize'.");
  });

  it("are deleted", async () => {
    const tenant = new GraphTenant();
    const { id } = await tenant.createUser();
    assert.equal((await tenant.call("DELETE", "/v1.0/users/alice@acme.example")).status, 204);
    assert.deepEqual(await tenant.refusal("GET", `/v1.0/users/${id}`), missing(id));
    assert.deepEqual((await tenant.ask<GraphList>("GET", "/v1.0/users")).value, []);
  });

  it("have a manager, or none", async () => {
    const tenant = new GraphTenant();
    const alice = await tenant.createUser();
    const bob = await tenant.createUser({ userPrincipalName: "bob@acme.example", mailNickname: "bob" });
    const path = `/v1.0/users/${bob.id}/manager`;
    assert.equal((await tenant.refusal("GET", path)).status, 404);
    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/users/${alice.id}` };
    assert.equal((await tenant.call("PUT", `${path}/$ref`, reference)).status, 204);
    const manager = await tenant.ask("GET", path);
    assert.deepEqual([manager.id, manager["@odata.type"]], [alice.id, "#microsoft.graph.user"]);
    assert.equal((await tenant.call("DELETE", `${path}/$ref`)).status, 204);
    assert.equal((await tenant.refusal("GET", path)).status, 404);
    assert.equal((await tenant.refusal("DELETE", `${path}/$ref`)).status, 404);
  });
});
