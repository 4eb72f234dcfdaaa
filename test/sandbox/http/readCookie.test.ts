import assert from "node:assert/strict";
import { readCookie } from "../../../sandbox/http/readCookie.ts";
import { sandboxRequest } from "../support/notebookVendor.ts";

describe("reading a cookie", () => {
  const read = (cookie: string, name: string) =>
    readCookie({ ...sandboxRequest("GET", "https://a.example/"), headers: { cookie } }, name);

  it("finds it by its whole name, among others and in headers that were joined", () => {
    assert.equal(read("a=1; b=2", "b"), "2");
    assert.equal(read("a=1, b=2", "b"), "2");
    assert.equal(read("ab=1", "b"), undefined);
    assert.equal(read("", "b"), undefined);
  });
});
