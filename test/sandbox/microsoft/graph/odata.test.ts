import assert from "node:assert/strict";
import { type GraphList, GraphTenant } from "./support/graphTenant.ts";

const eventual = { consistencylevel: "eventual" };

describe("Microsoft Graph's lists", () => {
  /** Alice, Bob and Bert. */
  async function people() {
    const tenant = new GraphTenant();
    for (const [name, settings] of [
      ["alice", { displayName: "Alice Archer", mail: "alice@acme.example", accountEnabled: true }],
      ["bob", { displayName: "Bob Baker", department: "Sales", accountEnabled: false }],
      ["bert", { displayName: "Bert O'Brien", department: "Sales", otherMails: ["bert@home.example"] }],
    ] as const) {
      await tenant.createUser({ mailNickname: name, userPrincipalName: `${name}@acme.example`, ...settings });
    }
    return tenant;
  }

  async function names(tenant: GraphTenant, query: string, headers?: Record<string, string>): Promise<unknown[]> {
    const url = new URL("https://graph.microsoft.com/v1.0/users");
    for (const part of query.split("&")) {
      const at = part.indexOf("=");
      url.searchParams.set(part.slice(0, at), part.slice(at + 1));
    }
    const { value } = await tenant.ask<GraphList>("GET", `${url.pathname}${url.search}`, undefined, headers);
    return value.map((user) => String(user["userPrincipalName"]).split("@")[0]);
  }

  for (const [filter, expected] of [
    ["displayName eq 'bob baker'", ["bob"]],
    ["displayName eq 'Bert O''Brien'", ["bert"]],
    ["startswith(displayName,'B')", ["bob", "bert"]],
    ["startsWith(displayName, 'Bo')", ["bob"]],
    ["accountEnabled eq false", ["bob"]],
    ["mail eq 'alice@acme.example' or userPrincipalName eq 'bob@acme.example'", ["alice", "bob"]],
    ["department eq 'Sales' and accountEnabled eq true", ["bert"]],
    ["userPrincipalName in ('alice@acme.example', 'bert@acme.example')", ["alice", "bert"]],
    ["otherMails/any(m:m eq 'bert@home.example')", ["bert"]],
    ["otherMails/any(m: startswith(m,'bert'))", ["bert"]],
    ["(department eq 'Sales' or displayName eq 'Alice Archer') and accountEnabled eq true", ["alice", "bert"]],
    ["department eq 'Sales' or displayName eq 'Alice Archer' and accountEnabled eq false", ["bob", "bert"]],
    ["createdDateTime ge 2026-01-01T00:00:00Z", ["alice", "bob", "bert"]],
    ["createdDateTime lt 2026-01-01T00:00:00Z", []],
    ["mail eq null", ["bob", "bert"]],
  ] as const) {
    it(`are filtered: ${filter}`, async () => {
      assert.deepEqual(await names(await people(), `$filter=${filter}`), expected);
    });
  }

  for (const [filter, expected] of [
    ["department ne 'Sales'", ["alice"]],
    ["not startswith(displayName,'B')", ["alice"]],
    ["not(department eq 'Sales')", ["alice"]],
    ["endswith(mail,'@acme.example')", ["alice"]],
  ] as const) {
    it(`are filtered as an advanced query, and only so: ${filter}`, async () => {
      const tenant = await people();
      assert.deepEqual(await names(tenant, `$count=true&$filter=${filter}`, eventual), expected);
      for (const headers of [undefined, eventual]) {
        const query = new URLSearchParams({ $filter: filter, ...(headers ? {} : { $count: "true" }) });
        assert.deepEqual(await tenant.refusal("GET", `/v1.0/users?${query.toString()}`, undefined, headers), {
          status: 400,
          code: "Request_UnsupportedQuery",
          message: "Unsupported Query.",
        });
      }
    });
  }

  for (const [query, code, message] of [
    [
      "$filter=colour eq 'red'",
      "BadRequest",
      "Invalid filter clause: Could not find a property named 'colour' on type 'microsoft.graph.user'.",
    ],
    [
      "$filter=passwordProfile eq null",
      "Request_UnsupportedQuery",
      "Unsupported or invalid query filter clause specified for property 'passwordProfile' of resource 'User'.",
    ],
    ["$filter=displayName is 'Bob'", "BadRequest", "Invalid filter clause"],
    ["$filter=displayName eq 'Bob", "BadRequest", "Invalid filter clause"],
    ["$filter=displayName eq 'Bob')", "BadRequest", "Invalid filter clause"],
    ["$filter=displayName eq Bob", "BadRequest", "Invalid filter clause"],
    ["$top=0", "Request_UnsupportedQuery", "Invalid page size specified: '0'. Must be between 1 and 999 inclusive."],
    [
      "$top=1000",
      "Request_UnsupportedQuery",
      "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
    ],
    ["$orderby=skills", "Request_UnsupportedQuery", "Unsupported sort property."],
    [
      "$search=%22displayName:Bob%22",
      "Request_BadRequest",
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    ],
    [
      "$top=1&$top=2",
      "BadRequest",
      "Query option '$top' was specified more than once, but it must be specified at most once.",
    ],
    ["$skiptoken=nonsense", "Directory_ExpiredPageToken", "The specified page token value has expired."],
  ] as const) {
    it(`are refused for ${query}`, async () => {
      assert.deepEqual(await new GraphTenant().refusal("GET", `/v1.0/users?${query}`), {
        status: 400,
        code,
        message,
      });
    });
  }

  it("come in pages, with a link to the next", async () => {
    const tenant = await people();
    const first = await tenant.ask<GraphList>("GET", "/v1.0/users?$top=2&$select=displayName");
    assert.deepEqual(first.value, [{ displayName: "Alice Archer" }, { displayName: "Bob Baker" }]);
    const next = String(first["@odata.nextLink"]);
    assert.match(next, /^https:\/\/graph\.microsoft\.com\/v1\.0\/users\?\$top=2&\$select=displayName&\$skiptoken=/);
    const second = await tenant.ask<GraphList>("GET", next.slice("https://graph.microsoft.com".length));
    assert.deepEqual(second, {
      "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users(displayName)",
      value: [{ displayName: "Bert O'Brien" }],
    });
  });

  it("have 100 on a page unless asked for otherwise", async () => {
    const tenant = new GraphTenant();
    for (let i = 0; i < 101; i++) await tenant.createApplication({ displayName: `App ${i}` });
    const { value, ...rest } = await tenant.ask<GraphList>("GET", "/v1.0/applications?$select=id");
    assert.deepEqual([value.length, "@odata.nextLink" in rest], [100, true]);
  });

  it("are counted for those who ask for eventual consistency", async () => {
    const tenant = await people();
    const counted = await tenant.ask<GraphList>("GET", "/v1.0/users?$count=true&$top=1", undefined, eventual);
    assert.deepEqual([counted["@odata.count"], counted.value.length], [3, 1]);
    assert.equal("@odata.count" in (await tenant.ask("GET", "/v1.0/users?$count=true")), false);
  });

  it("are sorted", async () => {
    const tenant = await people();
    assert.deepEqual(await names(tenant, "$orderby=displayName"), ["alice", "bert", "bob"]);
    assert.deepEqual(await names(tenant, "$orderby=displayName desc"), ["bob", "bert", "alice"]);
  });

  for (const [search, expected] of [
    ['"displayName:bak"', ["bob"]],
    ['"displayName:alice archer"', ["alice"]],
    ['"displayName:ker"', []],
    ['"displayName:bob" OR "mail:alice"', ["alice", "bob"]],
    ['"displayName:b" AND "userPrincipalName:bert"', ["bert"]],
  ] as const) {
    it(`are searched: ${search}`, async () => {
      assert.deepEqual(await names(await people(), `$search=${search}`, eventual), expected);
    });
  }
});
