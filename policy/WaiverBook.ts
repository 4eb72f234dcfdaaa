import { daysLeft, longestWaiverDays, noticeDays } from "../trust/policy/waiverTerms.ts";
import type { ResourceWaiver } from "./packConfig.ts";
import type { ResourceRule } from "./resourceJudges.ts";

/** The waivers that an operation met, and whether each waived anything. */
export class WaiverBook {
  readonly #entries = new Map<string, { rule: ResourceRule; waiver: ResourceWaiver; used: boolean }>();

  /** @param waivers of a rule, as it is configured: the engine hands them over with every resource */
  enter(rule: ResourceRule, waivers: readonly ResourceWaiver[]): void {
    for (const waiver of waivers) {
      const key = keyOf(rule, waiver);
      if (!this.#entries.has(key)) this.#entries.set(key, { rule, waiver, used: false });
    }
  }

  use(rule: ResourceRule, waiver: ResourceWaiver): void {
    this.#entries.set(keyOf(rule, waiver), { rule, waiver, used: true });
  }

  /** In words, each with the rule and the resource. */
  unused(): readonly string[] {
    return this.#texts(
      ({ used }) => !used,
      "waives nothing: the rule is not broken there, or what is there is not known yet",
    );
  }

  ending(now: Date): readonly string[] {
    return this.#texts(({ used, waiver }) => used && daysLeft(waiver, now) <= noticeDays, "ends soon");
  }

  #texts(chosen: (entry: { waiver: ResourceWaiver; used: boolean }) => boolean, what: string): readonly string[] {
    return [...this.#entries.values()]
      .filter(chosen)
      .map(
        ({ rule, waiver: { at, owner, until } }) =>
          `The waiver of ${rule} at ${at} (${owner}, until ${until}) ${what}.`,
      )
      .sort();
  }
}

/** Why a waiver does not hold; undefined where it does. */
export function faultOfWaiver(waiver: ResourceWaiver, now: Date): string | undefined {
  const left = daysLeft(waiver, now);
  if (Number.isNaN(left)) return `The waiver of ${waiver.owner} ends on no day: ${waiver.until}.`;
  if (left < 0) return `The waiver of ${waiver.owner} ended with ${waiver.until}.`;
  if (left > longestWaiverDays) return `The waiver of ${waiver.owner} is for more than a year, until ${waiver.until}.`;
  return undefined;
}

function keyOf(rule: ResourceRule, waiver: ResourceWaiver): string {
  return JSON.stringify([rule, waiver.at, waiver.until, waiver.owner]);
}
