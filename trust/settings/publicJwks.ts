import { z } from "zod";
import type { PublicJwk } from "../TrustModel.ts";

/** The members that only private and symmetric keys have (RFC 7518, sections 6.2.2, 6.3.2 and 6.4). */
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

const common = {
  kid: z.string().min(1).describe("the key's id, which the client names in its assertions"),
  use: z.literal("sig").exactOptional(),
  alg: z.string().min(1).exactOptional(),
};

const rsaKey = z.strictObject({
  kty: z.literal("RSA"),
  n: base64url
    .refine((modulus) => Buffer.from(modulus, "base64url").length >= 256, {
      error: "The RSA key is shorter than 2048 bits.",
      params: { expected: "a key of 2048 bits or more (RFC 7518, section 3.3)" },
    })
    .describe("the modulus, base64url"),
  e: base64url.describe("the exponent, base64url"),
  ...common,
});

const ecKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.enum(["P-256", "P-384", "P-521"]),
  x: base64url.describe("the x coordinate, base64url"),
  y: base64url.describe("the y coordinate, base64url"),
  ...common,
});

/** A client's public key. A private or symmetric one is refused before anything else is looked at, and never repeated. */
const publicJwk: z.ZodType<PublicJwk> = z
  .unknown()
  .superRefine((value, context) => {
    if (typeof value !== "object" || value === null) return;
    for (const member of privateMembers.filter((name) => Object.hasOwn(value, name))) {
      context.addIssue({
        code: "custom",
        path: [member],
        message: "This is a private key, which must never stand in a config: consider it leaked.",
        params: { expected: "the public key only: kty, kid and, for RSA, n and e; a new pair of keys for this client" },
      });
    }
  })
  .pipe(z.discriminatedUnion("kty", [rsaKey, ecKey]).describe("a public JSON Web Key"));

/** The list of a client's keys, each with an id of its own. */
export const publicJwks = z
  .array(publicJwk)
  .min(1)
  .superRefine((keys, context) => {
    keys.forEach((key, index) => {
      if (keys.findIndex((other) => other.kid === key.kid) === index) return;
      const message = "Another key of this client has the same id.";
      context.addIssue({ code: "custom", path: [index, "kid"], message, params: { expected: "an id of its own" } });
    });
  })
  .describe("a list of public JSON Web Keys");
