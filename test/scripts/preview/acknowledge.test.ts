import assert from "node:assert/strict";
import { acknowledge } from "../../../scripts/lib/preview/acknowledge.ts";
import { renderPreview } from "../../../scripts/lib/preview/renderPreview.ts";
import { accessWith, grantOf, reportWith } from "./report.ts";

const digest = "0123456789abcdef";
const access = accessWith({ widens: true, digest, gained: [grantOf("a", "b")] });
const given = (said: string): boolean | undefined => acknowledge(access, said)?.given;

describe("acknowledge", () => {
  it("takes a line with nothing else in it, wherever it stands", () => {
    assert.equal(given(`access-acknowledged: ${digest}`), true);
    assert.equal(given(`Looks right.\r\n  access-acknowledged: ${digest}  \r\nBye`), true);
    assert.equal(given(`\`access-acknowledged: ${digest}\``), true);
    assert.equal(given(`Access-Acknowledged: ${digest.toUpperCase()}`), true);
  });

  it("takes nothing that stands in other words, is quoted, or is of another digest", () => {
    assert.equal(given(""), false);
    assert.equal(given(`> access-acknowledged: ${digest}`), false);
    assert.equal(given(`not access-acknowledged: ${digest}`), false);
    assert.equal(given(`access-acknowledged: ${digest}0`), false);
    assert.equal(given(`access-acknowledged: ${digest.slice(0, 12)}`), false);
    assert.equal(given(`access-acknowledged: ${digest} or not`), false);
    const old = acknowledge(access, "access-acknowledged: ffffffffffffffff\naccess-acknowledged: 0000000000000000");
    assert.deepEqual([old?.given, old?.others], [false, ["0000000000000000", "ffffffffffffffff"]]);
  });

  it("has nothing to say where nothing widens", () => {
    assert.equal(acknowledge(accessWith({}), `access-acknowledged: ${digest}`), null);
  });

  it("is not given by the comment that asks for it", () => {
    assert.equal(given(renderPreview(reportWith({ access, acknowledgement: acknowledge(access, "") }))), false);
  });
});
