import assert from "node:assert/strict";
import { acknowledge } from "../../../scripts/lib/preview/acknowledge.ts";
import { renderPreview } from "../../../scripts/lib/preview/renderPreview.ts";
import { accessWith, grantOf, reportWith } from "./report.ts";

const digest = "0123456789abcdef0123456789abcdef";
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
    assert.equal(given(`- access-acknowledged: ${digest}`), false);
    assert.equal(given(`access-acknowledged: ${digest}\u200b`), false);
    const old = acknowledge(access, `access-acknowledged: ${"f".repeat(32)}\naccess-acknowledged: ${"0".repeat(32)}`);
    assert.deepEqual([old?.given, old?.others], [false, ["0".repeat(32), "f".repeat(32)]]);
  });

  it("takes nothing that is shown as code, or not shown", () => {
    const line = `access-acknowledged: ${digest}`;
    for (const hidden of [
      `\`\`\`\n${line}\n\`\`\``,
      `~~~~ text\n${line}\n~~~\n${line}`,
      `\`\`\`\`\n\`\`\`\n${line}\n\`\`\`\``,
      `   \`\`\`\r\n${line}`,
      `    ${line}`,
      `\t${line}`,
      `<!--\n${line}\n-->`,
      `<!--\n${line}`,
      `access-acknow<!-- -->ledged: ${digest}`,
    ]) {
      assert.equal(given(hidden), false, hidden);
    }
    assert.equal(given(`\`\`\`\nnpm test\n\`\`\`\n${line}`), true);
    assert.equal(given(`\`\`\`npm test\`\`\`\n${line}`), true);
    assert.equal(given(`<!-- a template -->\n${line}`), true);
  });

  it("takes messages one by one, so that what one leaves open is closed for the next", () => {
    assert.equal(given(`\`\`\`\n\f\naccess-acknowledged: ${digest}\n`), true);
    assert.equal(given(`<!--\n\f\naccess-acknowledged: ${digest}\n`), true);
  });

  it("has nothing to say where nothing widens", () => {
    assert.equal(acknowledge(accessWith({}), `access-acknowledged: ${digest}`), null);
  });

  it("is not given by the comment that asks for it", () => {
    const comment = renderPreview(reportWith({ access, acknowledgement: acknowledge(access, "") }));
    const quoted = comment.replaceAll(/^/gm, "> ");
    for (const said of [comment, quoted, `\`\`\`\n${comment}\n\`\`\``]) assert.equal(given(said), false);
  });
});
