import { sortedByKey } from "../../../../lib/sortedByKey.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { CognitoIssuerModel } from "../../../../trust/TrustModel.ts";
import { AwsError } from "../../vendors/aws/AwsError.ts";
import { generatePassword } from "../generatePassword.ts";
import type { Changes, PeopleDirectory, Step } from "../PeopleDirectory.ts";
import type { PoolPerson } from "./PoolPerson.ts";
import { UnfinishedAccountError } from "./UnfinishedAccountError.ts";
import type { Account, FirstPassword, UserPoolAccounts } from "./UserPoolAccounts.ts";

/** Whose first password is made anew: those whose one has surely expired, or all who have not signed in yet. */
export type Resend = "expired" | "waiting";

export interface CognitoPeopleOptions {
  readonly accounts: UserPoolAccounts;
  /** As it is deployed. */
  readonly pool: Pick<CognitoIssuerModel, "signIn" | "passwords" | "groups">;
  /** Nobody's unless given. */
  readonly resend?: Resend | undefined;
  readonly now: () => Date;
}

const dayMilliseconds = 86_400_000;

/**
 * People of a user pool. Of an account that is there, the attributes that the file names are changed, and membership of the
 * groups that the stack declares where the file names groups; the password only on request, and only where its owner has
 * never signed in. Accounts of other identity providers are refused.
 */
export class CognitoPeople implements PeopleDirectory<"username", PoolPerson> {
  readonly nameField = "username";
  readonly #options: CognitoPeopleOptions;

  constructor(options: CognitoPeopleOptions) {
    this.#options = options;
  }

  async compare(person: PoolPerson): Promise<Step<PoolPerson>> {
    const account = await this.#find(person);
    if (account === undefined) {
      return { kind: "create", person, ...(person.delivery === "invitation" && { note: "by invitation" }) };
    }
    const changes = { ...attributeChanges(person, account), ...(await this.#groupChanges(person, account)) };
    const { renew, note } = this.#firstPassword(person, account);
    const noted = note !== undefined && { note };
    if (renew) return { kind: "update", person, id: account.id, changes, renew: true, ...noted };
    if (Object.keys(changes).length > 0) return { kind: "update", person, id: account.id, changes, ...noted };
    return { kind: "unchanged", person, ...noted };
  }

  passwordFor(step: Step<PoolPerson>): string | undefined {
    const gives = step.kind === "create" || (step.kind === "update" && step.renew === true);
    if (!gives || step.person.delivery === "invitation") return undefined;
    return generatePassword(this.#options.pool.passwords.minimumLength);
  }

  async apply(step: Step<PoolPerson>, password: string | undefined): Promise<void> {
    if (step.kind === "unchanged") return;
    const { accounts } = this.#options;
    const { username, attributes, groups = [], permanent } = step.person;
    const first: FirstPassword = password === undefined ? { invitation: true } : { password };
    if (step.kind === "create") {
      const id = await accounts.create(username, attributes, first);
      await afterCreation(async () => {
        if ("password" in first && permanent) await accounts.setPassword(id, first.password, true);
        for (const group of groups) await accounts.join(id, group);
      });
      return;
    }
    const { id, changes } = step;
    const changed = Object.entries(changes).filter(([name]) => name !== "groups");
    if (changed.length > 0) {
      const values = changed.map(([name, { to }]) => [name, String(to)] as const);
      await accounts.update(id, withVerified(Object.fromEntries(values)));
    }
    const { to, from } = (changes["groups"] ?? { to: [], from: [] }) as GroupChange;
    for (const group of to.filter((name) => !from.includes(name))) await accounts.join(id, group);
    for (const group of from.filter((name) => !to.includes(name))) await accounts.leave(id, group);
    if (!step.renew) return;
    if ("password" in first) await accounts.setPassword(id, first.password, permanent);
    else await accounts.inviteAgain(id);
  }

  /**
   * Where no answer came, or one of a server in trouble; where the account was made and something after it failed; and where
   * it is there after all, which it was not when it was planned: the SDK sends again what a server fails on.
   */
  leavesOpen(error: CrosstrustError): boolean {
    if (error.code === "VENDOR_UNREACHABLE" || error instanceof UnfinishedAccountError) return true;
    return error instanceof AwsError && (error.status >= 500 || error.awsCode === "UsernameExistsException");
  }

  /** By every name that the person could sign in with. */
  async #find({ username, attributes }: PoolPerson): Promise<Account | undefined> {
    const addresses = this.#options.pool.signIn.flatMap((kind) => attributes[kind] ?? []);
    const found = new Map<string, Account>();
    for (const name of new Set([username, ...addresses])) {
      const account = await this.#options.accounts.find(name);
      if (account !== undefined) found.set(account.id, account);
    }
    const [account] = found.values();
    if (found.size > 1) {
      throw new CrosstrustError(
        "USAGE",
        `${username}: the email address is one account's, the phone number another's.`,
      );
    }
    if (account?.status === "EXTERNAL_PROVIDER") {
      const message = `${username}: the account ${account.id} comes from another identity provider, and is changed there.`;
      throw new CrosstrustError("USAGE", message);
    }
    return account;
  }

  async #groupChanges({ groups }: PoolPerson, { id }: Account): Promise<Changes> {
    if (groups === undefined) return {};
    const declared = this.#options.pool.groups;
    const held = (await this.#options.accounts.groups(id)).filter((name) => Object.hasOwn(declared, name)).sort();
    return held.join("\n") === groups.join("\n") ? {} : { groups: { to: groups, from: held } };
  }

  #firstPassword({ delivery }: PoolPerson, { status, modified }: Account): { renew: boolean; note?: string } {
    if (status !== "FORCE_CHANGE_PASSWORD") return { renew: false };
    const { pool, resend, now } = this.#options;
    // An account that was changed since its password was given looks younger than the password: never older.
    const expired = modified.getTime() + pool.passwords.temporaryDays * dayMilliseconds <= now().getTime();
    if (resend === "waiting" || (resend === "expired" && expired)) {
      return { renew: true, note: delivery === "invitation" ? "invited again" : "another first password" };
    }
    return expired
      ? { renew: false, note: "the first password has expired, --resend expired gives another" }
      : { renew: false };
  }
}

interface GroupChange {
  readonly to: readonly string[];
  readonly from: readonly string[];
}

function attributeChanges({ attributes }: PoolPerson, account: Account): Changes {
  const differing = sortedByKey(Object.entries(attributes)).filter(([name, value]) => {
    const found = account.attributes[name] ?? "";
    // The pool finds addresses in any case, and tokens carry the case that it was first given.
    return name === "email" ? found.toLowerCase() !== value.toLowerCase() : found !== value;
  });
  return Object.fromEntries(differing.map(([name, to]) => [name, { to, from: account.attributes[name] ?? null }]));
}

/**
 * An address that changes is sent with the word that it is the person's: otherwise Cognito would keep the old one until the
 * person has answered a message to the new one (API reference, AdminUpdateUserAttributes).
 */
function withVerified(changes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const addresses = ["email", "phone_number"].filter((name) => name in changes);
  return { ...changes, ...Object.fromEntries(addresses.map((name) => [`${name}_verified`, "true"])) };
}

async function afterCreation(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
    throw new UnfinishedAccountError(error);
  }
}
