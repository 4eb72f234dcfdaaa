/** By the end of the name; a B2C tenant's client secret has its issuer's name behind. */
const secretName = /(?:SECRET|TOKEN|PASSWORD|PASSPHRASE|API_KEY|ACCESS_KEY)$|^ARM_CLIENT_SECRET_/;

/** Shapes of secrets that vendors and the engine put into texts, each with what is left of it. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[token]"],
  [/\b(SSWS|Bearer|Basic) [\w.~+/=-]+/g, "$1 [secret]"],
  [/("?(?:client_secret|clientSecret|private_key|passphrase)"?\s*[:=]\s*)("[^"]*"|[^\s,&}"]+)/g, "$1[secret]"],
  [/\bv1:[A-Za-z0-9+/=]{8,}:[A-Za-z0-9+/=]+/g, "[ciphertext]"],
];

/**
 * Takes secrets out of a text that others wrote, before it is shown or kept: the values of environment variables whose
 * names say that they are secret, and what looks like a token, an authorization header or a ciphertext.
 */
export function redact(text: string, environment: Readonly<Record<string, string | undefined>> = process.env): string {
  let redacted = text;
  for (const [name, value] of Object.entries(environment)) {
    if (secretName.test(name) && value !== undefined && value.length >= 6)
      redacted = redacted.replaceAll(value, "[secret]");
  }
  for (const [shape, rest] of shapes) redacted = redacted.replace(shape, rest);
  return redacted;
}
