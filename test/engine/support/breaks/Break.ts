export type Mend = () => Promise<unknown>;

/** Something that somebody changes by hand behind a deployed stack's back. */
export interface Break {
  readonly what: string;
  /** @returns what undoes it */
  readonly make: () => Promise<Mend>;
  /** Each is the name of at least one check that fails by it; no check of another name does. */
  readonly fails: readonly RegExp[];
  readonly now?: () => Date;
}
