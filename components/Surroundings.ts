/** What the program finds beside the settings. */
export interface Surroundings {
  /** The stack's config, the vendors' own keys among it. */
  readonly config: Readonly<Record<string, string>>;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
}
