import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "mocha";
import { GraphClient } from "../../../scripts/lib/vendors/microsoft/GraphClient.ts";
import { EntraPeople } from "../../../scripts/lib/provision/entra/EntraPeople.ts";
import { PasswordFile } from "../../../scripts/lib/provision/PasswordFile.ts";
import type { EntraPerson } from "../../../scripts/lib/provision/entra/EntraPerson.ts";
import { provisionPeople, type Provisioning } from "../../../scripts/lib/provision/provisionPeople.ts";
import { readSealingKey, unseal } from "../../../scripts/lib/sealed/seal.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporaryFolder.ts";

type StoredUser = Record<string, unknown> & { id: string; userPrincipalName: string };

/** Microsoft Graph as far as provisioning asks it, with every request it got. */
class FakeGraph {
  readonly users: StoredUser[] = [];
  readonly requests: string[] = [];
  failing: ReadonlySet<string> = new Set();

  readonly fetch = (async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname } = new URL(url);
    const path = decodeURIComponent(pathname.replace("/v1.0", ""));
    this.requests.push(`${init.method ?? "GET"} ${path}`);
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    if (path === "/domains") {
      return Response.json({
        value: [
          { id: "acme.example", isVerified: true },
          { id: "new.example", isVerified: false },
        ],
      });
    }
    const name = path.slice("/users/".length).toLowerCase();
    if (init.method === "POST") return this.#create(body);
    const found = this.users.find(({ id, userPrincipalName }) => [id, userPrincipalName.toLowerCase()].includes(name));
    if (!found) return refusal(404, "Request_ResourceNotFound");
    if (init.method !== "PATCH") return Response.json(found);
    Object.assign(found, body);
    return new Response(null, { status: 204 });
  }) as typeof fetch;

  #create(body: Record<string, unknown>): Response {
    const userPrincipalName = String(body["userPrincipalName"]);
    if (this.failing.has(userPrincipalName)) return refusal(403, "Authorization_RequestDenied");
    const id = `id-${this.users.length}`;
    this.users.push({ givenName: null, surname: null, ...body, id, userPrincipalName });
    return Response.json({ id }, { status: 201 });
  }
}

function refusal(status: number, code: string): Response {
  return Response.json({ error: { code, message: "no" } }, { status });
}

const dan: EntraPerson = { userPrincipalName: "dan@acme.example", displayName: "Dan" };
const eve: EntraPerson = { userPrincipalName: "eve@acme.example", displayName: "Eve" };

