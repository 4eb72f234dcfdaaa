/** What a person must carry into a system that has no API: values, clicks, and a way to try the values first. */
export interface HandoffSheet {
  /** The relying party's name in the config. */
  readonly name: string;
  /** The system, as people call it. */
  readonly system: string;
  /** In the order and by the names of the system's form. */
  readonly fields: readonly HandoffField[];
  readonly steps: readonly string[];
  /** A shell command that works as printed, and what it answers. */
  readonly trial: { readonly command: string; readonly answer: string };
  /** What to know beside it. */
  readonly notes: readonly string[];
}

export interface HandoffField {
  readonly label: string;
  readonly value: string;
  /** The value is a secret; while it is not revealed, `value` is a mask that tells nothing of it. */
  readonly secret: boolean;
  /** False for a secret that is masked. */
  readonly shown: boolean;
}

/** The same for every secret, so that neither its length nor a part of it can be read off. */
export const mask = "••••••••";
