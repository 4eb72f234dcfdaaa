import { status } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import assert from "node:assert/strict";
import { decodeProperties } from "../../../providers/lib/propertyWire.ts";
import { Archive, Asset, Secret, unknownValue } from "../../../providers/lib/PropertyValue.ts";
import type { PropertyMap } from "../../../providers/lib/PropertyValue.ts";
import { serveProvider } from "../../../providers/lib/ProviderServer.ts";
import type { RunningProvider } from "../../../providers/lib/ProviderServer.ts";
import { detailOf, ProviderClient } from "./ProviderClient.ts";
import { Shelf, ShelfError, shelfProvider } from "./shelf.ts";

const Book = "shelf:index/book:Book";

describe("a provider server", () => {
  let shelves: Map<string, Shelf>;
  let server: RunningProvider;
  let client: ProviderClient;
  let shelf: Shelf;

  beforeEach(async () => {
    shelves = new Map();
    server = await serveProvider(shelfProvider(shelves));
    client = new ProviderClient(server.port);
    await client.configure({ name: "main", password: new Secret("open sesame") });
    shelf = shelves.get("main")!;
  });

  afterEach(async () => {
    client.close();
    await server.close();
  });

  async function created(news: PropertyMap): Promise<{ id: string; state: PropertyMap; inputs: PropertyMap }> {
    const { inputs, failures } = await client.check(Book, news);
    assert.deepEqual(failures, []);
    return { ...(await client.create(Book, inputs)), inputs };
  }

  describe("as the engine attaches", () => {
    it("shakes hands, accepts the attachment and tells its version", async () => {
      const hands = await client.handshake();
      assert.equal(hands.acceptSecrets, true);
      assert.equal(hands.supportsAutonamingConfiguration, true);
      await client.call("attach", new plugin.PluginAttach());
      assert.equal(await client.pluginVersion(), "1.2.3");
    });

    it("says that it does not know what it does not do", async () => {
      for (const [method, request] of [
        ["parameterize", new provider.ParameterizeRequest()],
        ["call", new provider.CallRequest()],
        ["construct", new provider.ConstructRequest()],
        ["getMapping", new provider.GetMappingRequest()],
      ] as const) {
        await assert.rejects(client.call(method, request), { code: status.UNIMPLEMENTED });
      }
    });

    it("keeps the configurations of two connections apart", async () => {
      const other = new ProviderClient(server.port);
      await other.configure({ name: "other" });

      assert.equal((await client.invoke("shelf:index/count:count")).result["shelf"], "main");
      assert.equal((await other.invoke("shelf:index/count:count")).result["shelf"], "other");
      other.close();
    });

    it("refuses a connection that was never configured", async () => {
      const other = new ProviderClient(server.port);
      await assert.rejects(other.create(Book, { shelfMark: "A" }), {
        code: status.FAILED_PRECONDITION,
        details: /never configured/,
      });
      other.close();
    });

    it("tells every missing key in the form that the engine explains", async () => {
      const other = new ProviderClient(server.port);
      const error = await other.configure({}).then(
        () => assert.fail("it succeeded"),
        (reason: unknown) => reason,
      );
      const { type, value } = detailOf(error);
      assert.equal(type, "pulumirpc.ConfigureErrorMissingKeys");
      const { missingkeysList } = provider.ConfigureErrorMissingKeys.deserializeBinary(value).toObject();
      assert.deepEqual(missingkeysList, [{ name: "shelf:name", description: "which shelf" }]);
      other.close();
    });

    it("refuses configuration that it does not know or cannot honour, and reads values that are JSON texts", async () => {
      const { failures } = await client.checkConfig({ nane: "x", limit: "many", old: "y", version: "1.0.0" });
      assert.deepEqual(failures, [
        { property: "limit", reason: "must be a whole number, not a string" },
        { property: "nane", reason: 'unknown configuration key; did you mean "name"?' },
        { property: "old", reason: "this plugin cannot honour it; use the published plugin" },
      ]);
      assert.deepEqual((await client.checkConfig({ name: "x", limit: "3" })).failures, []);
    });
  });

  describe("checking inputs", () => {
    it("fills in defaults and a name, and lists what it filled in", async () => {
      const { inputs, failures } = await client.check(Book, { shelfMark: "A1" });

      assert.deepEqual(failures, []);
      assert.match(inputs["title"] as string, /^thing-[0-9a-f]{7}$/);
      assert.deepEqual(inputs, {
        title: inputs["title"],
        shelfMark: "A1",
        pages: 100,
        language: "en",
        __defaults: ["language", "pages", "title"],
      });
    });

    it("gives the same name for the same seed, another for another, and keeps the one it gave before", async () => {
      const first = await client.check(Book, { shelfMark: "A1" }, {}, 1);
      const again = await client.check(Book, { shelfMark: "A1" }, {}, 1);
      const other = await client.check(Book, { shelfMark: "A1" }, {}, 2);
      const kept = await client.check(Book, { shelfMark: "A1" }, first.inputs, 2);

      assert.equal(again.inputs["title"], first.inputs["title"]);
      assert.notEqual(other.inputs["title"], first.inputs["title"]);
      assert.equal(kept.inputs["title"], first.inputs["title"]);
    });

    it("does not keep a name that the program gave before", async () => {
      const before = await client.check(Book, { shelfMark: "A1", title: "Mine" });
      const after = await client.check(Book, { shelfMark: "A1" }, before.inputs);
      assert.match(after.inputs["title"] as string, /^thing-[0-9a-f]{7}$/);
    });

    it("gives no name beside a prefix", async () => {
      const { inputs } = await client.check(Book, { shelfMark: "A1", titlePrefix: "the-" });
      assert.equal(inputs["title"], undefined);
    });

    it("finds every fault at once, each with its path", async () => {
      const { failures } = await client.check(Book, {
        titel: "x",
        smell: "musty",
        pages: 0,
        language: "fr",
        authors: ["a", 3],
        chapters: [{ heading: "One", lenght: 3 }, {}],
        notes: "none",
        policy: "{",
        lent: "yes",
        title: "a",
        titlePrefix: "b",
      });

      assert.deepEqual(failures, [
        { property: "", reason: '"smell": this plugin cannot set it; use the published plugin' },
        { property: "", reason: '"titel": unknown input; did you mean "title"?' },
        { property: "title", reason: 'not beside "titlePrefix"' },
        { property: "", reason: '"shelfMark": missing, but required' },
        { property: "pages", reason: "must be between 1 and 9999" },
        { property: "language", reason: 'must be one of "en", "de"' },
        { property: "", reason: '"authors[1]": must be a string, not a number' },
        { property: "", reason: '"chapters[0].lenght": unknown input; did you mean "length"?' },
        { property: "", reason: '"chapters[1].heading": missing, but required' },
        { property: "notes", reason: "must be an object, not a string" },
        { property: "policy", reason: "must be a JSON document, not a string" },
        { property: "lent", reason: "must be true or false, not a string" },
      ]);
    });

    it("finds what several inputs say against each other", async () => {
      const { failures } = await client.check(Book, { shelfMark: "A", pages: 1, lent: true });
      assert.deepEqual(failures, [{ property: "lent", reason: "one page is not lent" }]);
    });

    it("never names a property whose value is secret, because the engine prints the value beside it", async () => {
      const { failures } = await client.check(Book, { shelfMark: new Secret(7) });
      assert.deepEqual(failures, [{ property: "", reason: '"shelfMark": must be a string, not a number' }]);
    });

    it("lets pass what is not known yet", async () => {
      const { inputs, failures } = await client.check(Book, { shelfMark: unknownValue, authors: [unknownValue] });
      assert.deepEqual(failures, []);
      assert.equal(inputs["shelfMark"], unknownValue);
    });

    it("makes a text of a JSON document, secret as soon as a part of it is", async () => {
      const plain = await client.check(Book, { shelfMark: "A", policy: { allow: ["read"] } });
      const secret = await client.check(Book, { shelfMark: "A", policy: { allow: [new Secret("read")] } });
      assert.equal(plain.inputs["policy"], '{"allow":["read"]}');
      assert.deepEqual(secret.inputs["policy"], new Secret('{"allow":["read"]}'));
    });
  });

  describe("comparing", () => {
    it("finds nothing after a creation", async () => {
      const { id, state, inputs } = await created({
        shelfMark: "A",
        authors: ["b", "a"],
        chapters: [{ heading: "x" }],
      });
      assert.deepEqual(state["authors"], ["a", "b"]);
      assert.equal((await client.diff(Book, id, state, inputs)).changes, false);
    });

    it("tells each place that differs, and how", async () => {
      const { id, state } = await created({
        shelfMark: "A",
        authors: ["a", "b"],
        chapters: [{ heading: "One" }, { heading: "Two" }],
        notes: { kept: "1", gone: "2" },
        policy: '{"allow":"read"}',
        lent: true,
      });
      const { inputs } = await client.check(Book, {
        title: state["title"]!,
        shelfMark: "B",
        authors: ["b", "c", "a"],
        chapters: [{ heading: "1" }],
        notes: { kept: "1", new: "3" },
        policy: '{ "allow": ["read"] }',
        pages: 5,
      });

      const { detail, replaces, deleteBeforeReplace } = await client.diff(Book, id, state, inputs);
      assert.deepEqual(detail, {
        shelfMark: "UPDATE_REPLACE",
        pages: "UPDATE",
        "authors[2]": "ADD",
        "chapters[0].heading": "UPDATE",
        "chapters[1]": "DELETE",
        "notes.gone": "DELETE",
        "notes.new": "ADD",
        lent: "DELETE",
      });
      assert.deepEqual(replaces, ["shelfMark"]);
      assert.equal(deleteBeforeReplace, true);
    });

    it("creates before it deletes where the name is its own", async () => {
      const { id, state, inputs } = await created({ shelfMark: "A" });
      const { deleteBeforeReplace } = await client.diff(Book, id, state, { ...inputs, shelfMark: "B" });
      assert.equal(deleteBeforeReplace, false);
    });

    it("takes what the vendor chose for no difference, and what was planned for one", async () => {
      const { id, state, inputs } = await created({ shelfMark: "A" });
      const chosen = await client.diff(Book, id, { ...state, edition: 9 }, inputs);
      const moved = await client.diff(Book, id, { ...state, branch: "elsewhere", catalogue: "de" }, inputs);
      assert.deepEqual(chosen.detail, {});
      assert.deepEqual(moved.detail, { branch: "UPDATE_REPLACE", catalogue: "UPDATE" });
    });

    it("takes unset and empty for the same", async () => {
      const { id, state, inputs } = await created({ shelfMark: "A" });
      const empties = { ...state, authors: [], notes: {}, lent: false, policy: "" };
      assert.equal((await client.diff(Book, id, empties, inputs)).changes, false);
    });

    it("does not look where the program said not to", async () => {
      const { id, state, inputs } = await created({ shelfMark: "A" });
      const news = { ...inputs, notes: { a: "1" }, pages: 7 };
      assert.deepEqual((await client.diff(Book, id, state, news, ["notes"])).detail, { pages: "UPDATE" });
    });

    it("compares an archive by its hash, whose contents the engine holds back", async () => {
      const { id, state, inputs } = await created({ shelfMark: "A", cover: new Archive({ hash: "1", assets: {} }) });
      const same = await client.diff(Book, id, state, { ...inputs, cover: new Archive({ hash: "1" }) });
      const other = await client.diff(Book, id, state, { ...inputs, cover: new Archive({ hash: "2" }) });
      assert.deepEqual(same.detail, {});
      assert.deepEqual(other.detail, { cover: "UPDATE" });
    });
  });

  describe("previewing", () => {
    it("knows of a creation what is given, defaulted or planned, and nothing else", async () => {
      const { inputs } = await client.check(Book, { shelfMark: unknownValue, title: "T" });
      const { id, state } = await client.create(Book, inputs, true);

      assert.equal(id, "");
      assert.deepEqual(state, {
        title: "T",
        titlePrefix: unknownValue,
        shelfMark: unknownValue,
        pages: 100,
        language: "en",
        edition: unknownValue,
        branch: "main",
        catalogue: "en",
        key: new Secret(unknownValue),
        lastRead: unknownValue,
      });
      assert.equal(shelf.books.size, 0);
    });

    it("keeps what an update does not touch, and makes unknown what it is known to change", async () => {
      const { id, state, inputs } = await created({ shelfMark: "A" });
      const noted = await client.update(Book, id, state, { ...inputs, notes: { a: "1" } }, true);
      const longer = await client.update(Book, id, state, { ...inputs, pages: 101 }, true);

      assert.equal(noted["lastRead"], "never");
      assert.deepEqual(noted["key"], state["key"]);
      assert.equal(longer["lastRead"], unknownValue);
      assert.equal(shelf.books.get(id)?.["pages"], 100);
    });
  });

  describe("creating, reading, updating, deleting", () => {
    it("keeps secrets secret: given ones, the vendor's own, and parts of larger values", async () => {
      const { state } = await created({
        shelfMark: "A",
        password: "hidden",
        notes: { open: "1", closed: new Secret("2") },
        authors: [new Secret("x"), "y"],
      });

      assert.deepEqual(state["password"], new Secret("hidden"));
      assert.deepEqual(state["key"], new Secret("key of book-1"));
      assert.deepEqual(state["notes"], { open: "1", closed: new Secret("2") });
      assert.deepEqual(state["authors"], new Secret(["x", "y"]));
    });

    it("keeps on a refresh what only the creation told, and takes what an update tells", async () => {
      const { id, state, inputs } = await created({ shelfMark: "A" });
      const refreshed = await client.read(Book, id, state, inputs);
      assert.deepEqual(refreshed.state, state);
      assert.deepEqual(refreshed.inputs, inputs);

      const updated = await client.update(Book, id, state, { ...inputs, password: new Secret("new") });
      assert.deepEqual(updated["key"], new Secret("key by new"));
    });

    it("shows on a refresh what was changed behind the engine's back, in state and inputs", async () => {
      const { id, state, inputs } = await created({ shelfMark: "A", notes: { a: "1" } });
      Object.assign(shelf.books.get(id)!, { pages: 3, notes: { a: "2" }, lent: true });

      const refreshed = await client.read(Book, id, state, inputs);
      assert.equal(refreshed.state["lent"], true);
      assert.deepEqual(refreshed.inputs, {
        ...inputs,
        pages: 3,
        notes: { a: "2" },
        __defaults: ["language", "title"],
      });
      const { detail } = await client.diff(Book, id, refreshed.state, inputs);
      assert.deepEqual(detail, { pages: "UPDATE", "notes.a": "UPDATE", lent: "DELETE" });
    });

    it("gives an archive back from where it was, though the engine holds back the place on a refresh", async () => {
      for (const place of [{ path: "/covers/a" }, { uri: "file:///covers/a.zip" }]) {
        const { id, state, inputs } = await created({ shelfMark: "A", cover: new Archive({ hash: "1", ...place }) });
        const heldBack = { cover: new Archive({ hash: "1" }) };
        const refreshed = await client.read(Book, id, { ...state, ...heldBack }, { ...inputs, ...heldBack });
        assert.deepEqual(refreshed.state, state);
        assert.deepEqual(refreshed.inputs, inputs);
      }
    });

    it("gives an archive back that is put together of files, texts and archives", async () => {
      const assets = {
        "a.mjs": new Asset({ hash: "a", path: "/code/a.mjs" }),
        "b.json": new Asset({ hash: "b", text: "{}" }),
        "c.mjs": new Asset({ hash: "c", uri: "file:///code/c.mjs" }),
        library: new Archive({ hash: "l", path: "/library" }),
        deep: new Archive({ hash: "d", assets: { "e.txt": new Asset({ hash: "e", text: "e" }) } }),
      };
      const { id, state, inputs } = await created({ shelfMark: "A", cover: new Archive({ hash: "1", assets }) });
      const heldBack = { cover: new Archive({ hash: "1", assets: {} }) };
      const refreshed = await client.read(Book, id, { ...state, ...heldBack }, { ...inputs, ...heldBack });
      assert.deepEqual(refreshed.state, state);
      assert.deepEqual(refreshed.inputs, inputs);
    });

    it("keeps no place of an archive of which a part is not known", async () => {
      const assets = { "a.mjs": new Asset({ hash: "a" }), "b.mjs": new Asset({ hash: "b", text: "b" }) };
      const { inputs } = await created({ shelfMark: "A", cover: new Archive({ hash: "1", assets }) });
      assert.equal("__places" in inputs, false);
    });

    it("gives another archive than that of the inputs no place", async () => {
      const cover = new Archive({ hash: "1", path: "/covers/a" });
      const { id, state, inputs } = await created({ shelfMark: "A", cover });
      const older = new Archive({ hash: "0" });
      const refreshed = await client.read(Book, id, { ...state, cover: older }, { ...inputs, cover });
      assert.deepEqual(refreshed.state["cover"], older);
    });

    it("answers with no id for what is gone", async () => {
      const { id, state, inputs } = await created({ shelfMark: "A" });
      shelf.books.clear();
      assert.deepEqual(await client.read(Book, id, state, inputs), { id: "", state: {}, inputs: {} });
    });

    it("imports by what the object belongs to and its id, with the inputs that would declare it", async () => {
      const { id } = await created({ shelfMark: "A", title: "T", pages: 7, notes: { a: "1" } });

      const imported = await client.read(Book, `A/${id}`);
      assert.equal(imported.id, id);
      assert.deepEqual(imported.inputs, { title: "T", shelfMark: "A", pages: 7, notes: { a: "1" }, __defaults: [] });
      await assert.rejects(client.read(Book, id), {
        code: status.INVALID_ARGUMENT,
        details: `${Book}: "${id}" is no id to import by; expected shelfMark/id`,
      });
    });

    it("deletes", async () => {
      const { id, state } = await created({ shelfMark: "A" });
      await client.delete(Book, id, state);
      assert.equal(shelf.books.size, 0);
    });

    it("calls functions, and checks their arguments", async () => {
      await created({ shelfMark: "A" });
      assert.equal((await client.invoke("shelf:index/count:count", { language: "en" })).result["count"], 1);
      const { failures } = await client.invoke("shelf:index/count:count", { langage: "en" });
      assert.deepEqual(failures, [{ property: "", reason: '"langage": unknown input; did you mean "language"?' }]);
    });
  });

  describe("failing", () => {
    it("tells the vendor's code and words, and blots out every secret", async () => {
      shelf.failure = new ShelfError("Taken", "hidden and open sesame are taken");
      const { inputs } = await client.check(Book, { shelfMark: "A", password: new Secret("hidden") });

      await assert.rejects(client.create(Book, inputs), {
        code: status.UNKNOWN,
        details: `creating ${Book} thing: Taken: [secret] and [secret] are taken (HTTP 409)`,
      });
    });

    it("hands a created but unfinished resource to the engine's keeping", async () => {
      const { inputs } = await client.check(Book, { shelfMark: "A", notes: { complete: "fails" } });
      const error = await client.create(Book, inputs).then(
        () => assert.fail("it succeeded"),
        (reason: unknown) => reason,
      );

      const { type, value } = detailOf(error);
      assert.equal(type, "pulumirpc.ErrorResourceInitFailed");
      const detail = provider.ErrorResourceInitFailed.deserializeBinary(value);
      assert.equal(detail.getId(), "book-1");
      assert.deepEqual(detail.getReasonsList(), [`completing ${Book} thing: Unfinished: the ink is wet (HTTP 409)`]);
      assert.deepEqual(decodeProperties(detail.getInputs()), inputs);
      const state = decodeProperties(detail.getProperties());
      assert.equal(state["shelfMark"], "A");
      assert.deepEqual(state["key"], new Secret("key of book-1"));
      assert.ok(shelf.books.has("book-1"));
    });

    it("names the type that was probably meant", async () => {
      await assert.rejects(client.check("shelf:index/bok:Book", {}), {
        code: status.NOT_FOUND,
        details: `shelf:index/bok:Book: unknown resource type of this shelf provider; did you mean "${Book}"?`,
      });
    });
  });

  it("sends secrets plain only to an engine that does not know them", async () => {
    const old = new ProviderClient(server.port);
    await old.configure({ name: "main" }, false);
    const { inputs } = await old.check(Book, { shelfMark: "A", password: "hidden" });
    assert.equal(inputs["password"], "hidden");
    old.close();
  });

  it("frees its port when it closes, whoever is still connected", async () => {
    await client.invoke("shelf:index/count:count");
    await server.close();
    const second = await serveProvider(shelfProvider(shelves), server.port);
    assert.equal(second.port, server.port);
    await second.close();
    server = await serveProvider(shelfProvider(shelves));
  });
});
