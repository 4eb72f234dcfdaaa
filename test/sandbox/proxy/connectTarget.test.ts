import assert from "node:assert/strict";
import { connectTarget } from "../../../sandbox/proxy/connectTarget.ts";

describe("connectTarget", () => {
  it("takes names on port 443, in lower case", () => {
    for (const [target, host] of [
      ["acme-dev.okta.com:443", "acme-dev.okta.com"],
      ["API.Execute-Api.EU-central-1.amazonaws.com:443", "api.execute-api.eu-central-1.amazonaws.com"],
      ["localhost:443", "localhost"],
      ["xn--bcher-kva.example:443", "xn--bcher-kva.example"],
    ] as const) {
      assert.deepEqual(connectTarget(target), { host });
    }
  });

  for (const [what, targets, refusal] of [
    ["other ports", ["acme.okta.com:80", "acme.okta.com:8443", "acme.okta.com:0", "a.b:99999"], /on port 443 alone/],
    [
      "addresses in any notation",
      ["127.0.0.1:443", "[::1]:443", "[::ffff:10.0.0.1]:443", "2130706433:443", "0x7f.1:443", "127.1:443"],
      /not for IP addresses/,
    ],
    [
      "what is no name",
      [
        ":443",
        "-a.com:443",
        "a..b:443",
        "a b:443",
        "a/b:443",
        "user@host:443",
        `${"a".repeat(64)}.com:443`,
        "a.com.:443",
      ],
      /not a host name/,
    ],
    ["what has no port", ["acme.okta.com", "", "https://acme.okta.com", "::1"], /has the form host:443/],
  ] as const) {
    it(`refuses ${what}`, () => {
      for (const target of targets) {
        const result = connectTarget(target);
        assert.ok("refusal" in result, target);
        assert.match(result.refusal, refusal, target);
      }
    });
  }

  it("keeps of a target with a user's name and password the host alone", () => {
    for (const [target, host] of [
      ["name@acme.okta.com:443", "acme.okta.com"],
      ["name:secret@acme.okta.com:443", "acme.okta.com:443"],
    ] as const) {
      const result = connectTarget(target);
      assert.ok("refusal" in result, target);
      assert.equal(result.host, host);
    }
  });
});
