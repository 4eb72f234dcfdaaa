import assert from "node:assert/strict";
import type { Fault } from "../../../trust/Settings.ts";
import { faultsAfter, modelOf, type Loose, type LooseApi } from "../settingsFixture.ts";

const api = ["crosstrust:apis", "inventory"];
const routes = [...api, "routes"];
const keys = [...routes, "GET /keys"];
const functions = [...api, "functions"];
const decision = "public: true, or issuer and scopes (an empty list admits every token of the issuer)";
const backend = "either lambda: the name of a function, or http: an https URL";

type Row = readonly [name: string, change: (inventory: LooseApi, route: Loose) => unknown, ...faults: Fault[]];

const rows: readonly Row[] = [
  [
    "no route",
    (inventory) => Object.assign(inventory, { routes: {} }),
    {
      path: routes,
      message: "There is no route, so the API could not be called.",
      expected: 'routes by key, such as "GET /keys"',
    },
  ],
  [
    "missing routes",
    (inventory) => delete (inventory as Loose)["routes"],
    { path: routes, message: '"routes" is missing.', expected: 'routes by key, such as "GET /keys"' },
  ],
  [
    "days that CloudWatch does not know",
    (inventory) => (inventory["accessLogs"] = { retentionDays: 31 }),
    {
      path: [...api, "accessLogs", "retentionDays"],
      message: "CloudWatch Logs does not keep logs for so many days.",
      found: 31,
      expected:
        "one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653",
    },
  ],
  [
    "a description longer than API Gateway takes",
    (inventory) => (inventory["description"] = "x".repeat(1025)),
    {
      path: [...api, "description"],
      message: '"description" is too long.',
      expected: "a text of at most 1024 characters",
    },
  ],
  [
    "a route that says nothing",
    (_inventory, route) => (delete route["issuer"], delete route["scopes"]),
    { path: keys, message: "Nothing says who may call the route.", expected: decision },
  ],
  [
    "public: false",
    (_inventory, route) => (route["public"] = false),
    {
      path: [...keys, "public"],
      message: "public: false does not say who may call the route.",
      found: false,
      expected: "issuer and scopes instead",
    },
  ],
  [
    "a public route with an issuer",
    (_inventory, route) => (route["public"] = true),
    { path: keys, message: "The route is public and asks for a token.", expected: decision },
  ],
  [
    "an issuer without scopes",
    (_inventory, route) => delete route["scopes"],
    {
      path: [...keys, "scopes"],
      message: '"scopes" is missing.',
      expected: "a list of scopes, one of which is enough; [] admits every token of the issuer",
    },
  ],
  [
    "scopes without an issuer",
    (_inventory, route) => delete route["issuer"],
    { path: [...keys, "issuer"], message: '"issuer" is missing.', expected: "the name of the issuer of the scopes" },
  ],
  [
    "an issuer that is not declared",
    (_inventory, route) => (route["issuer"] = "entra"),
    { path: [...keys, "issuer"], message: 'There is no issuer "entra".', expected: 'one of "okta"' },
  ],
  [
    "a scope that the issuer does not define",
    (_inventory, route) => (route["scopes"] = ["keys.read", "reports.read"]),
    {
      path: [...keys, "scopes", 1],
      message: 'The issuer "okta" has no scope "reports.read".',
      expected: 'one of "keys.read", "keys.write"',
    },
  ],
  [
    "a scope that stands twice",
    (_inventory, route) => (route["scopes"] = ["keys.read", "keys.read"]),
    {
      path: [...keys, "scopes", 1],
      message: 'The scope "keys.read" is listed twice.',
      found: "keys.read",
      expected: "each of them once",
    },
  ],
  [
    "no backend",
    (_inventory, route) => delete route["lambda"],
    { path: keys, message: "Nothing says what answers the route.", expected: backend },
  ],
  [
    "two backends",
    (_inventory, route) => (route["http"] = "https://backend.example.com"),
    { path: keys, message: "Two backends answer the route.", expected: backend },
  ],
  [
    "a backend without TLS",
    (_inventory, route) => (delete route["lambda"], (route["http"] = "http://backend.example.com")),
    {
      path: [...keys, "http"],
      message: "The URL is not an https URL.",
      found: "http://backend.example.com",
      expected: "the https URL of the backend",
    },
  ],
  [
    "an unknown setting of a route",
    (_inventory, route) => (route["scope"] = "keys.read"),
    { path: [...keys, "scope"], message: 'There is no setting "scope" here.', expected: 'Did you mean "scopes"?' },
  ],
  [
    "a route that is no mapping",
    (inventory) => Object.assign(inventory.routes, { "GET /keys": "public" }),
    {
      path: keys,
      message: '"GET /keys" must be a mapping, not a text.',
      found: "public",
      expected: "who may call it, and what answers",
    },
  ],
  [
    "a function that is not among those declared",
    (inventory) => (inventory["functions"] = { inventroy: {} }),
    ...["GET /keys", "GET /health"].map((key) => ({
      path: [...routes, key, "lambda"],
      message: 'There is no function "inventory".',
      expected: 'Did you mean "inventroy"?',
    })),
  ],
  [
    "code outside of the project",
    (inventory) => (inventory["functions"] = { inventory: { code: "../elsewhere" } }),
    {
      path: [...functions, "inventory", "code"],
      message: "The code does not lie in the project.",
      found: "../elsewhere",
      expected: "a folder, relative to the project",
    },
  ],
  [
    "a handler without code",
    (inventory) => (inventory["functions"] = { inventory: { handler: "index.handler" } }),
    {
      path: [...functions, "inventory"],
      message: "A handler is named, but there is no code: the built-in function has its own.",
      expected: "code beside handler, or neither",
    },
  ],
  [
    "a handler that Lambda could not find",
    (inventory) => (inventory["functions"] = { inventory: { code: "functions", handler: "handler" } }),
    {
      path: [...functions, "inventory", "handler"],
      message: "This is not a handler.",
      found: "handler",
      expected: "file.export, such as index.handler, at most 128 characters",
    },
  ],
  [
    "a variable that is no text, without repeating it",
    (inventory) => (inventory["functions"] = { inventory: { environment: { PIN: 1234 } } }),
    {
      path: [...functions, "inventory", "environment", "PIN"],
      message: '"PIN" must be a text, not a number.',
      expected: "a text",
    },
  ],
  [
    "a variable that Lambda reserves",
    (inventory) => (inventory["functions"] = { inventory: { environment: { AWS_REGION: "x" } } }),
    {
      path: [...functions, "inventory", "environment", "AWS_REGION"],
      message: `"AWS_REGION" cannot be the name of a function's variable.`,
      expected: "a letter, then letters, digits and underscores; no name that Lambda reserves",
    },
  ],
  [
    "routes that differ in the names of parameters only",
    (inventory, route) => Object.assign(inventory["routes"], { "GET /keys/{id}": route, "GET /keys/{keyId}": route }),
    {
      path: [...routes, "GET /keys/{keyId}"],
      message: '"GET /keys/{id}" takes the same requests: the names of parameters make no difference.',
      expected: "one of the two",
    },
  ],
  [
    "a quota that is none",
    (inventory) => (inventory["quotas"] = { authorizers: 0 }),
    {
      path: [...api, "quotas", "authorizers"],
      message: '"authorizers" is too small.',
      found: 0,
      expected: "how many authorizers AWS allows this API, by default 10",
    },
  ],
];

