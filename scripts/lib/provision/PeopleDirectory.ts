import type { CrosstrustError } from "../../../trust/CrosstrustError.ts";

/** By property: what it is to become, and what it is. */
export type Changes = Readonly<Record<string, { readonly to: unknown; readonly from: unknown }>>;

/** What has to be done for a person. `note` says what else there is to know, for people. */
export type Step<Person> =
  | { readonly kind: "create"; readonly person: Person; readonly note?: string }
  | {
      readonly kind: "update";
      readonly person: Person;
      readonly id: string;
      readonly changes: Changes;
      /** Whether the person gets another password in place of one that was never used. */
      readonly renew?: true;
      readonly note?: string;
    }
  | { readonly kind: "unchanged"; readonly person: Person; readonly note?: string };

/** A directory that people of a file are brought into, one after the other. */
export interface PeopleDirectory<Name extends string, Person extends Readonly<Record<Name, string>>> {
  /** The property of a person that they are called by: in plans, results and the file of passwords. */
  readonly nameField: Name;
  /**
   * Looks at all people together, before any is compared; there where the directory can say more than the file's reader.
   * @throws CrosstrustError USAGE where the directory would refuse some of them
   */
  check?(people: readonly Person[]): Promise<void>;
  /**
   * Compares a person with their account, in what their file says. Asks, and changes nothing.
   * @throws CrosstrustError USAGE where the account is not one that a file may change
   */
  compare(person: Person): Promise<Step<Person>>;
  /** A password for a step that gives the person one that somebody has to hand over. */
  passwordFor(step: Step<Person>): string | undefined;
  /** @param password where `passwordFor` gave one */
  apply(step: Step<Person>, password: string | undefined): Promise<void>;
  /** Whether the password that `apply` was given may be the person's all the same, after this error of it. */
  leavesOpen(error: CrosstrustError): boolean;
}
