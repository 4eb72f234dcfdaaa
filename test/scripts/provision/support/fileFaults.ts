import assert from "node:assert/strict";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";

/** What a reader says of a file that it refuses: its lines but for the heading, each place without the file's path. */
export async function fileFaults(reading: Promise<unknown>, file: string): Promise<readonly string[]> {
  const error = await reading.then(
    () => assert.fail("the file was taken"),
    (refusal: unknown) => refusal,
  );
  assert.ok(error instanceof CrosstrustError);
  assert.equal(error.code, "USAGE");
  return error.message
    .split("\n")
    .slice(1)
    .map((line) => line.replace(`${file}:`, ""));
}
