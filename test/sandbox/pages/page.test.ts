import assert from "node:assert/strict";
import { renderForm } from "../../../sandbox/pages/form.ts";
import { escapeHtml, hiddenFields, policySource, renderPage } from "../../../sandbox/pages/page.ts";

describe("a sign-in page", () => {
  it("lets nothing in from outside, and says whose it is not", () => {
    const page = renderPage({ vendor: "Acme", status: 200, title: "A <b>", body: "<p>x</p>", cookies: ["a=1"] });
    const { headers = {}, body } = page;
    const policy = String(headers["content-security-policy"]);
    const nonce = /style-src 'nonce-([\w-]{24})'$/.exec(policy)?.[1] ?? "";
    assert.equal(
      policy,
      `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; style-src 'nonce-${nonce}'`,
    );
    assert.deepEqual(headers["set-cookie"], ["a=1"]);
    assert.ok(String(body).includes(`<style nonce="${nonce}">`));
    assert.ok(String(body).includes("<h1>A &#60;b&#62;</h1>"));
    assert.ok(String(body).includes("not Acme."));
    assert.equal(String(body).includes("<script"), false);
  });

  it("lets its forms go on to the application, web address or scheme of its own", () => {
    assert.equal(policySource("https://app.example:8443/cb?x=1"), "https://app.example:8443");
    assert.equal(policySource("myapp://callback"), "myapp:");
    const page = renderPage({
      vendor: "Acme",
      status: 200,
      title: "t",
      body: "",
      formTargets: ["https://app.example"],
    });
    assert.match(String(page.headers?.["content-security-policy"]), /form-action 'self' https:\/\/app\.example;/);
  });

  it("escapes texts and hidden fields", () => {
    assert.equal(escapeHtml(`<a href="x" b='y'>&`), "&#60;a href=&#34;x&#34; b=&#39;y&#39;&#62;&#38;");
    assert.equal(hiddenFields([["a", '"']]), '<input type="hidden" name="a" value="&#34;">');
  });

  it("has forms whose fault is tied to its field, which has the focus", () => {
    const fields = [
      { name: "name", label: "Name", type: "text", autocomplete: "username", value: "alice" },
      { name: "word", label: "Password", autocomplete: "current-password" },
    ] as const;
    const plain = renderForm({ action: "/in?a=1&b=2", fields, hidden: [], button: "Go" });
    assert.ok(plain.includes('action="/in?a=1&#38;b=2"'));
    assert.ok(!plain.includes("alert"));
    assert.match(plain, /id="word"[^>]* autofocus/);
    const fault = { code: "E1", field: "name", text: "No <such> name" };
    const wrong = renderForm({ action: "/in", fields, hidden: [], button: "Go", fault });
    assert.ok(wrong.includes('id="error" role="alert" data-error-code="E1">No &#60;such&#62; name</p>'));
    assert.match(wrong, /id="name"[^>]* autofocus aria-invalid="true" aria-describedby="error"/);
    assert.equal(wrong.match(/aria-invalid/g)?.length, 1);
  });
});
