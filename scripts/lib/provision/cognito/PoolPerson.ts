/** A person as a file names them, checked; what the file does not say is not there. */
export interface PoolPerson {
  /** What they sign in as: their email address, phone number or user name, as the pool has it. */
  readonly username: string;
  /** Attributes of the pool by Cognito's names, the flags that say that the addresses are theirs among them. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Which of the groups that the stack declares they are to be in; absent where that is left alone. Sorted. */
  readonly groups?: readonly string[];
  /** How they get their first password: Cognito sends it, or somebody hands over the one that was generated. */
  readonly delivery: Delivery;
  /** Whether a generated password stays; otherwise it has to be changed at the first sign-in. */
  readonly permanent: boolean;
}

export type Delivery = "invitation" | "password";
