/** How a client of JumpCloud's shows who it is. */
export interface Authentication {
  headers(): Promise<Readonly<Record<string, string>>>;
  /**
   * Told of a 401.
   * @param used the headers that were refused
   * @returns true where the next headers may fare better
   */
  renew(used: Readonly<Record<string, string>>): boolean;
  /** What no message may repeat. */
  readonly secrets: readonly string[];
  /** What to do about a 401. */
  readonly advice: string;
}

/** An administrator's API key. */
export class ApiKey implements Authentication {
  readonly advice =
    "check jumpcloud:apiKey (JUMPCLOUD_API_KEY), and that jumpcloud:region is the organisation's: a key opens one region";
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  headers(): Promise<Readonly<Record<string, string>>> {
    return Promise.resolve({ "x-api-key": this.#key });
  }

  renew(): boolean {
    return false;
  }

  get secrets(): readonly string[] {
    return [this.#key];
  }
}
