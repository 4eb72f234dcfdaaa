/**
 * A place in crosstrust's own cache: `$XDG_CACHE_HOME/crosstrust`, by default `~/.cache/crosstrust`.
 * @param parts the way below it
 * @returns an absolute path; nothing is made there
 */
export declare function cacheFolder(...parts: string[]): string;
