import { readFile } from "node:fs/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Terminal } from "../ScriptCommand.ts";

/**
 * Reads a token from standard input (`-`) or a file: alone, as it stands in a request's header, or as the answer of a token
 * endpoint, whose access token is taken. On the command line it would stand in the process list and in the shell's history,
 * so it is refused there.
 * @returns what the client would send as `authorization`
 * @throws CrosstrustError USAGE, or TOKEN_UNREADABLE where nothing is there; neither the token nor what may be one is repeated
 */
export async function readToken(source: string, terminal: Pick<Terminal, "readInput">): Promise<string> {
  if (looksLikeToken(source)) {
    throw new CrosstrustError("USAGE", "A token on the command line can be read by everyone on this machine.", {
      where: "--token",
      expected: "`-` for standard input, or a file that holds the token",
    });
  }
  const text = (source === "-" ? await terminal.readInput() : await readTokenFile(source)).trim();
  const token = (text.startsWith("{") ? accessTokenOf(text) : text).replace(/^authorization:\s*/i, "");
  if (/^(?:bearer)?$/i.test(token))
    throw unreadable("There is no token.", "an access token, with or without `Bearer ` before it");
  if (/[^\x20-\x7e]/.test(token)) {
    throw unreadable(
      "This is no token: it has line breaks or other characters that no header may have.",
      "one access token and nothing else",
    );
  }
  return /^bearer /i.test(token) ? token : `Bearer ${token}`;
}

/** Rather a file that is refused than a token that is told: parts with dots between them, JSON, or a scheme before it. */
function looksLikeToken(source: string): boolean {
  const text = source.trim();
  const bare = text.replace(/^bearer\s+/i, "");
  return (
    bare !== text ||
    text.startsWith("{") ||
    bare.startsWith("eyJ") ||
    /^[\w-]{8,}(?:\.[\w-]*){2,}$/.test(bare) ||
    bare.length > 255
  );
}

/** What a token endpoint answers (RFC 6749, section 5.1), or refuses with (section 5.2). */
function accessTokenOf(text: string): string {
  const expected = 'a token endpoint\'s answer: { "access_token": "…", … }';
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // The parser's own words would repeat the text.
    throw unreadable("What begins like JSON is none.", expected);
  }
  const { access_token: token, id_token: idToken } = answer as Readonly<Record<string, unknown>>;
  if (typeof token === "string") return token.trim();
  throw unreadable(
    idToken === undefined
      ? "The answer holds no access token."
      : "The answer holds an ID token and no access token: no scope of an API was asked for.",
    expected,
  );
}

async function readTokenFile(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    const { code = "error" } = error as NodeJS.ErrnoException;
    // Its name is not repeated: it may be a token in a form that is not known here.
    throw new CrosstrustError("USAGE", `The file with the token cannot be read (${code}).`, {
      where: "--token",
      expected: "`-` for standard input, or a file that holds the token",
    });
  });
}

function unreadable(message: string, expected: string): CrosstrustError {
  return new CrosstrustError("TOKEN_UNREADABLE", message, { where: "--token", expected });
}
