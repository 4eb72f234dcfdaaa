import assert from "node:assert/strict";
import { declareApis } from "../../components/declareApis.ts";
import { declareIssuers } from "../../components/declareIssuers.ts";
import { declareRelyingParties } from "../../components/declareRelyingParties.ts";
import { resourceJudges } from "../../policy/resourceJudges.ts";
import { checkPolicies } from "../../trust/policy/checkPolicies.ts";
import { modelJudges } from "../../trust/policy/modelJudges.ts";
import { parseSettings } from "../../trust/parseSettings.ts";
import type { Settings } from "../../trust/Settings.ts";
import { SettingsError } from "../../trust/SettingsError.ts";
import { type ProgramOptions, runProgram, tenants } from "../components/support/runProgram.ts";
import { randomNumbers } from "../support/random.ts";
import { Analysis } from "./support/Analysis.ts";
import { randomRaw } from "./support/randomSettings.ts";

type Place = readonly (string | number)[];

/** What a config cannot say at all: another kind of key, or such a URL, is a fault of it, or one that the program refuses. */
const faultsAnyway = ["redirect-wildcard", "redirect-insecure", "signing-algorithm"];

/** How long access logs are kept is a log group's to say, and no log group says whose logs it has. */
const judgedByBoth = Object.keys(modelJudges).filter(
  (rule) => rule !== "access-logs" && Object.hasOwn(resourceJudges, rule),
);

/**
 * A resource says less than the config, and the pack is the stricter for it: what the applications of federations cannot do
 * without, where a location lies in its bucket, whether people have accounts in the pool, and what is no production. A
 * secret of the previous generation is one more secret.
 */
const stricter = ["public-route", "unscoped-route", "secretless", "whole-location-grant", "mfa", "secret-lifetime"];

describe("the policy pack, on what the program declares for random configs", () => {
  const runs = 16;
  const broken = new Set<string>();

  it("finds whatever the rules find in the config, and of most rules nothing else", async function () {
    this.timeout(60_000);
    const pick = randomNumbers(8);
    for (let run = 0; run < runs; run += 1) {
      const settings = nextSettings(pick);
      const model = findingsIn(settings);
      const pack = await violationsBy(settings);
      assert.deepEqual(without(model, pack), [], `config ${run}`);
      const more = without(pack, model).filter((one) => !stricter.includes(ruleOf(one)));
      assert.deepEqual(more, [], `config ${run}, without a finding in the config`);
      for (const finding of model) broken.add(ruleOf(finding));
    }
  });

  it("was tried with every rule that both judge", () => {
    assert.deepEqual(
      judgedByBoth.filter((rule) => !broken.has(rule)),
      faultsAnyway,
    );
  });
});

/** Configs with a fault are none. */
function nextSettings(pick: (end: number) => number): Settings {
  for (let left = 20; left > 0; left -= 1) {
    const raw = randomRaw(pick);
    try {
      return parseSettings(raw);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
    }
  }
  throw new Error("twenty configs, each with a fault");
}

/** Rule and what is there, of each place in the config. */
function findingsIn(settings: Settings): readonly string[] {
  return checkPolicies(settings)
    .filter(({ rule }) => judgedByBoth.includes(rule))
    .filter(({ rule, path = [] }) => rule !== "unscoped-route" || !hasLambdaAuthorizer(settings, path))
    .map(({ rule, actual }) => inShort(rule, actual));
}

/** What such a route asks for is in the function's code, as far as resources say. */
function hasLambdaAuthorizer({ model }: Settings, [, api = "", , key]: Place): boolean {
  return model.apis[api]?.routes.some((route) => route.key === key && route.access.kind === "lambda") === true;
}

/** The same of the resources that the program declares. */
async function violationsBy(settings: Settings): Promise<readonly string[]> {
  const { production, limits, publicRoutes } = settings.policy;
  const config = { production, ...limits, publicRoutes: Object.values(publicRoutes).flat() };
  const { resources } = await runProgram(async () => {
    const issuers = await declareIssuers(settings);
    declareApis(settings, issuers);
    await declareRelyingParties(settings, issuers);
  }, surroundings);
  const configs = Object.fromEntries(Object.keys(resourceJudges).map((rule) => [rule, config]));
  const analysis = new Analysis(configs, new Date());
  const found = await Promise.all(resources.map(({ type, name, inputs }) => analysis.resource(type, inputs, name)));
  return found.flat().map(({ rule, text }) => inShort(rule, /^Found: (.*)$/m.exec(text)?.[1]));
}

const surroundings: ProgramOptions = {
  config: {
    "aws:region": "eu-central-1",
    "azuread:tenantId": tenants.entra,
    "crosstrust:clientCredentials": JSON.stringify({ "jumpcloud/s3": { clientId: "s3", clientSecret: "secret" } }),
  },
  secretKeys: ["crosstrust:clientCredentials"],
  environment: {
    ARM_CLIENT_ID_CUSTOMERS: "operator",
    ARM_CLIENT_SECRET_CUSTOMERS: "secret",
    JUMPCLOUD_API_KEY: "secret",
  },
};

/** A secret that ends in so many days has a date of its own once it is declared. */
function inShort(rule: string, actual: unknown = ""): string {
  return rule === "secret-lifetime" ? rule : `${rule} ${String(actual)}`;
}

function ruleOf(finding: string): string {
  return finding.split(" ")[0] ?? "";
}

/** What is in the first list more often than in the other one. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return list.filter((one) => {
    const index = left.indexOf(one);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
