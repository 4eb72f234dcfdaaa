import assert from "node:assert/strict";
import type { AdoptVendors } from "../../../scripts/lib/adopt/AdoptVendors.ts";
import { findExisting } from "../../../scripts/lib/adopt/findExisting.ts";
import { type Finder, NotRead } from "../../../scripts/lib/adopt/Finder.ts";
import { finders } from "../../../scripts/lib/adopt/finders.ts";
import type { PlannedResource } from "../../../scripts/lib/adopt/PlannedResource.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { plan, planned } from "./support/planned.ts";

const nobody: AdoptVendors = {
  okta: () => assert.fail("Okta was asked"),
  directory: () => assert.fail("a directory was asked"),
  jumpcloud: () => assert.fail("JumpCloud was asked"),
  aws: () => assert.fail("AWS was asked"),
};

async function search(
  resources: readonly PlannedResource[],
  own: Readonly<Record<string, Finder | string>>,
  vendors: AdoptVendors = nobody,
) {
  const adoptions = await findExisting({ plan: plan(...resources), finders: own, vendors, progress: () => undefined });
  return Object.fromEntries(adoptions.map(({ resource, outcome }) => [resource.name, outcome]));
}

const server = planned("okta:auth/server:Server", "s", { inputs: { name: "Keys" } });
const scope = planned("okta:auth/serverScope:ServerScope", "s/read", {
  inputs: { name: "read" },
  dependencies: { authServerId: [server.urn] },
});

