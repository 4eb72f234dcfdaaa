import assert from "node:assert/strict";
import { describeFaults, describePath } from "../../trust/describeFaults.ts";

describe("describeFaults", () => {
  it("tells each fault with its place, what was found and what is expected", () => {
    const faults = [
      { path: ["crosstrust:issuers", "okta", "audience"], message: "It is empty.", found: "", expected: "a text" },
      { path: ["crosstrust:apis"], message: "It is wrong." },
    ];
    const text = [
      "The config has 2 faults:",
      "",
      "crosstrust:issuers.okta.audience (Pulumi.dev.yaml:3)",
      "  It is empty.",
      '  Found:    ""',
      "  Expected: a text",
      "",
      "crosstrust:apis",
      "  It is wrong.",
    ].join("\n");
    const locate = (path: readonly unknown[]) => (path.length === 3 ? "Pulumi.dev.yaml:3" : undefined);
    assert.equal(describeFaults(faults, locate), text);
  });

  it("counts one fault as one", () => {
    assert.match(describeFaults([{ path: ["crosstrust:apis"], message: "No." }]), /^The config has 1 fault:\n/);
  });

  it("writes a path as `pulumi config set --path` takes it", () => {
    assert.equal(
      describePath(["crosstrust:apis", "my-api", "routes", 'GET /a"b', "scopes", 0]),
      'crosstrust:apis.my-api.routes["GET /a\\"b"].scopes[0]',
    );
  });
});
