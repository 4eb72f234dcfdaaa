import assert from "node:assert/strict";
import { parseFaults } from "../../sandbox/parseFaults.ts";
import { vendorNames } from "../../sandbox/Vendor.ts";

describe("parseFaults", () => {
  it("reads operations, statuses and counts", () => {
    assert.deepEqual(parseFaults("okta.createScope=429x2, aws.CreateApi=503"), [
      { vendor: "okta", operation: "createScope", status: 429, count: 2 },
      { vendor: "aws", operation: "CreateApi", status: 503, count: undefined },
    ]);
  });

  it("tells every mistake at once", () => {
    const spec =
      "gcp.createScope=500,okta.createScope=200x0,okta.createScope=429,okta.createScope=500,aws.CreateApi,,okta.a=429y2";
    assert.throws(() => parseFaults(spec), {
      name: "CrosstrustError",
      code: "USAGE",
      where: "--faults",
      actual: spec,
      message: [
        "The faults cannot be made to happen:",
        `"gcp.createScope=500": the vendor "gcp" is not one of ${vendorNames.join(", ")}`,
        `"okta.createScope=200x0": the status 200 is not between 400 and 599; the count is 0: leave the fault out`,
        `"okta.createScope=500": okta.createScope is named twice`,
        `"aws.CreateApi" is not of the form <vendor>.<operation>=<status>[x<count>], such as okta.createOAuth2Scope=429x2`,
        `"" is not of the form <vendor>.<operation>=<status>[x<count>], such as okta.createOAuth2Scope=429x2`,
        `"okta.a=429y2" is not of the form <vendor>.<operation>=<status>[x<count>], such as okta.createOAuth2Scope=429x2`,
      ].join("\n  "),
    });
  });

  it("takes statuses from 400 to 599 and no others", () => {
    assert.deepEqual(
      parseFaults("okta.a=400,okta.b=599").map(({ status }) => status),
      [400, 599],
    );
    for (const status of ["399", "600", "0", "-1", "4e2", "42900000000"]) {
      assert.throws(() => parseFaults(`okta.a=${status}`), { code: "USAGE" }, status);
    }
  });

  it("refuses an empty list", () => {
    assert.throws(() => parseFaults(" "), { code: "USAGE" });
  });
});
