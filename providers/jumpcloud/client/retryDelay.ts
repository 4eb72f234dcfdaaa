/** The longest wait that an answer may ask for, in milliseconds: who asks for more is refused instead. */
const longestAsked = 120_000;
const longestBackoff = 30_000;
const firstBackoff = 500;

/**
 * How long to wait before asking again, in milliseconds: as long as the answer says (`retry-after` in seconds or as a
 * date, else `x-ratelimit-reset`), else twice as long as the time before, with jitter, so that many clients spread out.
 * JumpCloud documents neither header by name; a reset of more than a billion is read as the time itself.
 * @param attempt 0 for the first
 * @param random between 0 and 1
 * @returns undefined where the answer asks for a longer wait than anyone should sit through
 */
export function retryDelay(
  headers: Headers | undefined,
  attempt: number,
  now: Date,
  random: number,
): number | undefined {
  const asked = headers && askedSeconds(headers, now.getTime() / 1000);
  if (asked !== undefined) return asked * 1000 > longestAsked ? undefined : Math.max(0, asked) * 1000;
  const backoff = Math.min(longestBackoff, firstBackoff * 2 ** attempt);
  return backoff / 2 + (backoff / 2) * random;
}

function askedSeconds(headers: Headers, now: number): number | undefined {
  const retryAfter = headers.get("retry-after");
  if (retryAfter !== null) {
    const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : Date.parse(retryAfter) / 1000 - now;
    return Number.isNaN(seconds) ? undefined : seconds;
  }
  const reset = Number(headers.get("x-ratelimit-reset") ?? Number.NaN);
  if (Number.isNaN(reset)) return undefined;
  return reset > 1e9 ? reset - now : reset;
}
