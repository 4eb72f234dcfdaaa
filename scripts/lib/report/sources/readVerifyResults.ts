import { readFile } from "node:fs/promises";
import { z } from "zod";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { CheckResult } from "../RehearsalReport.ts";

const results = z.object({
  stack: z.string(),
  checks: z.array(
    z.object({
      system: z.enum([
        "okta-key-insight",
        "b2c-api-gateway",
        "entra-jumpcloud",
        "cognito-jsm",
        "jumpcloud-s3-access-grants",
        "gateway",
      ]),
      name: z.string(),
      expected: z.string(),
      actual: z.string(),
      ok: z.boolean().nullable(),
      reason: z.string().optional(),
      requestId: z.string().optional(),
      requestHost: z.string().optional(),
    }),
  ),
});

/**
 * Reads what `verify --json` wrote.
 * @throws CrosstrustError USAGE where it is none of that, or of another stack
 */
export async function readVerifyResults(file: string, stack: string): Promise<readonly CheckResult[]> {
  const refuse = (message: string, details: { expected?: string; actual?: string; cause?: unknown } = {}) =>
    new CrosstrustError("USAGE", message, { where: `--verify ${file}`, ...details });
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw refuse("The results cannot be read.", { expected: "what `npm run verify -- --json FILE` wrote", cause });
  }
  const read = results.safeParse(content);
  if (!read.success) {
    const places = [...new Set(read.error.issues.map(({ path }) => path.join(".")))].slice(0, 5).join(", ");
    throw refuse("The file holds no results of `npm run verify`.", { actual: places === "" ? "another form" : places });
  }
  if (read.data.stack !== stack) {
    throw refuse("The results are of another stack.", { expected: stack, actual: read.data.stack });
  }
  return read.data.checks as readonly CheckResult[];
}