describe("the settings of an API", () => {
  for (const [name, change, ...expected] of rows) {
    it(`are refused for ${name}`, () => {
      assert.deepEqual(
        faultsAfter(({ apis }) => change(apis.inventory, apis.inventory.routes["GET /keys"])),
        expected,
      );
    });
  }

  const keyFaults: (readonly [key: string, message: string, expected: string])[] = [
    ["GET", '"GET" is not a route.', 'METHOD /path, such as "GET /keys/{keyId}", or $default'],
    ["GET  /keys", '"GET  /keys" is not a route.', 'METHOD /path, such as "GET /keys/{keyId}", or $default'],
    ["get /keys", '"get" is not a method of HTTP APIs.', 'Did you mean "GET /keys"?'],
    [
      "TRACE /keys",
      '"TRACE" is not a method of HTTP APIs.',
      "one of ANY, GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE",
    ],
    ["GET keys", "The path does not begin with a slash.", 'Did you mean "GET /keys"?'],
    ["GET /keys/", "The path has an empty segment.", "single slashes between the segments, none at the end"],
    ["GET //keys", "The path has an empty segment.", "single slashes between the segments, none at the end"],
    ["GET /{proxy+}/x", "{proxy+} stands in front of other segments.", "a greedy parameter only at the end"],
    ["GET /{a}/{a}", "The parameter {a} stands twice.", "names of their own for parameters"],
    ["GET /k{a}", '"k{a}" is not a segment of a path.', "letters, digits, . : _ or -; {name}; or {name+} at the end"],
    [
      "GET /keys?x=1",
      '"keys?x=1" is not a segment of a path.',
      "letters, digits, . : _ or -; {name}; or {name+} at the end",
    ],
    [
      "GET /schlüssel",
      '"schlüssel" is not a segment of a path.',
      "letters, digits, . : _ or -; {name}; or {name+} at the end",
    ],
  ];
  for (const part of ["a~b", "a@b", "%20", "*"]) {
    keyFaults.push([
      `GET /${part}`,
      `"${part}" is not a segment of a path.`,
      "letters, digits, . : _ or -; {name}; or {name+} at the end",
    ]);
  }
  for (const [key, message, expected] of keyFaults) {
    it(`are refused for the route key ${JSON.stringify(key)}`, () => {
      const faults = faultsAfter(({ apis }) => (apis.inventory.routes[key] = { public: true, lambda: "inventory" }));
      assert.deepEqual(faults, [{ path: [...routes, key], message, expected }]);
    });
  }

  for (const key of ["$default", "ANY /", "GET /a/{b}/{c+}", "DELETE /a.b_c-d:e", "GET /{a}", "GET /{a+}"]) {
    it(`take the route key ${key}`, () => {
      const { apis } = modelOf(({ apis }) => (apis.inventory.routes[key] = { public: true, lambda: "inventory" }));
      assert.ok(apis["inventory"]?.routes.some((route) => route.key === key));
    });
  }

  const probes: readonly (readonly [
    name: string,
    key: string,
    probe: Loose,
    fault: Omit<Fault, "path">,
    at?: string,
  ])[] = [
    [
      "of another method",
      "POST /x",
      { method: "GET" },
      { message: "The route does not take GET.", found: "GET", expected: "POST" },
      "method",
    ],
    [
      "without a method where all are taken",
      "ANY /x",
      {},
      { message: "ANY /x takes every method, and the probe names none.", expected: "the method to call it with" },
      "method",
    ],
    [
      "with a body that GET has not",
      "GET /x",
      { body: "{}" },
      { message: "A GET request has no body.", expected: "a probe without a body" },
      "body",
    ],
    [
      "with a type and no body",
      "POST /x",
      { contentType: "text/plain" },
      { message: "There is no body that could be of this type.", expected: "a body" },
      "contentType",
    ],
    [
      "of another path",
      "POST /x/{id}",
      { path: "/y/1" },
      { message: "The route does not take this path.", found: "/y/1", expected: "a path that POST /x/{id} takes" },
      "path",
    ],
    [
      "with too short a path",
      "POST /x/{id}",
      { path: "/x" },
      { message: "The route does not take this path.", found: "/x", expected: "a path that POST /x/{id} takes" },
      "path",
    ],
    [
      "with a path that ends where the greedy part begins",
      "POST /x/{all+}",
      { path: "/x" },
      { message: "The route does not take this path.", found: "/x", expected: "a path that POST /x/{all+} takes" },
      "path",
    ],
    [
      "with an empty segment for a parameter",
      "POST /x/{id}",
      { path: "/x/" },
      { message: "The route does not take this path.", found: "/x/", expected: "a path that POST /x/{id} takes" },
      "path",
    ],
    [
      "with a parameter left open",
      "POST /x/{id}",
      { path: "/x/{id}" },
      {
        message: "This is not a path that can be called.",
        found: "/x/{id}",
        expected: "a path from the slash on, its parameters filled in, such as /keys/42",
      },
      "path",
    ],
    ...["/x/../admin", "/x/%2E%2e/admin", "/x/./y", "/x/..", "/x/..?y=1", "/x/\\..\\admin"].map(
      (path) =>
        [
          `with ${path}, which clients make another path of`,
          "POST /x/{all+}",
          { path },
          {
            message: "This is not a path that can be called.",
            found: path,
            expected: "a path from the slash on, its parameters filled in, such as /keys/42",
          },
          "path",
        ] as const,
    ),
    [
      "without a path of $default",
      "$default",
      { method: "GET" },
      { message: "$default has no path of its own to call.", expected: "the path to call" },
      "path",
    ],
    [
      "that expects a refusal",
      "POST /x",
      { expectStatus: 403 },
      {
        message: "401 and 403 are how the gateway refuses; a probe is for what is admitted.",
        found: 403,
        expected: "the status with which the backend answers",
      },
      "expectStatus",
    ],
    [
      "with a status that is none",
      "POST /x",
      { expectStatus: 99 },
      { message: '"expectStatus" is too small.', found: 99, expected: "a status from 200 to 599" },
      "expectStatus",
    ],
    [
      "with a type that is none",
      "POST /x",
      { body: "", contentType: "json" },
      { message: "This is not a media type.", found: "json", expected: "a media type, such as application/json" },
      "contentType",
    ],
  ];
  for (const [name, key, probe, fault, at = ""] of probes) {
    it(`are refused for a probe ${name}`, () => {
      const faults = faultsAfter(
        ({ apis }) =>
          (apis.inventory.routes[key] = { issuer: "okta", scopes: ["keys.write"], lambda: "inventory", probe }),
      );
      assert.deepEqual(faults, [{ path: [...routes, key, "probe", at], ...fault }]);
    });
  }

  it("take a probe of a public route", () => {
    const { apis } = modelOf(({ apis }) => (apis.inventory.routes["GET /health"]["probe"] = { expectStatus: 204 }));
    assert.deepEqual(apis["inventory"]?.routes[0]?.probe, { expectStatus: 204 });
  });
});
