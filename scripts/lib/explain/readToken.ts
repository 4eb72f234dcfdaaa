import { readFile } from "node:fs/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { Terminal } from "../ScriptCommand.ts";

/**
 * Reads a token from standard input (`-`) or a file. On the command line it would stand in the process list and in the
 * shell's history, so it is refused there.
 * @returns what the client would send as `authorization`
 * @throws CrosstrustError USAGE, or TOKEN_UNREADABLE where nothing is there; the token is never repeated
 */
export async function readToken(source: string, terminal: Terminal): Promise<string> {
  if (/^(bearer\s+)?[\w-]{8,}\.[\w-]{8,}\.[\w-]*$/i.test(source.trim())) {
    throw new CrosstrustError("USAGE", "A token on the command line can be read by everyone on this machine.", {
      where: "--token",
      expected: "`-` for standard input, or a file that holds the token",
    });
  }
  const text = source === "-" ? await terminal.readInput() : await readTokenFile(source);
  const token = text.trim().replace(/^authorization:\s*/i, "");
  if (token === "") {
    throw new CrosstrustError("TOKEN_UNREADABLE", "There is no token.", {
      where: source === "-" ? "standard input" : source,
      expected: "an access token, with or without `Bearer ` before it",
    });
  }
  if (/[^\x20-\x7e]/.test(token)) {
    throw new CrosstrustError(
      "TOKEN_UNREADABLE",
      "This is no token: it has line breaks or other characters that no header may have.",
      {
        where: source === "-" ? "standard input" : source,
        expected: "one access token and nothing else",
      },
    );
  }
  return /^bearer /i.test(token) ? token : `Bearer ${token}`;
}

async function readTokenFile(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw new CrosstrustError("USAGE", "The file with the token cannot be read.", { where: file, cause });
  });
}
