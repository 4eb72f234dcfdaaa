/** One word of a POSIX shell, in single quotes where it needs them. */
export function shellQuote(text: string): string {
  // Between single quotes a shell changes nothing; the quote itself is the one thing they cannot hold.
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
