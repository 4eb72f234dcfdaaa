import { findUser, signInNames, foldCase } from "../find.ts";
import type { SchemaAttribute, User, UserPool } from "../state.ts";
import { invalid, refuse } from "./refusals.ts";

type AttributeInputs = readonly { readonly Name: string; readonly Value?: string | undefined }[];

const phone = /^\+[0-9]{1,15}$/;
const email = /^[^\s@]+@[^\s@]+$/;

export function isEmail(text: string): boolean {
  return email.test(text);
}

export function isPhone(text: string): boolean {
  return phone.test(text);
}

/**
 * Attributes of a request, each in the pool's schema and of its type and length. AWS's words are known for attributes that
 * do not exist, are missing, malformed addresses and immutable ones; the rest is not documented.
 * @param isNew whether the user is being made, which is when immutable attributes can be set
 * @throws AwsError
 */
export function readAttributes({ schema }: UserPool, inputs: AttributeInputs, isNew: boolean): Record<string, string> {
  const read: Record<string, string> = {};
  for (const { Name, Value = "" } of inputs) {
    const attribute = schema.find(({ name }) => name === Name);
    if (!attribute) throw unfit(`${Name}: Attribute does not exist in the schema.`);
    if (Name === "sub" || Name === "identities" || (!isNew && !attribute.mutable)) {
      throw isNew ? invalid(`Cannot modify the non-mutable attribute ${Name}`) : unchangeable(Name);
    }
    const fault = Value === "" ? undefined : valueFault(attribute, Value);
    if (fault !== undefined) throw fault;
    read[Name] = Value;
  }
  return read;
}

function unchangeable(name: string): Error {
  return invalid(`user.${name}: Attribute cannot be updated.\n`);
}

/** @throws AwsError where a new user lacks an attribute that the pool requires */
export function requireAttributes({ schema }: UserPool, attributes: Readonly<Record<string, string>>): void {
  const missing = schema.filter(({ name, required }) => required && name !== "sub" && !attributes[name]);
  if (missing.length > 0)
    throw unfit(missing.map(({ name }) => `${name}: The attribute ${name} is required`).join("\n"));
}

function unfit(reason: string): Error {
  return invalid(`Attributes did not conform to the schema: ${reason}`);
}

function valueFault({ name, dataType, constraints }: SchemaAttribute, value: string): Error | undefined {
  if (name === "email" && !isEmail(value)) return invalid("Invalid email address format.");
  if (name === "phone_number" && !isPhone(value)) return invalid("Invalid phone number format.");
  if (dataType === "Boolean" && value !== "true" && value !== "false") return unfit(`${name}: Not a boolean`);
  if (dataType === "DateTime" && Number.isNaN(Date.parse(value))) return unfit(`${name}: Not a date and time`);
  const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = constraints as Constraints;
  if (dataType === "String" && isOutside(value.length, text?.MinLength, text?.MaxLength)) {
    return unfit(`${name}: String must be of length ${text?.MinLength ?? "0"} to ${text?.MaxLength ?? "2048"}`);
  }
  if (dataType !== "Number") return undefined;
  if (!/^-?\d+$/.test(value)) return unfit(`${name}: Not a number`);
  return isOutside(Number(value), number?.MinValue, number?.MaxValue)
    ? unfit(`${name}: Number out of range`)
    : undefined;
}

interface Constraints {
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string };
  readonly NumberAttributeConstraints?: { readonly MinValue?: string; readonly MaxValue?: string };
}

function isOutside(value: number, least: string | undefined, most: string | undefined): boolean {
  return value < Number(least ?? -Infinity) || value > Number(most ?? Infinity);
}

/** An address that changes without a word on its verification is unverified. */
export function withUnverified(
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
): Record<string, string> {
  const voided = ["email", "phone_number"].filter(
    (name) => name in changes && changes[name] !== before[name] && !(`${name}_verified` in changes),
  );
  return { ...changes, ...Object.fromEntries(voided.map((name) => [`${name}_verified`, "false"])) };
}

/** The attributes that can be a way to sign in. */
const signInAttributes = ["email", "phone_number", "preferred_username"];

/**
 * Makes sure that nobody else signs in by the names of a user.
 * @param mayTake whether an alias may be taken from its holder (ForceAliasCreation)
 * @throws AwsError UsernameExistsException for a new user's, AliasExistsException for a changed one's
 */
export function claimNames(pool: UserPool, user: User, isNew: boolean, mayTake: boolean): void {
  for (const name of signInNames(pool, user)) {
    const holder = findUser(pool, name);
    if (!holder || holder.sub === user.sub) continue;
    const kind = signInAttributes.find((attribute) => user.attributes[attribute] === name);
    const isOwnName = pool.usernameAttributes.length === 0 && foldCase(pool, holder.username) === foldCase(pool, name);
    if (kind === undefined || isOwnName || pool.usernameAttributes.length > 0) {
      throw isNew ? refuse("UsernameExistsException", "User account already exists") : aliasTaken(kind ?? "username");
    }
    if (!mayTake) throw isNew ? refuse("UsernameExistsException", takenText(kind)) : aliasTaken(kind);
    holder.attributes[`${kind}_verified`] = "false";
  }
}

function aliasTaken(kind: string): Error {
  return refuse("AliasExistsException", takenText(kind));
}

function takenText(kind: string): string {
  return `An account with the ${kind} already exists.`;
}
