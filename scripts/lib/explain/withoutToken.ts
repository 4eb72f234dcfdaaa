/** Parts that are shorter than this are words that stand in answers anyway. */
const shortest = 8;

/** What looks like a token, whosever it is: a claim may hold one. */
const tokenShape = /\b[\w-]{8,}\.[\w-]{8,}\.[\w-]+(?:\.[\w-]+)*|\beyJ[\w-]{8,}/g;

/**
 * A result in which no text holds a token: neither that which was asked about, nor a part of it, nor another one. What is
 * told of a token are its names and times, but a token's maker decides what stands in these.
 */
export function withoutToken<T>(result: T, authorization: string): T {
  const parts = authorization
    .replace(/^bearer\s+/i, "")
    .split(/[.\s]/)
    .filter((part) => part.length >= shortest);
  // A value that was cut where it is shown may hold less than a part.
  const ofToken = (run: string): string => (authorization.includes(run) ? "[token]" : run);
  const clean = (text: string): string => {
    const rest = text.replace(tokenShape, redacted).replace(/[\w+/=-]{16,}/g, ofToken);
    return parts.reduce((cleaned, part) => cleaned.replaceAll(part, "[token]"), rest);
  };
  return walk(result, clean) as T;
}

/** Host names have dots too, and are no tokens: these have lower case letters alone. */
function redacted(text: string): string {
  return /[A-Z_]/.test(text) && /\d/.test(text) ? "[token]" : text;
}

function walk(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map((one) => walk(one, clean));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, clean)]));
}
