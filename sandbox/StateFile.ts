import { mkdir, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { readFileIfThere } from "../lib/readFileIfThere.ts";
import type { Lock } from "../lib/takeLock.ts";
import { removeLeftovers, writeFileAtomically } from "../lib/writeFileAtomically.ts";
import { CrosstrustError } from "../trust/CrosstrustError.ts";
import type { AuthorityKeys } from "./proxy/CertificateAuthority.ts";
import type { SandboxCredentials, VendorName } from "./Vendor.ts";
import { lockStateFile } from "./lockStateFile.ts";

const format = "crosstrust-sandbox-state";
const version = 2;

const headSchema = z.object({ format: z.literal(format), version: z.int().positive() });
const documentSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  authority: z.strictObject({ certificate: z.string(), privateKey: z.string() }),
  credentials: z.strictObject({
    oktaApiToken: z.string(),
    awsAccountId: z.string(),
    awsAccessKeyId: z.string(),
    awsSecretAccessKey: z.string(),
    directories: z.record(z.string(), z.strictObject({ clientId: z.string(), clientSecret: z.string() })),
    jumpcloudApiKey: z.string(),
    jumpcloudClientId: z.string(),
    jumpcloudClientSecret: z.string(),
    oktaServiceApp: z.strictObject({ clientId: z.string(), keyId: z.string(), privateKey: z.string() }).optional(),
  }),
  vendors: z.record(z.string(), z.record(z.string(), z.unknown())),
});
type StateDocument = z.infer<typeof documentSchema>;

/** What a sandbox has at its first start. */
export interface InitialState {
  readonly authority: AuthorityKeys;
  readonly credentials: SandboxCredentials;
}

/** How long a change made by a reading request (a signing key made lazily) may wait until it is written. */
const saveSoonMilliseconds = 500;

/**
 * The sandbox's memory: its authority, its credentials and a section for each vendor; in a file, or in memory alone. The
 * file holds private keys and secrets, and only its owner may read it.
 */
export class StateFile {
  /** The file's real path; undefined when the state is in memory alone. */
  readonly file: string | undefined;
  readonly #document: StateDocument;
  readonly #lock: Lock | undefined;
  #written: string | undefined;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(document: StateDocument, file?: string, lock?: Lock) {
    this.#document = document;
    this.file = file;
    this.#lock = lock;
  }

  /**
   * Reads the file, or begins a new state when there is none, and holds the file's lock until `close` or `abandon`.
   * Nothing is written before the first `save`.
   * @param path the state file; undefined for a state in memory
   * @param create makes the new state
   * @throws CrosstrustError STATE_FILE_UNREADABLE when the file cannot be read, is in use, or was not written by this
   *   version of the sandbox; the file stays as it is
   */
  static async open(path: string | undefined, create: () => Promise<InitialState>): Promise<StateFile> {
    const fresh = async (): Promise<StateDocument> => ({ format, version, ...(await create()), vendors: {} });
    if (path === undefined) return new StateFile(await fresh());
    const file = await realFile(path);
    const lock = await lockStateFile(file).catch((error: unknown) => {
      throw error instanceof CrosstrustError ? error : unusable(file, `cannot be locked (${systemCode(error)})`, error);
    });
    try {
      const document = (await readDocument(file)) ?? (await fresh());
      await removeLeftovers(file);
      return new StateFile(document, file, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  get authority(): AuthorityKeys {
    return this.#document.authority;
  }

  set authority(keys: AuthorityKeys) {
    this.#document.authority = keys;
  }

  get credentials(): SandboxCredentials {
    return this.#document.credentials;
  }

  set credentials(credentials: SandboxCredentials) {
    this.#document.credentials = structuredClone(credentials);
  }

  /** A vendor's section: always the same object, changed in place. */
  section<T extends object>(vendor: VendorName, initial: () => T): T {
    this.#document.vendors[vendor] ??= initial() as Record<string, unknown>;
    return this.#document.vendors[vendor] as T;
  }

  /**
   * Resolves when all changes made before the call are on the disk. Calls during a write share the one that follows it.
   * @throws CrosstrustError STATE_FILE_UNREADABLE when the file cannot be written; the old file is still there
   */
  save(): Promise<void> {
    const { file } = this;
    if (file === undefined) return Promise.resolve();
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      const write = this.#write(file);
      this.#running = write.catch(() => undefined);
      return write;
    });
    return this.#next;
  }

  /** Saves within a second. A failure shows at the next `save`, at the latest in `close`. */
  saveSoon(): void {
    if (this.file === undefined) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.save().catch(() => undefined);
    }, saveSoonMilliseconds).unref();
  }

  /** Saves for the last time and gives the lock back. */
  async close(): Promise<void> {
    try {
      await this.save();
    } finally {
      await this.abandon();
    }
  }

  /** Gives the lock back and leaves the file as it is. */
  async abandon(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#lock?.release();
  }

  async #write(file: string): Promise<void> {
    const text = JSON.stringify(this.#document);
    if (text === this.#written) return;
    try {
      await writeFileAtomically(file, text, 0o600);
    } catch (error) {
      throw unusable(file, `cannot be written (${systemCode(error)})`, error);
    }
    this.#written = text;
  }
}

/** Follows links, so that the file itself is replaced and not a link to it; makes the folder when there is none. */
async function realFile(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      throw unusable(absolute, `cannot be reached (${systemCode(error)})`, error);
    }
  }
  try {
    await mkdir(dirname(absolute), { recursive: true, mode: 0o700 });
    return join(await realpath(dirname(absolute)), basename(absolute));
  } catch (error) {
    throw unusable(absolute, `cannot be made (${systemCode(error)})`, error);
  }
}

/** @returns undefined when there is no file */
async function readDocument(file: string): Promise<StateDocument | undefined> {
  const text = await readFileIfThere(file).catch((error: unknown) => {
    throw unusable(file, `cannot be read (${systemCode(error)})`, error);
  });
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, and the text may hold secrets.
    throw unusable(file, text === "" ? "is empty" : "is not JSON: it was cut off or changed by hand");
  }
  const head = headSchema.safeParse(value);
  if (!head.success) throw unusable(file, "was not written by a sandbox of crosstrust");
  if (head.data.version > version) {
    const versions = `its version is ${head.data.version}, this one knows ${version}`;
    throw unusable(file, `was written by a newer crosstrust (${versions})`);
  }
  if (head.data.version < version) {
    throw unusable(
      file,
      `was written by an older crosstrust (its version is ${head.data.version}, this one knows ${version})`,
    );
  }
  const document = documentSchema.safeParse(value);
  if (document.success) return document.data;
  const places = document.error.issues.map((issue) => issue.path.join(".") || "the top level");
  throw unusable(file, `is damaged at ${[...new Set(places)].join(", ")}`);
}

function systemCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

function unusable(file: string, what: string, cause?: unknown): CrosstrustError {
  return new CrosstrustError(
    "STATE_FILE_UNREADABLE",
    `The sandbox's state file ${file} ${what}. It was left as it is: set it right or move it away, or name another file.`,
    { where: file, cause },
  );
}
