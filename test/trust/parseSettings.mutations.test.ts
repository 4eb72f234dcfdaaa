import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { parseSettings } from "../../trust/parseSettings.ts";
import type { RawSettings } from "../../trust/Settings.ts";
import { SettingsError } from "../../trust/SettingsError.ts";
import { randomNumbers } from "../support/random.ts";
import { cognitoSettings, federatedSettings } from "./cognitoFixture.ts";
import { microsoftSettings, now } from "./microsoftFixture.ts";

type Place = readonly [holder: Record<string, unknown>, key: string];

/** Values that have no business where they turn up. */
const strangers: readonly unknown[] = [
  ...[null, undefined, true, false, 0, -1, 1.5, Number.NaN, 1e21, 10n, Symbol("s"), () => 1],
  ...["cognito", "interactive", "machine", "none", "aws.cognito.signin.user.admin", "http://127.0.0.1/x", "orders/"],
  ...["jira-service-management", "everyone", "COGNITO", "custom:tier", "https://localhost/x", "cognito:username"],
  ...["entra", "b2c", "lambda", "jumpcloud-federation", "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29", "a@b@c", "2026-02-30"],
  ...["", " ", "all", "okta", "$default", "ANY /{x+}", "__proto__", "https://u:p@h", "%zz", "\0", "a".repeat(5000)],
  ...[[], {}, [null], [[]], { secure: "v1:AAAA" }, ["keys.read", "keys.read"], new Map([["a", 1]]), new Date(0)],
  ...[
    [{ kty: "RSA", kid: "a", n: "AA", e: "AQAB", d: "private-part" }],
    [{ kty: "EC" }],
    Object.create({ kind: "okta" }) as unknown,
  ],
];

describe("parseSettings, of a config with random faults", () => {
  it("throws nothing but a SettingsError, and never repeats a private key", () => {
    const next = randomNumbers(7);
    const outcomes = { accepted: 0, refused: 0 };
    for (let round = 0; round < 2000; round++) {
      const raw = [devSettings, microsoftSettings, cognitoSettings, federatedSettings][round % 4]!();
      for (let times = next(3); times >= 0; times--) mutate(raw, next);
      try {
        parseSettings(raw, now);
        outcomes.accepted += 1;
      } catch (error) {
        assert.ok(error instanceof SettingsError, `round ${round}: ${String(error)}`);
        assert.doesNotMatch(error.message, /private-part/);
        outcomes.refused += 1;
      }
    }
    assert.ok(outcomes.accepted > 20 && outcomes.refused > 1000, JSON.stringify(outcomes));
  });

  for (const [name, settings, least] of [
    ["okta", devSettings, 30],
    ["microsoft", microsoftSettings, 20],
    ["cognito", cognitoSettings, 10],
    ["federation of a user pool", federatedSettings, 15],
  ] as const) {
    it(`refuses an unknown key in every place that has settings of its own (${name})`, () => {
      refusesUnknownKeys(settings, least);
    });
  }

  it("takes nothing from a prototype", () => {
    const { issuers, ...rest } = microsoftSettings();
    const inherited = Object.create(issuers["workforce"]) as object;
    const raw = { ...rest, issuers: { ...issuers, workforce: inherited } };
    assert.throws(() => parseSettings(raw, now), SettingsError);
    assert.equal(({} as Record<string, unknown>)["kind"], undefined);
  });
});

function refusesUnknownKeys(settings: () => Record<string, unknown> & RawSettings, least: number): void {
  const mappings = (raw: unknown) =>
    placesOf(raw).flatMap(([holder, key]) => (isMapping(holder[key]) && !holdsNames(holder[key]) ? [holder[key]] : []));
  const count = mappings(settings()).length;
  assert.ok(count > least, String(count));
  for (let index = 0; index < count; index++) {
    for (const key of ["extra", "__proto__", "constructor"]) {
      const raw = settings();
      const mapping = mappings(raw)[index]!;
      Object.defineProperty(mapping, key, { value: 1, enumerable: true });
      assert.throws(() => parseSettings(raw, now), SettingsError, `${JSON.stringify(mapping)} took ${key}`);
    }
  }
}

/** Mappings by names that the user gives: whatever is added to one is another entry, and judged as that. */
function holdsNames(mapping: Record<string, unknown>): boolean {
  return Object.values(mapping).length > 0 && Object.values(mapping).every(isMapping);
}

const file = readFileSync(resolve(import.meta.dirname, "../../Pulumi.dev.yaml"), "utf8");
const { config } = parse(file) as { config: Record<string, unknown> };

function devSettings(): Record<string, unknown> & RawSettings {
  const own = Object.entries(config).filter(([key]) => key.startsWith("crosstrust:"));
  return Object.fromEntries(own.map(([key, value]) => [key.slice("crosstrust:".length), structuredClone(value)]));
}

function mutate(raw: Record<string, unknown>, next: (end: number) => number): void {
  const places = placesOf(raw);
  const pick = (): Place => places[next(places.length)]!;
  const [holder, key] = pick();
  const [otherHolder, otherKey] = pick();
  const set = (name: string, value: unknown): void => {
    Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  };
  const changes = [
    () => Reflect.deleteProperty(holder, key),
    () => set(key, strangers[next(strangers.length)]),
    () => set(otherKey, strangers[next(strangers.length)]),
    // A copy: a mapping that holds itself cannot come out of a file.
    () => set(key, copyOf(otherHolder[otherKey])),
  ];
  changes[next(changes.length)]!();
}

function copyOf(value: unknown): unknown {
  const text = JSON.stringify([value], (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part));
  return (JSON.parse(text) as unknown[])[0];
}

/** Every member of every mapping and list, at any depth. */
function placesOf(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key): Place[] => [[holder, key], ...placesOf(holder[key])]);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
