import type { Settings } from "../../../vendors/aws/userPool/Settings.ts";
import type { Setting } from "../lib/compareSettings.ts";

/** What drift says of a setting beside what it was and is. */
export interface SettingMeaning extends Pick<Setting, "properties" | "as"> {
  /** A sentence, or what makes one of how it is now. */
  readonly gains?: string | ((actual: string) => string | undefined);
}

/** Settings in words, each with what its change means. */
export function settingsInDrift(
  declared: Settings,
  actual: Settings,
  meanings: Readonly<Record<string, SettingMeaning>>,
): readonly Setting[] {
  return Object.entries(declared).map(([what, value]) => {
    const { properties = [], gains, ...meaning } = meanings[what] ?? {};
    const now = actual[what] ?? "not told";
    return {
      ...{ what, declared: value, actual: now, properties, ...meaning },
      gains: typeof gains === "function" ? gains(now) : gains,
    };
  });
}
