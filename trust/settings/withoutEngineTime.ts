/** A moment in UTC as Go writes it (package time, `Time.String`). */
const engineTime = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) \+0000 UTC$/;

/**
 * A date or a moment as the user wrote it. The engine takes `2027-05-31` without quotation marks for a moment and hands it
 * to the program, and back to the stack's file whenever it writes that, as `2027-05-31 00:00:00 +0000 UTC` (seen with
 * Pulumi 3.259). Any other text stays as it is.
 */
export function withoutEngineTime(text: string): string {
  const [, date, time] = engineTime.exec(text) ?? [];
  if (date === undefined || time === undefined) return text;
  return time === "00:00:00" ? date : `${date}T${time}Z`;
}
