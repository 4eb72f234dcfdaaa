import { z } from "zod";

/** Of a mail's envelope (RFC 5321, 4.5.3.1.3, less the angle brackets); neither JumpCloud nor AWS takes fewer. */
const longest = 254;

const expectedEmail = "an email address of at most 254 characters, such as dora@acme.example";

/** An email address, read in lower case: JumpCloud and Identity Center hold addresses the same that differ in case alone. */
export const emailAddress = z
  .string()
  .toLowerCase()
  .refine((value) => value.length <= longest && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value), {
    error: "This is not an email address.",
    params: { expected: expectedEmail },
  })
  .describe(expectedEmail);
