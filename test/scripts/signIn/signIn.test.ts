import assert from "node:assert/strict";
import { Browser } from "../../../scripts/lib/signIn/Browser.ts";
import { signIn, type SignInEnd } from "../../../scripts/lib/signIn/signIn.ts";

const login = "https://login.example";
const portal = "https://portal.example";

const page = (...fields: readonly string[]): string =>
  `<form method="post" action="/next">${fields.join("")}<input type="hidden" name="csrf" value="1"></form>`;
const userName = '<input name="loginfmt" type="text">';
const password = '<input name="passwd" type="password">';
const newPassword =
  '<input name="now" type="password" autocomplete="current-password"><input name="then" type="password" autocomplete="new-password"><input name="again" type="password" autocomplete="new-password">';
const postBack = `<form method="post" action="${portal}/callback"><input type="hidden" name="id_token" value="t"></form><script>document.forms[0].submit()</script>`;

const alice = { userName: "alice@acme.example", password: "old", passwordHost: "login.example", newPassword: "new" };

/** Pages one after the other, whatever is sent. */
async function through(
  start: string,
  pages: readonly string[],
  credentials: Parameters<typeof signIn>[2] = alice,
): Promise<{ end: SignInEnd; sent: readonly string[] }> {
  const left = [...pages];
  const sent: string[] = [];
  const browser = new Browser({
    send: async (url, init) => {
      if (init.method === "POST") sent.push(`${new URL(url).host} ${typeof init.body === "string" ? init.body : ""}`);
      return new Response(left.shift() ?? "<title>The end</title>");
    },
    catches: ({ href }) => href === `${portal}/callback`,
  });
  return { end: await signIn(browser, await browser.open(start), credentials), sent };
}

describe("signIn", () => {
  it("fills in user name and password, together or one after the other", async () => {
    const together = await through(login, [page(userName, password)]);
    assert.deepEqual(together.sent, ["login.example csrf=1&loginfmt=alice%40acme.example&passwd=old"]);
    const apart = await through(login, [page(userName), page(password)]);
    assert.deepEqual(apart.sent, [
      "login.example csrf=1&loginfmt=alice%40acme.example",
      "login.example csrf=1&passwd=old",
    ]);
    assert.equal(apart.end.kind === "page" && apart.end.page.title, "The end");
  });

  it("changes the password where it is asked to, and sends the form that sends itself", async () => {
    const { end, sent } = await through(login, [page(userName, password), page(newPassword), postBack]);
    assert.equal(sent[1], "login.example csrf=1&now=old&then=new&again=new");
    assert.equal(end.kind === "caught" && end.parameters.get("id_token"), "t");
    assert.equal(sent.length, 2);
  });

  it("knows three password fields without hints: the present one, the new one and its repetition", async () => {
    const plain = ["a", "b", "c"].map((name) => `<input name="${name}" type="password">`).join("");
    const { sent } = await through(login, [page(plain)]);
    assert.deepEqual(sent, ["login.example csrf=1&a=old&b=new&c=new"]);
  });

  it("stops where a new password is wanted and there is none", async () => {
    const { end, sent } = await through(login, [page(newPassword)], { ...alice, newPassword: undefined });
    assert.equal(end.kind === "asked" && end.purpose, "new password");
    assert.deepEqual(sent, []);
  });

  it("tells the password to its own host alone", async () => {
    const { end, sent } = await through(portal, [page(userName), page(password)]);
    assert.equal(end.kind === "asked" && end.purpose, "password");
    assert.deepEqual(sent, ["portal.example csrf=1&loginfmt=alice%40acme.example"]);
    const elsewhere = page(password).replace("/next", "https://portal.example/steal");
    assert.deepEqual((await through(login, [elsewhere])).sent, []);
    const otherPort = page(password).replace("/next", `${login}:8443/next`);
    assert.deepEqual((await through(login, [otherPort])).sent, []);
  });

  it("writes no password into an address", async () => {
    const { end } = await through(login, [page(userName, password).replace("post", "get")]);
    assert.equal(end.kind === "asked" && end.purpose, "password");
  });

  it("tells another host another name where it has one", async () => {
    const { sent } = await through(portal, [page(userName)], { ...alice, nameElsewhere: "bob@acme.example" });
    assert.deepEqual(sent, ["portal.example csrf=1&loginfmt=bob%40acme.example"]);
    const own = await through(login, [page(userName)], { ...alice, nameElsewhere: "bob@acme.example" });
    assert.deepEqual(own.sent, ["login.example csrf=1&loginfmt=alice%40acme.example"]);
  });

  it("takes a page that asks again for a refusal, in the page's words", async () => {
    const again = `<p role="alert">Your account or password is incorrect.</p>${page(password)}`;
    const { end, sent } = await through(login, [page(password), again]);
    assert.equal(end.kind === "refused" && end.message, "Your account or password is incorrect.");
    assert.equal(sent.length, 1);
  });

  it("leaves a page alone that it cannot read", async () => {
    const { end, sent } = await through(login, ["<title>Sign in</title><script>app()</script><div id=app></div>"]);
    assert.equal(end.kind === "page" && end.page.hasScripts, true);
    assert.deepEqual(sent, []);
  });
});
