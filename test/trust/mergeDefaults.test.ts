import assert from "node:assert/strict";
import { mergeDefaults } from "../../trust/mergeDefaults.ts";
import type { RawSettings } from "../../trust/Settings.ts";

function merged(defaults: RawSettings, own: RawSettings): RawSettings {
  const { settings, faults } = mergeDefaults(defaults, own);
  assert.deepEqual(faults, []);
  return settings;
}

describe("mergeDefaults", () => {
  it("merges mappings entry by entry, at every depth, and leaves both as they were", () => {
    const defaults = {
      issuers: { okta: { kind: "okta", scopes: { read: { description: "Read" } } } },
      apis: { a: {} },
    };
    const own = { issuers: { okta: { audience: "x", scopes: { write: {} } } }, relyingParties: { p: { kind: "k" } } };
    const before = structuredClone([defaults, own]);
    assert.deepEqual(merged(defaults, own), {
      issuers: { okta: { kind: "okta", audience: "x", scopes: { read: { description: "Read" }, write: {} } } },
      apis: { a: {} },
      relyingParties: { p: { kind: "k" } },
    });
    assert.deepEqual([defaults, own], before);
  });

  it("takes lists, texts, numbers and truth values of the stack's own for those of the defaults", () => {
    const defaults = { apis: { a: { list: [1, 2], text: "x", number: 1, flag: true, one: { of: 1 }, other: 3 } } };
    const own = { apis: { a: { list: [3], text: "", number: 0, flag: false, one: [], other: { of: 4 } } } };
    assert.deepEqual(merged(defaults, own), own);
  });

  it("takes away what is null, and nothing beside it", () => {
    const defaults = {
      issuers: { portal: { clients: { tester: { localhost: true }, jsm: { label: "J" } }, name: "P" } },
    };
    const own = { issuers: { portal: { clients: { tester: null }, name: null } } };
    assert.deepEqual(merged(defaults, own), { issuers: { portal: { clients: { jsm: { label: "J" } } } } });
  });

  it("tells of a null that takes nothing away, which may be misspelt", () => {
    const defaults = { issuers: { portal: { clients: { tester: {} } } } };
    const own = { issuers: { portal: { clients: { testers: null } }, okta: { scopes: { read: null } } } };
    const { settings, faults } = mergeDefaults(defaults, own);
    assert.deepEqual(settings, { issuers: { portal: { clients: { tester: {} } }, okta: { scopes: {} } } });
    assert.deepEqual(
      faults.map(({ path, expected }) => [path, expected]),
      [
        [["crosstrust:issuers", "portal", "clients", "testers"], "a value, or one of: tester"],
        [["crosstrust:issuers", "okta", "scopes", "read"], "a value"],
      ],
    );
  });

  it("takes no section away whole, which the engine would refuse", () => {
    const { faults } = mergeDefaults({ apis: { a: {} } }, { apis: null });
    assert.deepEqual(
      faults.map(({ path }) => path),
      [["crosstrust:apis"]],
    );
  });

  it("leaves an entry without a value among the defaults to whoever reads the settings, which refuses it", () => {
    assert.deepEqual(merged({ issuers: { okta: { scopes: { read: null } } } }, { issuers: { okta: { name: "x" } } }), {
      issuers: { okta: { scopes: { read: null }, name: "x" } },
    });
  });

  it("reads a section that is JSON in a text, on either side", () => {
    const expected = { issuers: { okta: { kind: "okta", name: "O" } } };
    const [shared, own] = [{ okta: { kind: "okta", gone: 1 } }, { okta: { name: "O", gone: null } }];
    assert.deepEqual(merged({ issuers: JSON.stringify(shared) }, { issuers: own }), expected);
    assert.deepEqual(merged({ issuers: shared }, { issuers: JSON.stringify(own) }), expected);
    assert.deepEqual(merged({ issuers: shared }, { issuers: "{ no JSON" }), { issuers: "{ no JSON" });
    // A text within a section is a text.
    assert.deepEqual(merged({ apis: { probe: { body: "{}" } } }, { apis: { probe: { body: '{"a":1}' } } }), {
      apis: { probe: { body: '{"a":1}' } },
    });
  });

  it("takes names that all objects know for names", () => {
    const own = JSON.parse('{"constructor": {"a": 1}, "__proto__": {"b": 2}}') as RawSettings;
    const defaults = { issuers: { okta: { scopes: { read: {} } } } };
    const result = merged(defaults, { issuers: { okta: { scopes: own } } });
    const okta = (result["issuers"] as Record<string, { scopes: object }>)["okta"];
    assert.deepEqual(Object.keys(okta?.scopes ?? {}).sort(), ["__proto__", "constructor", "read"]);
    const { faults } = mergeDefaults(defaults, { issuers: { okta: { scopes: { toString: null } } } });
    assert.equal(faults.length, 1);
  });
});
