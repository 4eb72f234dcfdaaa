import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { shellQuote } from "../lib/shellQuote.ts";
import { writeFileAtomically } from "../lib/writeFileAtomically.ts";
import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { foreignVariables } from "./clientEnvironment.ts";

/**
 * Writes variables as a POSIX shell file to `source`; it appears at once and as a whole, and only its owner may read it.
 * It also unsets the variables that would lead clients elsewhere. Its folder is made when there is none.
 * @throws CrosstrustError USAGE when a name or a value cannot be an environment variable's, or the file cannot be written
 */
export async function writeEnvFile(file: string, variables: Readonly<Record<string, string>>): Promise<void> {
  const mistakes = Object.entries(variables).flatMap(([name, value]) => [
    ...(/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? [] : [`"${name}" is not a variable's name`]),
    ...(value.includes("\0") ? [`the value of ${name} holds a NUL character`] : []),
  ]);
  if (mistakes.length > 0) throw new CrosstrustError("USAGE", `No environment file: ${mistakes.join("; ")}.`);
  const unset = foreignVariables.filter((name) => !(name in variables));
  const lines = [
    "# What clients need to reach the crosstrust sandbox. It holds secrets: source it, and pass it on to nobody.",
    `unset ${unset.join(" ")}`,
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${shellQuote(value)}`),
  ];
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomically(file, `${lines.join("\n")}\n`, 0o600);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CrosstrustError("USAGE", `The environment file ${file} cannot be written (${code ?? message}).`, {
      where: file,
      cause: error,
    });
  }
}
