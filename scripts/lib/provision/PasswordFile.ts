import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { seal, type SealingKey } from "../sealed/seal.ts";
import { writeJson } from "../writeJson.ts";

/** What a sealed file holds when it is opened. */
export interface SealedPasswords {
  readonly stack: string;
  /** By the name that people sign in with. */
  readonly passwords: Readonly<Record<string, string>>;
}

/** For files that hold secrets: their owner alone may read them. */
const ownerOnly = 0o600;

/**
 * The sealed file of generated passwords. It is written before the first account is made, so that an interruption loses
 * none, and again when it is known which accounts were.
 */
export class PasswordFile {
  readonly file: string;
  readonly #stack: string;
  readonly #keys: readonly SealingKey[];
  #isOurs = false;

  /** @throws CrosstrustError USAGE where the file is there: it may hold the passwords of an earlier run */
  constructor(file: string, stack: string, keys: readonly SealingKey[]) {
    this.file = file;
    this.#stack = stack;
    this.#keys = keys;
    this.#refuseOthers();
  }

  /**
   * Replaces what the file holds; with no passwords there is no file.
   * @throws CrosstrustError USAGE where another run has made it meanwhile, or it cannot be written
   */
  async write(passwords: ReadonlyMap<string, string>): Promise<void> {
    if (!this.#isOurs) this.#refuseOthers();
    if (passwords.size === 0) return rm(this.file, { force: true });
    const content: SealedPasswords = { stack: this.#stack, passwords: Object.fromEntries(passwords) };
    await writeJson(this.file, await seal(content, this.#keys), ownerOnly);
    this.#isOurs = true;
  }

  #refuseOthers(): void {
    if (!existsSync(this.file)) return;
    throw new CrosstrustError("USAGE", "The file for the passwords is there already, and may hold those of others.", {
      where: this.file,
      expected: "a new name (--passwords)",
    });
  }
}
