import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

/**
 * Reads a point in time: ISO 8601 with an offset or `Z`, or seconds since 1970 as tokens have them.
 * @throws CrosstrustError USAGE
 */
export function readTime(text: string): Date {
  const date = /^\d{1,12}$/.test(text)
    ? new Date(Number(text) * 1000)
    : isoWithOffset.test(text)
      ? new Date(text)
      : undefined;
  if (date !== undefined && !Number.isNaN(date.getTime())) return date;
  throw new CrosstrustError("USAGE", "This is no time.", {
    where: "--at",
    actual: text,
    expected: "2026-05-01T12:00:00Z, or seconds since 1970",
  });
}

const isoWithOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
