import assert from "node:assert/strict";
import type { Fault } from "../../../trust/Settings.ts";
import { faultsAfter, type Loose, type LooseSettings } from "../settingsFixture.ts";

const party = ["crosstrust:relyingParties", "key-insight"];

const rows: readonly (readonly [
  name: string,
  change: (party: Loose, settings: LooseSettings) => unknown,
  fault: Fault,
])[] = [
  [
    "an unknown kind",
    (keyInsight) => (keyInsight["kind"] = "fortanix"),
    {
      path: [...party, "kind"],
      message: '"kind" is not a value that can stand here.',
      found: "fortanix",
      expected: "one of fortanix-key-insight, jumpcloud-federation, jira-service-management, s3-access-grants",
    },
  ],
  [
    "an issuer that is not declared",
    (keyInsight) => (keyInsight["issuer"] = "okat"),
    { path: [...party, "issuer"], message: 'There is no issuer "okat".', expected: 'Did you mean "okta"?' },
  ],
  [
    "a client that the issuer does not have",
    (keyInsight) => (keyInsight["client"] = "raeder"),
    {
      path: [...party, "client"],
      message: 'The issuer "okta" has no client "raeder".',
      expected: 'Did you mean "reader"?',
    },
  ],
  [
    "a missing client",
    (keyInsight) => delete keyInsight["client"],
    { path: [...party, "client"], message: '"client" is missing.', expected: "the name of a client of that issuer" },
  ],
  [
    "a client without a secret",
    (_keyInsight, { issuers }) =>
      Object.assign(issuers.okta.clients.reader, {
        authentication: "private_key_jwt",
        jwksUri: "https://c.example.com/",
      }),
    {
      path: [...party, "client"],
      message: "The client has no secret, and the form of Key Insight asks for one.",
      found: "reader",
      expected: "a client with authentication client_secret_basic or client_secret_post",
    },
  ],
];

describe("the settings of a relying party", () => {
  for (const [name, change, fault] of rows) {
    it(`are refused for ${name}`, () => {
      const faults = faultsAfter((settings) => change(settings.relyingParties["key-insight"], settings));
      assert.deepEqual(faults, [fault]);
    });
  }
});
