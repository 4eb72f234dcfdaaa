/** A quoted value in a curl config file (curl's manual, `--config`). */
export function curlQuote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
