import { RunError, runtime } from "@pulumi/pulumi";
import { clientCredentialsKey } from "../trust/clientCredentials.ts";
import { defaultsKey, mergeDefaults } from "../trust/mergeDefaults.ts";
import { parseSettings } from "../trust/parseSettings.ts";
import type { Fault, RawSettings, Settings } from "../trust/Settings.ts";
import { SettingsError } from "../trust/SettingsError.ts";
import { deploymentFaults } from "./deploymentFaults.ts";
import { readDefaults } from "./readDefaults.ts";
import type { Surroundings } from "./Surroundings.ts";

/** The settings with what the vendors' own config says. */
export interface StackSettings extends Settings {
  /** The AWS region that the stack deploys to. */
  readonly region: string;
}

/**
 * Reads the stack's config. When it fails, nothing has been declared yet.
 * @throws RunError, which the engine prints without a stack trace, with every fault of the config
 */
export async function readSettings(): Promise<StackSettings> {
  try {
    const surroundings = { config: runtime.allConfig(), environment: process.env };
    const settings = await parseOverDefaults(surroundings);
    const region = awsRegion(surroundings);
    const faults = deploymentFaults(settings, surroundings);
    if (!region) throw new SettingsError([missingRegion, ...faults]);
    refuse(faults);
    return { ...settings, region };
  } catch (error) {
    throw error instanceof SettingsError ? new RunError(error.message) : error;
  }
}

const prefix = "crosstrust:";

/** What Pulumi.yaml gives to each of its keys that the stack's config leaves out. */
const leftOut = "{}";

async function parseOverDefaults(surroundings: Surroundings): Promise<Settings> {
  const own = rawSettings(surroundings);
  const path = surroundings.config[defaultsKey];
  if (path === undefined) return parseSettings(own);
  const defaults = await readDefaults(path);
  const merged = mergeDefaults(defaults.settings, own);
  refuse([...defaults.faults, ...merged.faults]);
  return parseSettings(merged.settings);
}

/**
 * Every key under `crosstrust:`, the unknown ones too. The one that holds credentials is a secret, is read by whoever needs
 * them, and is no part of the settings; nor is the one that names the file of defaults.
 */
function rawSettings({ config }: Surroundings): RawSettings {
  const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  const entries = own.filter(([key]) => key !== clientCredentialsKey);
  refuse([
    ...entries.filter(([key]) => isSecret(key)).map(([key]) => secretFault(key)),
    ...own.filter(([key]) => key === clientCredentialsKey && !isSecret(key)).map(([key]) => plainTextFault(key)),
  ]);
  const given = entries.filter(([key]) => key !== defaultsKey);
  const set = given.every(([, value]) => value === leftOut) ? [] : given;
  return Object.fromEntries(set.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** The SDK knows which keys are encrypted and keeps that from its types. */
function isSecret(key: string): boolean {
  return (runtime as typeof runtime & { isConfigSecret(key: string): boolean }).isConfigSecret(key);
}

function secretFault(key: string): Fault {
  return {
    path: [key],
    message: "It holds a secret, and what stands here is written to the stack's outputs in plain text.",
    expected: "no secret; a function reads its secrets when it runs, from a store of secrets",
  };
}

function plainTextFault(key: string): Fault {
  return {
    path: [key],
    message: "It stands there in plain text, and it holds secrets of applications.",
    expected:
      "new secrets for those applications, put there by `npm run handoff -- --take`, which encrypts them; whoever can read the file has these",
  };
}

function awsRegion({ config, environment }: Surroundings): string | undefined {
  return config["aws:region"] ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"];
}

const missingRegion: Fault = {
  path: ["aws:region"],
  message: "It is missing.",
  expected: "an AWS region, such as eu-central-1",
};

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) {
    throw new SettingsError(faults);
  }
}
