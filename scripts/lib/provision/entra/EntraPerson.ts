/** A person as a file names them, checked; what the file does not say is not there. */
export interface EntraPerson {
  /** The same as the company email in JumpCloud; the mail address too. */
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly mailNickname?: string;
  readonly accountEnabled?: boolean;
}
