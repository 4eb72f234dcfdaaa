import { checkRights } from "./checkRights.ts";
import type { DemandedRight } from "./DemandedRight.ts";
import type { OperatorRights } from "./OperatorRights.ts";

/** What vendors know of whoever holds the sandbox's credentials. */
export interface OperatorView {
  /** Always the same object until they change. */
  readonly rights: OperatorRights;
  /** Notes what a request needed. */
  demand(right: DemandedRight): void;
}

/** Whoever holds the sandbox's credentials: what they may do, and what was needed of that so far. */
export class Operator implements OperatorView {
  #rights: OperatorRights = {};
  readonly #demanded = new Map<string, DemandedRight>();
  readonly #hasServiceApp: boolean;

  /**
   * @param hasServiceApp whether the sandbox hands out a service app of Okta's
   * @throws CrosstrustError USAGE for rights that no vendor could give
   */
  constructor(rights: OperatorRights, hasServiceApp: boolean) {
    this.#hasServiceApp = hasServiceApp;
    this.set(rights);
  }

  get rights(): OperatorRights {
    return this.#rights;
  }

  /**
   * Gives other rights, all of them anew, to what is asked from now on. Tokens that were issued before keep what they say,
   * as at the vendors.
   * @throws CrosstrustError USAGE for rights that no vendor could give; those before stay
   */
  set(rights: OperatorRights): void {
    this.#rights = checkRights(rights, this.#hasServiceApp);
  }

  demand({ vendor, operation, kind, on, anyOf, allowed }: DemandedRight): void {
    const noted = { vendor, operation, kind, on, anyOf, allowed };
    this.#demanded.set(JSON.stringify(noted), noted);
  }

  /** Every right that was needed so far, each once, in order of vendor, operation, kind and place. */
  get demanded(): readonly DemandedRight[] {
    return [...this.#demanded.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, right]) => right);
  }

  /** Forgets what was needed so far, so that the next reading tells of one step alone. */
  forgetDemanded(): void {
    this.#demanded.clear();
  }
}
