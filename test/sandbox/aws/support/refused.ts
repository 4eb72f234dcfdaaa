import assert from "node:assert/strict";

/** Asserts that an SDK call is refused with this error, status and message. */
export async function refused(
  call: Promise<unknown>,
  name: string,
  status: number,
  message: string | RegExp,
): Promise<void> {
  await assert.rejects(call, (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
    assert.equal(error.name, name, error.message);
    assert.equal(error.$metadata?.httpStatusCode, status);
    if (typeof message === "string") assert.equal(error.message, message);
    else assert.match(error.message, message);
    return true;
  });
}
