import { access, constants, readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { readFileIfThere } from "../../../lib/readFileIfThere.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { withLock } from "../process/withLock.ts";
import { writeFileAtomically } from "../writeFileAtomically.ts";

const schema = z.strictObject({
  version: z.literal(1),
  stack: z.string(),
  /** The issuer's name in the config. */
  issuer: z.string(),
  /** The client's name in the config; absent for an application that is not declared there. */
  client: z.string().optional(),
  /** The exact `iss` of the tokens. */
  issuerUrl: z.string(),
  clientId: z.string(),
  /** `sub` of who signed in: what the issuer gives for the refresh token is theirs, or refused. */
  subject: z.string(),
  refreshToken: z.string().min(1),
});

/** A sign-in that was kept: it gives fresh tokens for as long as the issuer lets it. It holds a secret, the refresh token. */
export type Session = Readonly<z.infer<typeof schema>>;

/** Permissions of everybody but the owner. */
const others = 0o077;

/**
 * Reads a session that `npm run login -- --save FILE` wrote.
 * @throws CrosstrustError USAGE where the file cannot be read, is not a session, or where others than its owner may read or
 *   write it; nothing of its content is in the message
 */
export async function readSession(file: string): Promise<Session> {
  let text: string;
  try {
    const { mode } = await stat(file);
    // Windows has no such permissions; Node makes them up there.
    if (process.platform !== "win32" && (mode & others) !== 0) throw readableByOthers(file, mode);
    text = await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof CrosstrustError) throw cause;
    const { code = "unreadable" } = cause as NodeJS.ErrnoException;
    const message = `The session cannot be read (${code}). \`npm run login -- --save FILE\` makes one.`;
    throw new CrosstrustError("USAGE", message, { where: file, cause });
  }
  const session = schema.safeParse(parseJson(text));
  if (session.success) return session.data;
  const places = session.error.issues.map(({ path }) => path.join(".")).filter((path) => path !== "");
  throw new CrosstrustError("USAGE", "The file holds no session of this version.", {
    where: places.length === 0 ? file : `${file}: ${places.join(", ")}`,
    expected: "a file that `npm run login -- --save FILE` wrote",
  });
}

/**
 * Writes a session, whole or not at all; only its owner may read it.
 * @throws CrosstrustError USAGE where the file cannot be written
 */
export async function writeSession(file: string, session: Session): Promise<void> {
  await writeFileAtomically(file, `${JSON.stringify(schema.parse(session), undefined, 2)}\n`, 0o600);
}

/**
 * Looks, before a person signs in, whether a session could be written there: over another session, or where nothing is.
 * @throws CrosstrustError USAGE
 */
export async function checkSessionFile(file: string): Promise<void> {
  let text: string | undefined;
  try {
    text = await readFileIfThere(file);
    await access(dirname(resolve(file)), constants.W_OK);
  } catch (cause) {
    const { code = "unreadable" } = cause as NodeJS.ErrnoException;
    // A folder that is missing is made when there is a session to put into it.
    if (code === "ENOENT") return;
    throw new CrosstrustError("USAGE", `No session can be kept there (${code}).`, {
      where: file,
      expected: "a file in a folder that you may write to",
      cause,
    });
  }
  if (!text || schema.safeParse(parseJson(text)).success) return;
  throw new CrosstrustError("USAGE", "There is a file already, and it is no session.", {
    where: file,
    expected: "a new file, or a session that the new one takes the place of",
  });
}

/** Does work with a session's file that one process of this machine may do at a time. */
export function inTurn<T>(file: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return withLock(`${file}.lock`, { signal, onWait: () => undefined }, work);
}

function readableByOthers(file: string, mode: number): CrosstrustError {
  return new CrosstrustError(
    "USAGE",
    "The session holds a secret, and others on this machine have rights to its file.",
    {
      where: file,
      expected: `0600: chmod 600 ${file}`,
      actual: `0${(mode & 0o777).toString(8)}`,
    },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words would repeat the file.
    return undefined;
  }
}
