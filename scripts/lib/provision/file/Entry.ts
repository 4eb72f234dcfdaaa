/** An entry of a file as it stands there. */
export interface Entry {
  /** `people.csv:3` */
  readonly where: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A fault of a file: where, what, and what would be right. */
export interface FileFault {
  readonly where: string;
  readonly message: string;
  readonly expected?: string;
}

/** What a file holds: entries, and what is wrong with its form. */
export interface ReadEntries {
  readonly entries: readonly Entry[];
  readonly faults: readonly FileFault[];
}

/** Says a fault of an entry. */
export type Tell = (message: string, expected?: string) => void;

/** The fields that people of a directory can have. CSV knows texts alone: there, the others are read from texts. */
export interface Fields {
  readonly texts: readonly string[];
  /** `true` or `false`. */
  readonly flags: readonly string[];
  /** In CSV, parted by `;`. */
  readonly lists: readonly string[];
  /** Those that an example has. */
  readonly required: readonly string[];
}
