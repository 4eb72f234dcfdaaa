import assert from "node:assert/strict";
import { once } from "node:events";
import net, { type AddressInfo, connect as connectTcp } from "node:net";
import { networkInterfaces } from "node:os";
import { ManualClock } from "../../../sandbox/Clock.ts";
import { json } from "../../../sandbox/http/responses.ts";
import { createAuthority } from "../../../sandbox/proxy/CertificateAuthority.ts";
import type { SandboxResponse } from "../../../sandbox/Vendor.ts";
import { notebookHost as host, notebookVendor } from "../support/notebookVendor.ts";
import { connect, connectTls, proxyClients, readToEnd } from "../support/proxyClient.ts";
import { sandboxes } from "../support/sandboxes.ts";

const noon = new Date("2031-02-03T12:00:00Z");

describe("the proxy", () => {
  const start = sandboxes();
  const client = proxyClients();
  const answering = (answer: SandboxResponse) => ({ vendors: { okta: notebookVendor(() => answer) } });

  describe("hands a request on", () => {
    it("with its method, URL, raw target, headers and body as they were sent", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const response = await client(sandbox)(`https://${host}/echo?a=%7Eb&c=d+e`, {
        method: "PATCH",
        headers: [
          ["X-Twice", "1"],
          ["X-Twice", "2"],
          ["Authorization", "SSWS abc"],
        ],
        body: "grüße",
      });
      const { headers, ...request } = (await response.json()) as { headers: Record<string, string> };
      assert.deepEqual(request, {
        method: "PATCH",
        url: `https://${host}/echo?a=%7Eb&c=d+e`,
        target: "/echo?a=%7Eb&c=d+e",
        body: "grüße",
      });
      assert.equal(headers["x-twice"], "1, 2");
      assert.equal(headers["authorization"], "SSWS abc");
      assert.equal(headers["host"], host);
    });

    it("joins headers that the HTTP library would drop", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const socket = await connectTls(sandbox, host);
      const lines = [`Host: ${host}`, "authorization: one", "Authorization: two", "__proto__: x", "Connection: close"];
      socket.write(`GET /echo HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      const answer = await readToEnd(socket);
      assert.match(answer, /"authorization":"one, two"/);
      assert.match(answer, /"__proto__":"x"/);
    });

    it("with a body of 20 MB", async () => {
      const body = Buffer.alloc(20 * 1024 * 1024, "abcdefgh");
      const sandbox = await start({
        vendors: { okta: notebookVendor((request) => ({ status: 200, body: request.body })) },
      });
      const response = await client(sandbox)(`https://${host}/`, { method: "PUT", body });
      assert.ok(body.equals(Buffer.from(await response.arrayBuffer())));
    });

    it("over one connection as often as the client likes", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const socket = await connectTls(sandbox, host);
      const request = (n: number, more = "") =>
        `POST / HTTP/1.1\r\nHost: ${host}\r\n${more}Content-Length: 1\r\n\r\n${n}`;
      socket.write(request(1));
      await once(socket, "data");
      socket.write(request(2) + request(3, "Connection: close\r\n"));
      const later = await readToEnd(socket);
      assert.deepEqual(later.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 201", "HTTP/1.1 201"]);
      assert.deepEqual(await (await client(sandbox)(`https://${host}/`)).json(), ["1", "2", "3"]);
    });

    it("from many clients to many hosts at once, none mixed up", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const fetch = client(sandbox);
      const urls = Array.from({ length: 300 }, (_, i) => `https://org-${i % 60}.okta.com/echo?n=${i}`);
      const answers = await Promise.all(urls.map(async (url) => (await fetch(url)).json() as Promise<{ url: string }>));
      assert.deepEqual(
        answers.map(({ url }) => url),
        urls,
      );
      assert.deepEqual(sandbox.refusals, []);
    });
  });

  describe("sends an answer", () => {
    it("with its length, the clock's date, and every value of a header", async () => {
      const sandbox = await start({
        ...answering({ status: 202, headers: { "set-cookie": ["a=1", "b=2"], "X-Case": "y" }, body: "grüße" }),
        clock: new ManualClock(noon),
      });
      const response = await client(sandbox)(`https://${host}/`);
      assert.equal(response.status, 202);
      assert.equal(response.headers.get("content-length"), "7");
      assert.equal(response.headers.get("date"), "Mon, 03 Feb 2031 12:00:00 GMT");
      assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
      assert.equal(response.headers.get("x-case"), "y");
      assert.equal(await response.text(), "grüße");
    });

    it("with the vendor's own date, and never with the vendor's own framing", async () => {
      const date = "Tue, 04 Feb 2031 12:00:00 GMT";
      const headers = { Date: date, "Content-Length": "3", "Transfer-Encoding": "chunked", Connection: "close" };
      const sandbox = await start(answering({ status: 200, headers, body: "four" }));
      const response = await client(sandbox)(`https://${host}/`);
      assert.equal(response.headers.get("date"), date);
      assert.equal(response.headers.get("content-length"), "4");
      assert.equal(response.headers.get("transfer-encoding"), null);
      assert.equal(await response.text(), "four");
    });

    it("without a body to HEAD and for 204", async () => {
      const sandbox = await start({
        vendors: {
          okta: notebookVendor(({ url }) =>
            url.pathname === "/none" ? { status: 204, body: "x" } : json(200, "1234"),
          ),
        },
      });
      const socket = await connectTls(sandbox, host);
      socket.write(`HEAD / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      socket.write(`DELETE /none HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      const [head, none, ...more] = (await readToEnd(socket)).split("\r\n\r\n");
      assert.match(head ?? "", /^HTTP\/1\.1 200 OK\r\n[^]*content-length: 6\r\n/);
      assert.match(none ?? "", /^HTTP\/1\.1 204 No Content\r\n(?![^]*content-length)/);
      assert.deepEqual(more, [""]);
    });

    it("of 500 when the vendor's answer cannot be sent, and lists it", async () => {
      for (const [answer, reason] of [
        [{ status: 99 }, /99 is not the status/],
        [{ status: 200, headers: { "x-a": "b\r\nc: d" } }, /ERR_INVALID_CHAR|Invalid character/],
      ] as const) {
        const sandbox = await start(answering(answer));
        const response = await client(sandbox)(`https://${host}/a`);
        assert.equal(response.status, 500);
        assert.equal(response.headers.get("x-a"), null);
        assert.equal(sandbox.refusals.length, 1);
        assert.match(sandbox.refusals[0]!.reason, reason);
      }
    });
  });

  describe("refuses", () => {
    for (const [target, reason] of [
      [`${host}:8443`, "the sandbox answers on port 443 alone, not on 8443"],
      ["127.0.0.1:443", "the sandbox answers for host names, not for IP addresses"],
      ["not a host:443", undefined],
      ["nowhere", "a CONNECT target has the form host:443"],
    ] as const) {
      it(`CONNECT to ${target}`, async () => {
        const sandbox = await start({ vendors: { okta: notebookVendor() } });
        if (reason === undefined) {
          const socket = connectTcp(Number(new URL(sandbox.url).port), "127.0.0.1");
          socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
          assert.match(await readToEnd(socket), /^HTTP\/1\.1 400 Bad Request/);
          assert.deepEqual(sandbox.refusals, []);
          return;
        }
        const { status, body } = await connect(sandbox.url, target);
        assert.equal(status, 403);
        assert.deepEqual(JSON.parse(body), { message: `crosstrust sandbox: no tunnel to ${target}: ${reason}.` });
        const [refused = ""] = target.split(":");
        assert.deepEqual(sandbox.refusals, [{ host: refused, method: "CONNECT", path: "", reason }]);
      });
    }

    it("a tunnel in a tunnel", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const socket = await connectTls(sandbox, host);
      socket.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      assert.match(await readToEnd(socket), /^HTTP\/1\.1 403 Forbidden/);
      assert.equal(sandbox.refusals[0]?.reason, "a tunnel in a tunnel leads nowhere");
    });

    it("plain HTTP to a host, listing it without its query", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const socket = connectTcp(Number(new URL(sandbox.url).port), "127.0.0.1");
      socket.write(`GET http://${host}/a?secret=1 HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      assert.match(await readToEnd(socket), /^HTTP\/1\.1 400 [^]*answers over HTTPS alone/);
      assert.deepEqual(sandbox.refusals, [{ host, method: "GET", path: "/a", reason: "plain HTTP" }]);
    });

    it("a request to the proxy itself, saying what it is", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const response = await fetch(sandbox.url);
      assert.equal(response.status, 400);
      assert.match(await response.text(), /Set HTTPS_PROXY to it/);
      assert.deepEqual(sandbox.refusals, []);
    });

    it("a request for another host than the one connected to", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const socket = await connectTls(sandbox, host);
      socket.write("GET /a?secret=1 HTTP/1.1\r\nHost: other.okta.com\r\n\r\n");
      assert.match(await readToEnd(socket), /^HTTP\/1\.1 421 Misdirected Request/);
      assert.deepEqual(sandbox.refusals, [
        {
          host,
          method: "GET",
          path: "/a",
          reason: `The client connected to ${host}, and its Host header names other.okta.com.`,
        },
      ]);
    });

    for (const [what, hosts] of [
      ["two hosts", [host, "other.okta.com"]],
      ["its host twice", [host, host]],
    ] as const) {
      it(`a request that names ${what}`, async () => {
        const sandbox = await start({ vendors: { okta: notebookVendor() } });
        const socket = await connectTls(sandbox, host);
        socket.write(`GET /a HTTP/1.1\r\n${hosts.map((name) => `Host: ${name}\r\n`).join("")}\r\n`);
        assert.match(await readToEnd(socket), /^HTTP\/1\.1 400 Bad Request/);
        const reason = "A request names its host once.";
        assert.deepEqual(sandbox.refusals, [{ host, method: "GET", path: "/a", reason }]);
      });
    }

    for (const [method, target, path] of [
      ["OPTIONS", "*", "*"],
      ["GET", `https://name:secret@${host}/a?secret=1`, "/a"],
    ] as const) {
      it(`a target that is no path, such as ${target.slice(0, 8)}, and repeats no more of it than its path`, async () => {
        const sandbox = await start({ vendors: { okta: notebookVendor() } });
        const socket = await connectTls(sandbox, host);
        socket.write(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
        const answer = await readToEnd(socket);
        assert.match(answer, /^HTTP\/1\.1 400 Bad Request/);
        assert.doesNotMatch(answer, /secret/);
        const reason = "The target of a request inside a tunnel has to be a path.";
        assert.deepEqual(sandbox.refusals, [{ host, method, path, reason }]);
      });
    }

    for (const [how, framing] of [
      ["announced", `Content-Length: ${101 * 1024 * 1024}\r\n\r\n`],
      ["streamed", "Transfer-Encoding: chunked\r\n\r\n"],
    ] as const) {
      it(`a body over the limit, ${how}`, async () => {
        const sandbox = await start({ vendors: { okta: notebookVendor() } });
        const socket = await connectTls(sandbox, host);
        const answer = readToEnd(socket);
        socket.on("error", () => undefined);
        socket.write(`POST / HTTP/1.1\r\nHost: ${host}\r\n${framing}`);
        if (how === "streamed") {
          socket.setMaxListeners(0);
          const megabyte = Buffer.concat([Buffer.from("100000\r\n"), Buffer.alloc(1024 * 1024), Buffer.from("\r\n")]);
          for (let i = 0; i <= 100 && !socket.destroyed; i++) {
            if (!socket.write(megabyte)) await Promise.race([once(socket, "drain"), once(socket, "close")]);
          }
        }
        assert.match(await answer, /^HTTP\/1\.1 413 Payload Too Large/);
        assert.match(sandbox.refusals[0]!.reason, /no request body of more than 104857600 bytes/);
      });
    }
  });

  describe("stands", () => {
    it("what is not HTTP, and clients that break off anywhere", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const port = Number(new URL(sandbox.url).port);

      const noise = connectTcp(port, "127.0.0.1");
      noise.write("\x16\x03\x01\x02\x00garbage\r\n\r\n");
      assert.match(await readToEnd(noise), /^HTTP\/1\.1 400 Bad Request/);

      const { socket: plain } = await connect(sandbox.url, `${host}:443`);
      plain.write("GET / HTTP/1.1\r\n\r\n");
      await readToEnd(plain);

      const { socket: early } = await connect(sandbox.url, `${host}:443`);
      early.resetAndDestroy();

      const body = await connectTls(sandbox, host);
      body.write(`POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\nhalf`);
      body.destroy();

      const malformed = await connectTls(sandbox, host);
      malformed.write("GET / NONSENSE\r\n\r\n");
      assert.match(await readToEnd(malformed), /^HTTP\/1\.1 400 Bad Request/);

      const response = await client(sandbox)(`https://${host}/`);
      assert.deepEqual(await response.json(), []);
      assert.deepEqual(sandbox.refusals, []);
    });

    it("a client that goes away while the vendor works", async () => {
      const { promise: reached, resolve: reach } = Promise.withResolvers<undefined>();
      const { promise: answer, resolve: respond } = Promise.withResolvers<SandboxResponse>();
      const sandbox = await start({
        vendors: {
          okta: notebookVendor(({ url }) => {
            if (url.pathname !== "/slow") return undefined;
            reach(undefined);
            return answer;
          }),
        },
      });
      const socket = await connectTls(sandbox, host);
      socket.write(`GET /slow HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      await reached;
      socket.destroy();
      await once(socket, "close");
      respond(json(200, {}));
      assert.equal((await client(sandbox)(`https://${host}/`)).status, 200);
      assert.deepEqual(sandbox.refusals, []);
    });

    it("a client that trusts another authority: that client refuses, others go on", async () => {
      const sandbox = await start({ vendors: { okta: notebookVendor() } });
      const { certificate } = await createAuthority();
      await assert.rejects(connectTls(sandbox, host, certificate), { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
      assert.equal((await client(sandbox)(`https://${host}/`)).status, 200);
    });
  });

  it("listens on the loopback address alone", async () => {
    const sandbox = await start({ vendors: {} });
    const { hostname, port } = new URL(sandbox.url);
    assert.equal(hostname, "127.0.0.1");
    const outward = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4")
      .map(({ address }) => address);
    // Linux answers to all of 127.0.0.0/8 when a server listens on every address.
    const others = process.platform === "linux" ? ["127.0.0.2", ...outward] : ["::1", ...outward];
    for (const address of others) {
      await assert.rejects(once(connectTcp(Number(port), address), "connect"), address);
    }
  });

  it("says which port is taken", async () => {
    const blocker = net.createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    const { port } = blocker.address() as AddressInfo;
    try {
      await assert.rejects(start({ port, vendors: {} }), {
        name: "CrosstrustError",
        code: "PORT_TAKEN",
        message: `Port ${port} of 127.0.0.1 is taken by another process. Stop what listens there, name another port, or name none for a free one.`,
        actual: port,
      });
    } finally {
      blocker.close();
    }
  });

  it("takes the port that it is given", async () => {
    const first = await start({ vendors: {} });
    const port = Number(new URL(first.url).port);
    await first.close();
    assert.equal((await start({ port, vendors: {} })).url, `http://127.0.0.1:${port}`);
  });

  it("lets requests under way end when it closes, and then closes every socket", async () => {
    const { promise: reached, resolve: reach } = Promise.withResolvers<undefined>();
    const { promise: answer, resolve: respond } = Promise.withResolvers<SandboxResponse>();
    const sandbox = await start({
      vendors: {
        okta: notebookVendor(() => {
          reach(undefined);
          return answer;
        }),
      },
    });
    const idle = await connectTls(sandbox, host);
    const idleClosed = once(idle.resume(), "close");
    const busy = await connectTls(sandbox, host);
    const received = readToEnd(busy);
    busy.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await reached;
    const closed = sandbox.close();
    respond(json(200, "last"));
    await closed;
    assert.match(await received, /^HTTP\/1\.1 200 OK[^]*"last"$/);
    await idleClosed;
    await assert.rejects(connect(sandbox.url, `${host}:443`), { code: "ECONNREFUSED" });
    assert.equal(sandbox.close(), sandbox.close());
  });
});
