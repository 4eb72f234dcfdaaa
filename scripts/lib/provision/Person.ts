/** A person as a file names them, checked; what the file does not say is not there. */
export interface Person {
  /** The same as the company email in JumpCloud; the mail address too. */
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly mailNickname?: string;
  readonly accountEnabled?: boolean;
}

/** A fault of a file: where (`people.csv:3`), what, and what would be right. */
export interface FileFault {
  readonly where: string;
  readonly message: string;
  readonly expected?: string;
}

/** An entry of a file as it stands there. */
export interface Entry {
  readonly where: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a file holds: entries, and what is wrong with its form. */
export interface ReadEntries {
  readonly entries: readonly Entry[];
  readonly faults: readonly FileFault[];
}
