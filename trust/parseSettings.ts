import type { RawSettings, Settings } from "./Settings.ts";
import { SettingsError } from "./SettingsError.ts";
import { checkGrants } from "./settings/accessPolicies.ts";
import { checkQuotas } from "./settings/checkQuotas.ts";
import { checkSharedTokens } from "./settings/checkSharedTokens.ts";
import { checkOrganisation } from "./settings/jumpcloud/checkOrganisation.ts";
import { readPolicy } from "./settings/policy/readPolicy.ts";
import { readApis } from "./settings/readApis.ts";
import { readIssuers } from "./settings/readIssuers.ts";
import { readRelyingParties } from "./settings/readRelyingParties.ts";
import { mapping } from "./settings/schemas.ts";
import { isMapping, SettingsReader, type Path } from "./settings/SettingsReader.ts";
import { expectedName } from "../lib/suggest.ts";
import { toModel } from "./settings/toModel.ts";

const sections = { issuers: "issuers by name", apis: "APIs by name", relyingParties: "relying parties by name" };
type Section = keyof typeof sections;

/** What is declared of no vendor: the rules that the sections are held to. */
const policyKey = "policy";

/**
 * Reads the stack's config whole.
 * @param raw the values under `crosstrust:` by key (`issuers`, `apis`, `relyingParties`, `policy`). A value may be JSON in
 *   a text, as `pulumi config set crosstrust:apis '{…}'` writes it and Pulumi's own `getObject` reads it. Within a value
 *   nothing is converted: `pulumi config set --path` writes numbers and booleans as such, so `"30"` in place of 30 is a
 *   fault.
 * @param now decides on secrets and waivers whose end is said as a date
 * @throws SettingsError with every fault that can be told while others stand: those of form, of reference, and of trust
 *   that no cloud would refuse or that none could carry out
 */
export function parseSettings(raw: RawSettings, now = new Date()): Settings {
  const reader = new SettingsReader(now);
  checkSections(reader, raw);
  const section = (name: Section) => [readSection(reader, raw, name), pathOf(name)] as const;
  const issuers = readIssuers(reader, ...section("issuers"));
  const apis = readApis(reader, ...section("apis"), issuers);
  const relyingParties = readRelyingParties(reader, ...section("relyingParties"), issuers);
  checkOrganisation(reader, issuers, relyingParties, pathOf("issuers"));
  for (const [name, issuer] of issuers) {
    if (issuer?.kind === "okta") checkGrants(reader, issuer, [...pathOf("issuers"), name]);
  }
  for (const [name, api] of apis) if (api) checkQuotas(reader, api, [...pathOf("apis"), name]);
  checkSharedTokens(reader, apis, pathOf("apis"), issuers);
  const declared = raw[policyKey] === undefined ? {} : parsedJson(raw[policyKey]);
  const policy = readPolicy(reader, declared, pathOf(policyKey), apis);
  if (reader.faults.length > 0 || policy === undefined) throw new SettingsError(reader.faults);
  return { model: toModel({ issuers, apis, relyingParties }), policy };
}

function pathOf(section: string): Path {
  return [`crosstrust:${section}`];
}

function checkSections(reader: SettingsReader, raw: RawSettings): void {
  const declaring = Object.keys(sections);
  const known = [...declaring, policyKey];
  for (const key of Object.keys(raw).filter((name) => !known.includes(name))) {
    const expected = expectedName(
      `crosstrust:${key}`,
      known.map((name) => `crosstrust:${name}`),
    );
    reader.fault(pathOf(key), `There is no setting "crosstrust:${key}".`, { expected });
  }
  if (declaring.every((name) => isEmpty(parsedJson(raw[name])))) {
    reader.fault(pathOf("issuers"), "Nothing is declared: there are no issuers and no APIs.", {
      expected: "crosstrust:issuers and crosstrust:apis in the config of the stack",
    });
  }
}

function readSection(reader: SettingsReader, raw: RawSettings, name: Section): unknown {
  if (raw[name] === undefined) return undefined;
  const value = parsedJson(raw[name]);
  return reader.read(mapping.describe(sections[name]), value, pathOf(name)) && value;
}

function isEmpty(section: unknown): boolean {
  return section === undefined || (isMapping(section) && Object.keys(section).length === 0);
}

function parsedJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
