import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { allPages } from "../../../../scripts/lib/vendors/aws/allPages.ts";

interface Page {
  readonly Items?: readonly number[];
  readonly NextToken?: string;
}

function list(pages: Readonly<Record<string, Page>>): Promise<readonly number[]> {
  return allPages(
    async ({ NextToken = "" }) => pages[NextToken] ?? assert.fail(`nobody is to ask for the page ${NextToken}`),
    ({ Items }) => Items,
  );
}

describe("allPages", () => {
  it("reads on after an empty page, and ends where there is no token", async () => {
    const pages = { "": { Items: [1], NextToken: "a" }, a: { Items: [], NextToken: "b" }, b: { Items: [2] } };
    assert.deepEqual(await list(pages), [1, 2]);
    assert.deepEqual(await list({ "": { Items: [1], NextToken: "" } }), [1]);
  });

  it("refuses a list that goes round in circles", async () => {
    const pages = { "": { NextToken: "a" }, a: { NextToken: "b" }, b: { NextToken: "a" } };
    await assert.rejects(list(pages), { code: "VENDOR_REFUSED" });
  });
});
