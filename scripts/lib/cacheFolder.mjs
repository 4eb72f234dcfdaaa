// Plain JavaScript: the bootstrap reads it on a Node that does not run TypeScript yet.
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A place in crosstrust's own cache: `$XDG_CACHE_HOME/crosstrust`, by default `~/.cache/crosstrust`.
 * @param {...string} parts the way below it
 * @returns {string} an absolute path; nothing is made there
 */
export function cacheFolder(...parts) {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "crosstrust", ...parts);
}
