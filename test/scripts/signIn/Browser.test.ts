import assert from "node:assert/strict";
import { Browser, type Send } from "../../../scripts/lib/signIn/Browser.ts";

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly cookie: string | undefined;
  readonly body: string;
}

/** A network that gives one answer to each address. */
function network(answers: Readonly<Record<string, () => Response>>): { send: Send; sent: Sent[] } {
  const sent: Sent[] = [];
  const send: Send = async (url, init) => {
    const headers = init.headers as Record<string, string>;
    const body = typeof init.body === "string" ? init.body : "";
    sent.push({ method: init.method ?? "GET", url, cookie: headers["cookie"], body });
    return answers[url]?.() ?? new Response("nothing here", { status: 404 });
  };
  return { send, sent };
}

const redirect = (location: string, status = 302, cookies: readonly string[] = []): Response =>
  new Response(null, {
    status,
    headers: [["location", location], ...cookies.map((cookie): [string, string] => ["set-cookie", cookie])],
  });

const form = `<form method="post" action="/in"><input type="hidden" name="csrf" value="a&amp;b">
  <input type="checkbox" name="keep" value="yes" checked><input type="checkbox" name="other">
  <input name="user" autocomplete="username"><button name="go" value="1">Go</button><button name="no" value="1">No</button></form>`;

describe("Browser", () => {
  it("follows redirects, keeps cookies to the host that set them, and sends them nowhere else", async () => {
    const { send, sent } = network({
      "https://a.example/": () => redirect("https://b.example/x", 302, ["s=1; Path=/; Secure; HttpOnly", "t=2"]),
      "https://b.example/x": () => redirect("https://a.example/back"),
      "https://a.example/back": () => new Response("<title>Here</title>"),
    });
    const visit = await new Browser({ send }).open("https://a.example/");
    assert.equal(visit.kind === "page" && visit.page.title, "Here");
    assert.deepEqual(
      sent.map(({ cookie }) => cookie),
      [undefined, undefined, "s=1; t=2"],
    );
  });

  it("sends a form with its hidden fields, its ticked boxes and its first button", async () => {
    const { send, sent } = network({
      "https://a.example/": () => new Response(form),
      "https://a.example/in": () => redirect("/done", 303),
    });
    const browser = new Browser({ send });
    const visit = await browser.open("https://a.example/");
    assert.ok(visit.kind === "page");
    await browser.submit(visit.page.forms[0]!, [["user", "alice"]]);
    assert.deepEqual(
      sent.slice(1).map(({ method, url, body }) => `${method} ${url} ${body}`),
      ["POST https://a.example/in csrf=a%26b&keep=yes&go=1&user=alice", "GET https://a.example/done "],
    );
  });

  it("sends a form again where a 307 says so", async () => {
    const { send, sent } = network({
      "https://a.example/": () => new Response(form),
      "https://a.example/in": () => redirect("https://b.example/in", 307),
    });
    const browser = new Browser({ send });
    const visit = await browser.open("https://a.example/");
    assert.ok(visit.kind === "page");
    await browser.submit(visit.page.forms[0]!);
    assert.deepEqual(
      sent.map(({ method }) => method),
      ["GET", "POST", "POST"],
    );
    assert.equal(sent[1]?.body, sent[2]?.body);
  });

  it("catches a request instead of sending it, with what its query, fragment and form carry", async () => {
    const { send, sent } = network({ "https://a.example/": () => redirect("https://app.example/cb?a=1#b=2") });
    const browser = new Browser({ send, catches: ({ host }) => host === "app.example" });
    const visit = await browser.open("https://a.example/");
    assert.ok(visit.kind === "caught");
    assert.deepEqual(Object.fromEntries(visit.parameters), { a: "1", b: "2" });
    assert.equal(sent.length, 1);
  });

  it("knows where a page's links lead, and its buttons whose script names an address", async () => {
    const page = `<a href="/in?by=company">Company</a><a>Nowhere</a><a href="mailto:help@a.example">Help</a>
      <button onclick="window.location='/in?by=others'">Others</button><button onclick="go()">Go</button>`;
    const { send } = network({ "https://a.example/": () => new Response(page) });
    const visit = await new Browser({ send }).open("https://a.example/");
    assert.ok(visit.kind === "page");
    assert.deepEqual(
      visit.page.links.map(({ href }) => href),
      ["https://a.example/in?by=company", "mailto:help@a.example", "https://a.example/in?by=others"],
    );
  });

  it("goes nowhere without https", async () => {
    const { send, sent } = network({ "https://a.example/": () => redirect("http://a.example/") });
    const visit = await new Browser({ send }).open("https://a.example/");
    assert.deepEqual(visit, { kind: "stopped", why: "http://a.example is not https" });
    assert.equal(sent.length, 1);
  });

  it("gives up on redirects without end", async () => {
    const { send, sent } = network({ "https://a.example/": () => redirect("/") });
    const visit = await new Browser({ send }).open("https://a.example/");
    assert.deepEqual(visit, { kind: "stopped", why: "a.example redirects more than 20 times" });
    assert.equal(sent.length, 21);
  });
});