describe("provisionPeople", () => {
  let folder: TemporaryFolder;
  let graph: FakeGraph;
  let publicKey: string;
  let privateKey: string;
  let runs = 0;

  before(async () => {
    folder = await temporaryFolder();
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    publicKey = await folder.write("public.pem", pair.publicKey.export({ type: "spki", format: "pem" }) as string);
    privateKey = await folder.write("private.pem", pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string);
  });
  beforeEach(() => {
    graph = new FakeGraph();
    runs += 1;
  });
  after(() => folder.remove());

  const sealed = (): string => join(folder.path, `passwords-${runs}.json`);
  const provision = async (
    people: readonly EntraPerson[],
    options: Partial<Provisioning<"userPrincipalName", EntraPerson>> = {},
  ) => {
    const keys = [await readSealingKey(publicKey)];
    const credential = { getToken: async () => ({ token: "t", expiresOnTimestamp: Date.now() + 60_000 }) };
    const client = new GraphClient({ credential, fetch: graph.fetch, signal: new AbortController().signal });
    return provisionPeople({
      people,
      directory: new EntraPeople(client),
      planOnly: false,
      onPlan: () => undefined,
      passwordFile: () => new PasswordFile(sealed(), "dev", keys),
      confirm: async () => undefined,
      onResult: () => undefined,
      ...options,
    });
  };

  it("creates people with passwords that only the sealed file holds, to be changed at the first sign-in", async () => {
    const { results, passwords } = await provision([dan, eve]);
    assert.deepEqual(results, [
      { userPrincipalName: "dan@acme.example", outcome: "created" },
      { userPrincipalName: "eve@acme.example", outcome: "created" },
    ]);
    assert.equal(passwords, sealed());
    assert.equal((await stat(sealed())).mode & 0o777, 0o600);
    const opened = (await unseal(sealed(), privateKey)) as { stack: string; passwords: Record<string, string> };
    const profiles = graph.users.map(({ userPrincipalName, mail, passwordProfile }) => ({
      userPrincipalName,
      mail,
      passwordProfile,
    }));
    assert.deepEqual(opened.stack, "dev");
    assert.deepEqual(
      profiles,
      Object.entries(opened.passwords).map(([userPrincipalName, password]) => ({
        userPrincipalName,
        mail: userPrincipalName,
        passwordProfile: { password, forceChangePasswordNextSignIn: true },
      })),
    );
    assert.deepEqual(Object.keys(opened.passwords), ["dan@acme.example", "eve@acme.example"]);
    assert.equal(new Set(Object.values(opened.passwords)).size, 2);
  });

  it("changes nothing when it runs again", async () => {
    await provision([dan, eve]);
    const before = structuredClone(graph.users);
    runs += 1;
    graph.requests.length = 0;
    const { plan, results, passwords } = await provision([dan, { ...eve, userPrincipalName: "EVE@acme.example" }]);
    assert.deepEqual(
      plan.map(({ kind }) => kind),
      ["unchanged", "unchanged"],
    );
    assert.deepEqual([results, passwords, existsSync(sealed())], [[], undefined, false]);
    assert.deepEqual(graph.users, before);
    assert.deepEqual(graph.requests, ["GET /domains", "GET /users/dan@acme.example", "GET /users/EVE@acme.example"]);
  });

  it("updates what differs and nothing else, and never a password", async () => {
    await provision([dan]);
    Object.assign(graph.users[0] ?? {}, { mail: null, displayName: "Daniel" });
    const profile = graph.users[0]?.["passwordProfile"];
    runs += 1;
    const { plan, results } = await provision([dan]);
    assert.deepEqual(plan, [
      {
        kind: "update",
        person: dan,
        id: "id-0",
        changes: { displayName: { to: "Dan", from: "Daniel" }, mail: { to: "dan@acme.example", from: null } },
      },
    ]);
    assert.deepEqual(results, [{ userPrincipalName: "dan@acme.example", outcome: "updated" }]);
    assert.equal(graph.users[0]?.["passwordProfile"], profile);
    assert.equal(existsSync(sealed()), false);
  });

  it("makes accounts that are enabled, with the nickname of their name, unless the file says otherwise", async () => {
    await provision([dan, { ...eve, mailNickname: "e.v.e", accountEnabled: false }]);
    assert.deepEqual(
      graph.users.map(({ mailNickname, accountEnabled }) => [mailNickname, accountEnabled]),
      [
        ["dan", true],
        ["e.v.e", false],
      ],
    );
  });

  it("leaves alone what the file does not say: an account that was disabled stays so", async () => {
    await provision([dan]);
    Object.assign(graph.users[0] ?? {}, { accountEnabled: false, mailNickname: "daniel", givenName: "Daniel" });
    const { plan } = await provision([dan]);
    assert.deepEqual(plan, [{ kind: "unchanged", person: dan }]);
    const said = await provision([{ ...dan, accountEnabled: true }]);
    assert.deepEqual(said.plan[0]?.kind === "update" && said.plan[0].changes, {
      accountEnabled: { to: true, from: false },
    });
  });

  it("goes on after a refusal, says it, and keeps no password of who was not created", async () => {
    graph.failing = new Set(["dan@acme.example"]);
    const { results } = await provision([dan, eve]);
    assert.deepEqual(
      results.map(({ userPrincipalName, outcome }) => [userPrincipalName, outcome]),
      [
        ["dan@acme.example", "failed"],
        ["eve@acme.example", "created"],
      ],
    );
    assert.match(results[0]?.reason ?? "", /Authorization_RequestDenied: no \(HTTP 403\)/);
    const { passwords } = (await unseal(sealed(), privateKey)) as { passwords: Record<string, string> };
    assert.deepEqual(Object.keys(passwords), ["eve@acme.example"]);
  });

  it("repeats no secret that a refusal does", async () => {
    const fetch = graph.fetch;
    let password = "";
    Object.assign(graph, {
      fetch: async (url: string, init: RequestInit) => {
        if (init.method !== "POST" || typeof init.body !== "string") return fetch(url, init);
        ({ password } = (JSON.parse(init.body) as { passwordProfile: { password: string } }).passwordProfile);
        const message = `The password ${password} is no good, Bearer ${new Headers(init.headers).get("authorization")?.slice(7)}`;
        return Response.json({ error: { code: "Request_BadRequest", message } }, { status: 400 });
      },
    });
    const { results } = await provision([dan]);
    assert.equal(password.length, 24);
    assert.equal(
      results[0]?.reason,
      "Microsoft Graph: Request_BadRequest: The password [secret] is no good, Bearer [secret] (HTTP 400)",
    );
  });

  const lost: Readonly<Record<string, (made: Response) => Response>> = {
    "a server in trouble answers": () => refusal(503, "serviceNotAvailable"),
    "no answer comes": () => {
      throw new TypeError("fetch failed");
    },
    "the answer breaks off": () =>
      new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError("terminated")) }), {
        status: 201,
      }),
  };
  for (const [what, answer] of Object.entries(lost)) {
    it(`keeps the password of who may have been created all the same, where ${what}`, async () => {
      const fetch = graph.fetch;
      Object.assign(graph, {
        fetch: async (url: string, init: RequestInit) => {
          const made = await fetch(url, init);
          return init.method === "POST" && typeof init.body === "string" && init.body.includes("dan@")
            ? answer(made)
            : made;
        },
      });
      const { results, passwords } = await provision([dan, eve]);
      assert.deepEqual(
        results.map(({ outcome, uncertain }) => [outcome, uncertain]),
        [
          ["failed", true],
          ["created", undefined],
        ],
      );
      assert.equal(passwords, sealed());
      const opened = (await unseal(sealed(), privateKey)) as { passwords: Record<string, string> };
      assert.deepEqual(Object.keys(opened.passwords), ["dan@acme.example", "eve@acme.example"]);
    });
  }

  it("leaves no file where nobody could be created", async () => {
    graph.failing = new Set(["dan@acme.example"]);
    const { passwords } = await provision([dan]);
    assert.deepEqual([passwords, existsSync(sealed())], [undefined, false]);
  });

  it("has the passwords on the disk before the first account is made", async () => {
    const fetch = graph.fetch;
    let there: boolean | undefined;
    Object.assign(graph, {
      fetch: async (url: string, init: RequestInit) => {
        if (init.method === "POST") there ??= existsSync(sealed());
        return fetch(url, init);
      },
    });
    await provision([dan]);
    assert.equal(there, true);
  });

  it("only plans when it is told to", async () => {
    const shown: string[] = [];
    const { plan, results } = await provision([dan], {
      planOnly: true,
      onPlan: (steps) => shown.push(...steps.map(({ kind }) => kind)),
      passwordFile: () => assert.fail("no password is needed"),
    });
    assert.deepEqual([plan.length, results, shown, graph.users], [1, [], ["create"], []]);
  });

  it("changes nothing when the answer is no", async () => {
    await assert.rejects(provision([dan], { confirm: () => Promise.reject(new Error("no")) }), /no/);
    assert.deepEqual([graph.users, existsSync(sealed())], [[], false]);
  });

  it("refuses a name outside the tenant's verified domains before anything is asked or changed", async () => {
    const stranger = { ...dan, userPrincipalName: "dan@new.example" };
    await assert.rejects(provision([eve, stranger]), {
      code: "USAGE",
      message: /dan@new\.example: "new\.example" is none of the tenant's domains/,
    });
    assert.deepEqual(graph.requests, ["GET /domains"]);
  });

  it("does not overwrite the passwords of an earlier run", async () => {
    const file = await folder.write("earlier.json", "{}");
    await assert.rejects(provision([dan], { passwordFile: () => new PasswordFile(file, "dev", []) }), {
      code: "USAGE",
      where: file,
    });
    assert.deepEqual(graph.users, []);
  });

  it("nor those of a run that wrote them while this one asked", async () => {
    const file = join(folder.path, "meanwhile.json");
    const keys = [await readSealingKey(publicKey)];
    const passwordFile = () => new PasswordFile(file, "dev", keys);
    const confirm = async () => {
      await folder.write("meanwhile.json", "theirs");
    };
    await assert.rejects(provision([dan], { passwordFile, confirm }), { code: "USAGE", where: file });
    assert.equal(await readFile(file, "utf8"), "theirs");
    assert.deepEqual(graph.users, []);
  });
});
