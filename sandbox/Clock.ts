/** The sandbox's time: every token, timestamp and quota window asks it, so that a test can move it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #milliseconds: number;

  constructor(start: Date) {
    this.#milliseconds = start.getTime();
  }

  now(): Date {
    return new Date(this.#milliseconds);
  }

  /** @param seconds how far to move; may be negative */
  advance(seconds: number): void {
    this.#milliseconds += seconds * 1000;
  }
}
