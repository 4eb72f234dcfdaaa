import assert from "node:assert/strict";
import { secretEnd } from "../../../components/entra/secretEnd.ts";

const made = new Date("2026-11-22T05:44:13.921Z");

describe("secretEnd", () => {
  it("counts days from when the secret is made", () => {
    assert.equal(secretEnd({ afterDays: 180 }, made), "2027-05-21T05:44:13Z");
  });

  it("takes a moment as it is, in the form that is read back", () => {
    assert.equal(secretEnd({ at: "2027-05-31T00:00:00.000Z" }, made), "2027-05-31T00:00:00Z");
    assert.equal(secretEnd({ at: "2027-05-31T00:00:00Z" }, made), "2027-05-31T00:00:00Z");
  });
});
