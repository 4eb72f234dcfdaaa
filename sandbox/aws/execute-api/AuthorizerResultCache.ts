import type { SimpleResponse } from "./simpleResponse.ts";

/** How many answers are kept; API Gateway's own number is not documented. */
const capacity = 1000;

/** The answers of Lambda authorizers, each for as long as its authorizer says, the oldest dropped when there are too many. */
export class AuthorizerResultCache {
  readonly #answers = new Map<string, { readonly answer: SimpleResponse; readonly until: number }>();

  /** @param now in milliseconds since 1970 */
  get(key: string, now: number): SimpleResponse | undefined {
    const known = this.#answers.get(key);
    if (known && now < known.until) return known.answer;
    this.#answers.delete(key);
    return undefined;
  }

  /** @param until in milliseconds since 1970 */
  set(key: string, answer: SimpleResponse, until: number): void {
    this.#answers.delete(key);
    this.#answers.set(key, { answer, until });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > capacity && oldest !== undefined) this.#answers.delete(oldest);
  }
}
