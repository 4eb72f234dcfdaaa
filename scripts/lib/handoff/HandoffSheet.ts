/** What a person must do in a system where no API does it: values, clicks, and, where there is one, a way to try the values. */
export interface HandoffSheet {
  /** By the name in the config. */
  readonly name: string;
  /** The system, as people call it. */
  readonly system: string;
  /** In the order in which they are done. */
  readonly sections: readonly HandoffSection[];
  /** A shell command that works as printed, and what it answers. */
  readonly trial?: { readonly command: string; readonly answer: string };
  /** What to know beside it. */
  readonly notes: readonly string[];
}

export interface HandoffSection {
  readonly title: string;
  /** In the order and by the names of the system's form. */
  readonly fields: readonly HandoffField[];
  readonly steps: readonly string[];
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
const mask = "••••••••";

export const plain = (label: string, value: string): HandoffField => ({ label, value, secret: false, shown: true });

export const secretField = (label: string, value: string, reveal: boolean): HandoffField => ({
  label,
  value: reveal ? value : mask,
  secret: true,
  shown: reveal,
});
