import { expectedName } from "../../../lib/suggest.ts";
import { sortedByKey } from "../../../lib/sortedByKey.ts";
import { userAttributes } from "../../cognito/userAttributes.ts";
import { isMapping, type NameRule, type Path, type SettingsReader } from "../SettingsReader.ts";
import { text } from "../schemas.ts";

const claimSchema = text(128, "the name of a claim of the provider's ID tokens, such as email");

/** Reads which attribute of a pool is taken from which claim, in order of the attributes. @param provider whose claims they are */
export function readAttributes(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  { name, claims }: { readonly name: string; readonly claims: readonly string[] },
): Readonly<Record<string, string>> {
  if (!isMapping(value)) return {};
  const mapped = reader.readEach(value, path, attributeName, (entry, at) => {
    const claim = reader.read(claimSchema, entry, at);
    if (claim === undefined || claims.includes(claim)) return claim;
    const message = `${name} gives user pools no claim ${JSON.stringify(claim)}.`;
    reader.fault(at, message, { expected: expectedName(claim, claims) });
    return undefined;
  });
  if (!mapped.has("email")) {
    reader.fault(path, "Everybody in the pool has an email address, so the provider has to tell it.", {
      expected: "email among the attributes, such as email: email",
    });
  }
  const read = [...mapped].flatMap(([attribute, claim]) => (claim === undefined ? [] : [[attribute, claim] as const]));
  return Object.fromEntries(sortedByKey(read));
}

const attributeName: NameRule = (name) => {
  if (userAttributes.includes(name)) return undefined;
  if (name === "username") {
    return {
      message: "The user name of somebody who comes from a provider is always the claim sub.",
      expected: "no attribute username",
    };
  }
  return {
    message: name.startsWith("custom:")
      ? "The pool has no custom attributes."
      : `A user pool has no attribute ${JSON.stringify(name)} that could be written.`,
    expected: expectedName(name, userAttributes),
  };
};
