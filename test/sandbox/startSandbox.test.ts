import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import net, { type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { ManualClock } from "../../sandbox/Clock.ts";
import { json } from "../../sandbox/http/responses.ts";
import { parseFaults } from "../../sandbox/parseFaults.ts";
import { startSandbox } from "../../sandbox/startSandbox.ts";
import type { Refusal, SandboxRequest, VendorContext, VendorFactory } from "../../sandbox/Vendor.ts";
import { notebookHost as host, notebookVendor, sandboxRequest } from "./support/notebookVendor.ts";
import { connectTls, proxyClients } from "./support/proxyClient.ts";
import { sandboxes } from "./support/sandboxes.ts";
import { notebooks } from "./support/spawnNotebook.ts";
import { temporaryFolders } from "../scripts/support/temporaryFolder.ts";

describe("startSandbox", () => {
  const start = sandboxes();
  const spawnNotebook = notebooks();
  const client = proxyClients();
  const temporaryFolder = temporaryFolders();

  /** The second vendor, which asks the first. */
  function askingVendor(target: string): VendorFactory {
    return (context) => ({
      name: "aws",
      owns: (name) => name.endsWith(".amazonaws.com"),
      respond: async () => {
        const { status, body } = await context.fetch(sandboxRequest("GET", target));
        return json(200, { status, body });
      },
    });
  }

  /** A vendor that counts how often it was closed. */
  function closing(): { okta: VendorFactory; closed: () => number } {
    let closed = 0;
    const okta: VendorFactory = (context) => ({
      ...notebookVendor()(context),
      close: async () => {
        closed += 1;
      },
    });
    return { okta, closed: () => closed };
  }

  describe("hands requests to vendors", () => {
    it("by their hosts, over the network and without", async () => {
      const aws = askingVendor(`https://${host}/`);
      const sandbox = await start({ vendors: { okta: notebookVendor(), aws } });
      const fetch = client(sandbox);
      assert.equal((await fetch(`https://${host}/`, { method: "POST", body: "one" })).status, 201);
      assert.deepEqual(await (await fetch("https://x.amazonaws.com/")).json(), { status: 200, body: '["one"]' });
      const { status, body } = await sandbox.fetch(sandboxRequest("GET", `https://${host}/`));
      assert.deepEqual([status, body], [200, '["one"]']);
      assert.deepEqual(sandbox.refusals, []);
    });

    it("with the clock, the credentials and the faults that it was given", async () => {
      const contexts: VendorContext[] = [];
      const clock = new ManualClock(new Date("2031-02-03T12:00:00Z"));
      const okta: VendorFactory = (context) => {
        contexts.push(context);
        return notebookVendor()(context);
      };
      const sandbox = await start({ vendors: { okta }, clock, faults: parseFaults("okta.createNote=429x2") });
      assert.equal(contexts.length, 1);
      assert.equal(contexts[0]?.clock, clock);
      assert.equal(contexts[0].credentials, sandbox.credentials);
      const statuses: number[] = [];
      for (const method of ["POST", "GET", "POST", "POST"]) {
        statuses.push((await client(sandbox)(`https://${host}/`, { method })).status);
      }
      assert.deepEqual(statuses, [429, 200, 429, 201]);
    });
  });

  describe("answers for nobody else", () => {
    it("refuses unknown hosts after TLS, lists them without their query, and says so as it happens", async () => {
      const heard: Refusal[] = [];
      const sandbox = await start({ vendors: { okta: notebookVendor() }, onRefusal: (refusal) => heard.push(refusal) });
      const response = await client(sandbox)("https://evil.example/a/b?token=secret", { method: "DELETE" });
      assert.equal(response.status, 502);
      assert.deepEqual(await response.json(), {
        message: "The crosstrust sandbox does not answer for evil.example. Nothing has left this machine.",
      });
      const refusal = { host: "evil.example", method: "DELETE", path: "/a/b", reason: "unknown host" };
      assert.deepEqual(sandbox.refusals, [refusal]);
      assert.deepEqual(heard, [refusal]);
    });

    it("lists what a vendor refuses", async () => {
      const refusal = { host, method: "GET", path: "/unheard-of", reason: "no such operation" };
      const okta = notebookVendor((_request, context) => {
        context.refuse(refusal);
        return json(405, {});
      });
      const sandbox = await start({ vendors: { okta } });
      assert.equal((await client(sandbox)(`https://${host}/unheard-of`)).status, 405);
      assert.deepEqual(sandbox.refusals, [refusal]);
    });

    it("rejects a vendor's request to an unknown host, and leaves it to the vendor what that means", async () => {
      const seen: unknown[] = [];
      const okta = notebookVendor(async (_request, context) => {
        await context.fetch(sandboxRequest("GET", "https://evil.example/")).catch((error: unknown) => seen.push(error));
        return json(200, {});
      });
      const sandbox = await start({ vendors: { okta } });
      assert.equal((await client(sandbox)(`https://${host}/`)).status, 200);
      assert.equal((seen[0] as { code: string }).code, "VENDOR_UNREACHABLE");
      assert.deepEqual(sandbox.refusals, []);
    });
  });

  describe("never hides that it failed", () => {
    const broken = notebookVendor(({ url }: SandboxRequest) => {
      if (url.pathname === "/broken") throw new TypeError("there is no such thing");
      return undefined;
    });

    it("answers 500, lists the failure with its place, and goes on", async () => {
      const sandbox = await start({ vendors: { okta: broken } });
      const response = await client(sandbox)(`https://${host}/broken`);
      assert.equal(response.status, 500);
      const { message } = (await response.json()) as { message: string };
      assert.match(
        message,
        /^crosstrust sandbox: the sandbox failed: TypeError: there is no such thing \(at .*\.ts:\d+:\d+\)/,
      );
      assert.equal(sandbox.refusals.length, 1);
      assert.equal(message, `crosstrust sandbox: ${sandbox.refusals[0]!.reason}`);
      assert.equal((await client(sandbox)(`https://${host}/`)).status, 200);
    });

    it("also when another vendor asked, and could take it for the network's trouble", async () => {
      const sandbox = await start({ vendors: { okta: broken, aws: askingVendor(`https://${host}/broken`) } });
      const response = await client(sandbox)("https://x.amazonaws.com/");
      assert.equal(((await response.json()) as { status: number }).status, 500);
      assert.match(sandbox.refusals[0]!.reason, /there is no such thing/);
    });

    it("also when a vendor's `close` fails: the rest is closed, and the failure told", async () => {
      const folder = await temporaryFolder();
      const stateFile = join(folder, "state.json");
      const okta: VendorFactory = (context) => ({
        ...notebookVendor()(context),
        close: () => Promise.reject(new Error("would not end")),
      });
      const sandbox = await startSandbox({ stateFile, vendors: { okta } });
      await assert.rejects(sandbox.close(), /would not end/);
      await assert.rejects(stat(`${stateFile}.lock`), { code: "ENOENT" });
      await assert.rejects(fetch(sandbox.url));
    });
  });

  describe("keeps its state", () => {
    it("over a restart: what vendors know, credentials, and the clients' trust", async () => {
      const stateFile = join(await temporaryFolder(), "state.json");
      const first = await start({ stateFile, vendors: { okta: notebookVendor() } });
      await client(first)(`https://${host}/`, { method: "POST", body: "kept" });
      const ca = await readFile(first.caFile, "utf8");
      await first.close();

      const second = await start({ stateFile, vendors: { okta: notebookVendor() } });
      assert.deepEqual(second.credentials, first.credentials);
      assert.equal(second.caFile, first.caFile);
      assert.equal(await readFile(second.caFile, "utf8"), ca);
      (await connectTls(second, host, ca)).destroy();
      assert.deepEqual(await (await client(second)(`https://${host}/`)).json(), ["kept"]);
    });

    it("with everything that was acknowledged, when it is killed in the middle of requests", async () => {
      const stateFile = join(await temporaryFolder(), "state.json");
      const notebook = await spawnNotebook(stateFile);
      const fetch = client(notebook);
      const acknowledged: string[] = [];
      const { promise: enough, resolve } = Promise.withResolvers<undefined>();
      const requests = Array.from({ length: 200 }, async (_, i) => {
        const response = await fetch(`https://${host}/`, { method: "POST", body: `note ${i}` });
        assert.equal(response.status, 201);
        acknowledged.push(`note ${i}`);
        if (acknowledged.length === 50) resolve(undefined);
      });
      const settled = Promise.allSettled(requests);
      await enough;
      await notebook.kill();
      await settled;

      const sandbox = await start({ stateFile, vendors: { okta: notebookVendor() } });
      const notes = (await (await client(sandbox)(`https://${host}/`)).json()) as string[];
      assert.ok(acknowledged.length >= 50);
      assert.deepEqual(
        acknowledged.filter((note) => !notes.includes(note)),
        [],
      );
      assert.equal(new Set(notes).size, notes.length);
    });

    it("as it was when a write fails, and does not acknowledge what it could not keep", async () => {
      const stateFile = join(await temporaryFolder(), "state.json");
      const notebook = await spawnNotebook(stateFile, 200);
      const fetch = client(notebook);
      const post = (body: string) => fetch(`https://${host}/`, { method: "POST", body });
      assert.equal((await post("small")).status, 201);
      const before = await readFile(stateFile, "utf8");
      const response = await post("x".repeat(1_000_000));
      assert.equal(response.status, 500);
      assert.match(await response.text(), /cannot be written \(EFBIG\)/);
      assert.equal(await readFile(stateFile, "utf8"), before);
      assert.deepEqual((await readdir(dirname(stateFile))).sort(), [
        "state.json",
        "state.json.ca.pem",
        "state.json.lock",
      ]);
    });

    it("for one sandbox at a time", async () => {
      const stateFile = join(await temporaryFolder(), "state.json");
      const notebook = await spawnNotebook(stateFile);
      const before = await readFile(stateFile, "utf8");
      await assert.rejects(start({ stateFile, vendors: { okta: notebookVendor() } }), {
        code: "STATE_FILE_UNREADABLE",
        message: /in use by process \d+/,
      });
      assert.equal(await readFile(stateFile, "utf8"), before);
      assert.equal((await client(notebook)(`https://${host}/`)).status, 200);
    });

    it("with a new authority when the old one comes to its end, and with the same credentials", async () => {
      const stateFile = join(await temporaryFolder(), "state.json");
      const first = await start({ stateFile, vendors: { okta: notebookVendor() } });
      const ca = await readFile(first.caFile, "utf8");
      await first.close();
      const { now } = Date;
      Date.now = () => now() + 701 * 86_400_000;
      const second = await start({ stateFile, vendors: { okta: notebookVendor() } }).finally(() => (Date.now = now));
      assert.notEqual(await readFile(second.caFile, "utf8"), ca);
      assert.ok((await readFile(stateFile, "utf8")).includes(JSON.stringify(await readFile(second.caFile, "utf8"))));
      assert.deepEqual(second.credentials, first.credentials);
    });

    it("in files for the owner alone, the authority's key in the state and nowhere else", async () => {
      const folder = await temporaryFolder();
      const sandbox = await start({ stateFile: join(folder, "state.json"), vendors: { okta: notebookVendor() } });
      for (const name of await readdir(folder)) {
        assert.equal((await stat(join(folder, name))).mode & 0o077, 0, name);
      }
      const ca = await readFile(sandbox.caFile, "utf8");
      assert.equal(ca.match(/-----BEGIN/g)?.length, 1);
      assert.equal(new X509Certificate(ca).ca, true);
      assert.match(await readFile(join(folder, "state.json"), "utf8"), /-----BEGIN PRIVATE KEY-----/);
    });

    it("in memory without a file, and leaves nothing behind", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      await client(sandbox)(`https://${host}/`, { method: "POST", body: "gone" });
      assert.equal((await stat(dirname(sandbox.caFile))).mode & 0o777, 0o700);
      const ca = await readFile(sandbox.caFile, "utf8");
      await sandbox.close();
      await assert.rejects(stat(dirname(sandbox.caFile)), { code: "ENOENT" });
      const next = await start({ vendors: { okta: notebookVendor() } });
      assert.deepEqual(await (await client(next)(`https://${host}/`)).json(), []);
      assert.notDeepEqual(next.credentials, sandbox.credentials);
      await assert.rejects(connectTls(next, host, ca), { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
    });
  });

  describe("starts whole or not at all", () => {
    it("when the port is taken", async () => {
      const blocker = net.createServer().listen(0, "127.0.0.1");
      await once(blocker, "listening");
      const { port } = blocker.address() as AddressInfo;
      const folder = await temporaryFolder();
      const { okta, closed } = closing();
      try {
        await assert.rejects(start({ port, stateFile: join(folder, "state.json"), vendors: { okta } }), {
          code: "PORT_TAKEN",
        });
      } finally {
        blocker.close();
      }
      assert.deepEqual(await readdir(folder), []);
      assert.equal(closed(), 1);
    });

    it("when a fault could never happen", async () => {
      const folder = await temporaryFolder();
      const { okta, closed } = closing();
      const faults = parseFaults("okta.createNot=429,aws.CreateApi=500");
      await assert.rejects(start({ stateFile: join(folder, "state.json"), vendors: { okta }, faults }), {
        code: "USAGE",
        message:
          'The faults cannot be made to happen:\n  "okta.createNot": okta has no such operation; it has listNotes, createNote\n  "aws.CreateApi": the vendor aws is not part of this sandbox',
      });
      assert.deepEqual(await readdir(folder), []);
      assert.equal(closed(), 1);
    });

    it("when the state file is not its own", async () => {
      const folder = await temporaryFolder();
      const stateFile = join(folder, "state.json");
      await writeFile(stateFile, "{}");
      await assert.rejects(start({ stateFile, vendors: {} }), { code: "STATE_FILE_UNREADABLE" });
      assert.deepEqual(await readdir(folder), ["state.json"]);
    });

    it("when the authority's file cannot be written", async () => {
      const folder = await temporaryFolder();
      const stateFile = join(folder, "state.json");
      const first = await start({ stateFile, vendors: { okta: notebookVendor() } });
      await first.close();
      await rm(first.caFile);
      await mkdir(join(first.caFile, "in the way"), { recursive: true });
      const { okta, closed } = closing();
      await assert.rejects(start({ stateFile, vendors: { okta } }), {
        code: "STATE_FILE_UNREADABLE",
        message: `The certificate of the sandbox's authority cannot be written to ${first.caFile} (EISDIR).`,
      });
      assert.equal(closed(), 1);
      await assert.rejects(stat(`${stateFile}.lock`), { code: "ENOENT" });
    });
  });

  it("closes its vendors once, however often it is closed", async () => {
    const { okta, closed } = closing();
    const sandbox = await start({ vendors: { okta } });
    await Promise.all([sandbox.close(), sandbox.close()]);
    await sandbox.close();
    assert.equal(closed(), 1);
  });
});
