import { clientCredentialsKey } from "../../../trust/clientCredentials.ts";
import { defaultsKey, mergeDefaults } from "../../../trust/mergeDefaults.ts";
import { describeFaults } from "../../../trust/describeFaults.ts";
import { parseSettings } from "../../../trust/parseSettings.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Fault, RawSettings, Settings } from "../../../trust/Settings.ts";
import { SettingsError } from "../../../trust/SettingsError.ts";
import { replaceSecureValues } from "./secureValues.ts";
import { projectRoot } from "../projectRoot.ts";
import { readProjectConfig } from "./readProjectConfig.ts";
import { readStackFile, type StackFile } from "./stackFile.ts";
import { place } from "./yamlFile.ts";
import { placeInDefaults, placeOfSetting } from "./locateSetting.ts";

const namespace = "crosstrust:";

/**
 * Reads and checks a stack's config before any engine is started. It decrypts nothing: the settings hold no secrets, and
 * a `secure:` value among them is a fault; the credentials beside them are encrypted, and are left alone.
 * @param project as for `readStackFile`
 * @throws CrosstrustError STACK_UNKNOWN, STACK_CONFIG_UNREADABLE, or SETTINGS_INVALID with all faults and their places
 */
export async function readStackConfig(stack: string, configFile?: string, project?: string): Promise<Settings> {
  const file = await readStackFile(stack, configFile, project);
  await readProjectConfig(project ?? projectRoot);
  const secrets = replaceSecureValues(file.document).map((path) => path.slice(1));
  const faults = secrets
    .filter(([key]) => String(key).startsWith(namespace) && key !== clientCredentialsKey)
    .map(secretFault);
  faults.push(...plainCredentials(file, secrets));
  const parsed = parseOverDefaults(file, rawSettings(file));
  faults.push(...parsed.faults);
  if (parsed.settings !== undefined && faults.length === 0) return parsed.settings;
  throw new CrosstrustError(
    "SETTINGS_INVALID",
    describeFaults(faults, (path) => placeOf(file, path)),
  );
}

/** What is wrong with the defaults themselves stands there, even where the stack has the same key. */
function placeOf(stack: StackFile, path: Fault["path"]): string {
  const { file, faults = [] } = stack.defaults ?? {};
  const isTheirs = faults.some((fault) => fault.path === path);
  return file !== undefined && isTheirs && path[0] !== defaultsKey
    ? placeInDefaults(file, path)
    : placeOfSetting(stack, path);
}

interface Parsed {
  readonly settings?: Settings;
  readonly faults: readonly Fault[];
}

/** Without the file of the defaults nearly everything would be missing, and be told as such. */
function parseOverDefaults({ defaults }: StackFile, own: RawSettings): Parsed {
  if (defaults === undefined) return parse(own);
  if (defaults.file === undefined) return { faults: defaults.faults };
  const merged = mergeDefaults(defaults.settings, own);
  const parsed = parse(merged.settings);
  return { ...parsed, faults: [...defaults.faults, ...merged.faults, ...parsed.faults] };
}

function parse(raw: RawSettings): Parsed {
  try {
    return { settings: parseSettings(raw), faults: [] };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { faults: error.faults };
  }
}

function secretFault(path: Fault["path"]): Fault {
  return {
    path,
    message: "It is encrypted, and the settings are written to the stack's outputs in plain text.",
    expected: "no secret",
  };
}

/** The credentials are the one key there that holds a secret, and has to. */
function plainCredentials({ document }: StackFile, secrets: readonly Fault["path"][]): readonly Fault[] {
  if (!document.hasIn(["config", clientCredentialsKey])) return [];
  if (secrets.some(([key]) => key === clientCredentialsKey)) return [];
  return [
    {
      path: [clientCredentialsKey],
      message: "It stands there in plain text, and it holds secrets of applications.",
      expected: "new secrets for those applications, put there by `npm run handoff -- --take`, which encrypts them",
    },
  ];
}

function rawSettings(file: StackFile): RawSettings {
  const content: unknown = file.document.toJS();
  if (content !== null && !isRecord(content)) throw unreadable(file, "It holds no mapping.");
  const config = content?.["config"] ?? {};
  if (!isRecord(config)) throw unreadable(file, "Its `config` is no mapping.");
  const others: readonly string[] = [clientCredentialsKey, defaultsKey];
  const own = Object.entries(config).filter(([key]) => key.startsWith(namespace) && !others.includes(key));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(namespace.length), value]));
}

function unreadable(file: StackFile, message: string): CrosstrustError {
  const start = file.document.contents?.range?.[0] ?? 0;
  return new CrosstrustError("STACK_CONFIG_UNREADABLE", `The stack's config cannot be used. ${message}`, {
    where: place(file.path, file.lines, start),
    expected: "a mapping `config:` with the stack's settings",
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
