/** See Refusal.d.mts. */
export class Refusal extends Error {
  /**
   * @param {import("./decideAccess.mjs").AccessCheck} check
   * @param {{ readonly expected?: unknown, readonly actual?: unknown }} [details]
   */
  constructor(check, details = {}) {
    super(`refused by the check ${check}`);
    this.name = "Refusal";
    this.check = check;
    this.details = details;
  }
}
