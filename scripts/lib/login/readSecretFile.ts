import { readFile } from "node:fs/promises";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

/**
 * Reads a file that holds one secret text; a line break at its end does not count.
 * @throws CrosstrustError USAGE where there is none; nothing of the content is in it
 */
export async function readSecretFile(file: string): Promise<string> {
  let content: string;
  try {
    content = await readFile(file, "utf8");
  } catch (cause) {
    throw new CrosstrustError("USAGE", "The file with the secret cannot be read.", { where: file, cause });
  }
  const secret = content.replace(/\r?\n$/, "");
  if (secret !== "" && !/\s/.test(secret)) return secret;
  throw new CrosstrustError("USAGE", "The file does not hold one secret.", {
    where: file,
    expected: "the client's secret and nothing else",
  });
}