describe("findExisting", () => {
  it("looks for what is to be created at a vendor, and for nothing else", async () => {
    const names: string[] = [];
    const finder: Finder = async ({ resource }) => {
      names.push(resource.name);
      return [];
    };
    const outcomes = await search(
      [
        planned("t:a:A", "new"),
        planned("t:a:A", "managed", { creates: false }),
        planned("crosstrust:x:Component", "component", { custom: false }),
        planned("pulumi:providers:azuread", "provider"),
      ],
      { "t:a:A": finder },
    );
    assert.deepEqual([names, outcomes], [["new"], { new: { kind: "missing" } }]);
  });

  it("looks within what it belongs to, once", async () => {
    let asked = 0;
    const own: Record<string, Finder> = {
      "okta:auth/server:Server": async () => {
        asked += 1;
        return [{ importId: "import", facts: { id: "aus1", other: "x" } }];
      },
      "okta:auth/serverScope:ServerScope": async ({ ref }) => [
        { importId: `${await ref("authServerId")} ${await ref("authServerId", "other")}` },
      ],
    };
    const outcomes = await search([scope, server], own);
    assert.deepEqual(outcomes["s/read"], { kind: "found", found: { importId: "aus1 x" } });
    assert.equal(asked, 1);
  });

  it("takes what the program says before what was found", async () => {
    const known = { ...scope, inputs: { ...scope.inputs, authServerId: "aus9" } };
    const finder: Finder = async ({ ref }) => [{ importId: await ref("authServerId") }];
    const outcomes = await search([known], { [scope.type]: finder });
    assert.deepEqual(outcomes["s/read"], { kind: "found", found: { importId: "aus9" } });
  });

  it("finds nothing in what is not there, or cannot be told apart", async () => {
    const finder: Finder = async ({ ref }) => [{ importId: await ref("authServerId") }];
    const candidates = [{ importId: "a" }, { importId: "b" }];
    assert.deepEqual(await search([scope, server], { [server.type]: async () => [], [scope.type]: finder }), {
      s: { kind: "missing" },
      "s/read": { kind: "missing", parent: "s" },
    });
    assert.deepEqual(await search([scope, server], { [server.type]: async () => candidates, [scope.type]: finder }), {
      s: { kind: "ambiguous", candidates },
      "s/read": { kind: "missing", parent: "s" },
    });
  });

  it("says why something is not looked for, and what a vendor refuses, and goes on", async () => {
    const outcomes = await search(
      [planned("t:a:Secret", "secret"), planned("t:a:New", "new"), planned("t:a:A", "a"), planned("t:a:B", "b")],
      {
        "t:a:Secret": "nobody can read it",
        "t:a:A": async () => {
          throw new NotRead("no credentials");
        },
        "t:a:B": async () => {
          throw new CrosstrustError("VENDOR_REFUSED", "AccessDenied");
        },
      },
    );
    assert.deepEqual(Object.fromEntries(Object.entries(outcomes).map(([name, { kind }]) => [name, kind])), {
      secret: "not-importable",
      new: "not-importable",
      a: "not-read",
      b: "not-read",
    });
  });

  it("stops where it is interrupted", async () => {
    const finder: Finder = async () => {
      throw new CrosstrustError("INTERRUPTED", "interrupted");
    };
    await assert.rejects(search([planned("t:a:A", "a")], { "t:a:A": finder }), { code: "INTERRUPTED" });
  });

  it("finds Okta's objects by name within their server, and tells of two of one name", async () => {
    const lists: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
      "/api/v1/authorizationServers": [
        { id: "aus1", name: "Keys" },
        { id: "aus2", name: "keys" },
      ],
      "/api/v1/authorizationServers/aus1/scopes": [
        { id: "scp1", name: "read" },
        { id: "scp2", name: "write" },
      ],
      "/api/v1/apps": [
        { id: "0oa1", label: "Reader", signOnMode: "OPENID_CONNECT" },
        { id: "0oa2", label: "Reader", signOnMode: "OPENID_CONNECT" },
        // Bookmarks and the like are no OAuth clients, and the engine could import none as one.
        { id: "0oa3", label: "Writer", signOnMode: "BOOKMARK" },
        { id: "0oa4", label: "Writer", signOnMode: "OPENID_CONNECT" },
      ],
    };
    const okta = () => ({
      find: async () => undefined,
      list: async (path: string) => lists[path] ?? assert.fail(path),
    });
    const app = planned("okta:app/oAuth:OAuth", "reader", { inputs: { label: "Reader" } });
    const writer = planned("okta:app/oAuth:OAuth", "writer", { inputs: { label: "Writer" } });
    assert.deepEqual(await search([app, writer, scope, server], finders, { ...nobody, okta }), {
      writer: { kind: "found", found: { importId: "0oa4" } },
      reader: { kind: "ambiguous", candidates: [{ importId: "0oa1" }, { importId: "0oa2" }] },
      s: { kind: "found", found: { importId: "aus1" } },
      "s/read": { kind: "found", found: { importId: "aus1/scp1" } },
    });
  });

  it("finds Entra's objects by name, quoted as a filter takes it, and exactly, which no filter is", async () => {
    const paths: string[] = [];
    const directory = () => ({
      get: async () => assert.fail(),
      find: async <T>() => ({ identifierUris: ["api://c1", "https://acme.example/c1", "api://other"] }) as T,
      list: async <T>(path: string) => {
        paths.push(decodeURIComponent(path));
        return [
          { id: "o1", appId: "c1", displayName: "O'Neil" },
          { id: "o2", appId: "c2", displayName: "o'neil" },
        ] as T[];
      },
    });
    const application = planned("azuread:index/application:Application", "a", { inputs: { displayName: "O'Neil" } });
    const uri = planned("azuread:index/applicationIdentifierUri:ApplicationIdentifierUri", "u", {
      dependencies: { applicationId: [application.urn], identifierUri: [application.urn] },
    });
    const outcomes = await search([application, uri], finders, { ...nobody, directory });
    assert.deepEqual(paths, ["/applications?$filter=displayName eq 'O''Neil'"]);
    assert.deepEqual(outcomes["a"], {
      kind: "found",
      found: { importId: "/applications/o1", facts: { clientId: "c1" } },
    });
    assert.ok(outcomes["u"]?.kind === "ambiguous");
    assert.deepEqual(
      outcomes["u"].candidates.map(({ importId }) =>
        Buffer.from(importId.split("/").at(-1) ?? "", "base64").toString(),
      ),
      ["api://c1", "https://acme.example/c1"],
    );
  });
});
