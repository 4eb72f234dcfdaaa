import { expectedName } from "../../../../lib/suggest.ts";
import type { CognitoIssuerModel } from "../../../../trust/TrustModel.ts";
import type { Entry, Fields, Tell } from "../file/Entry.ts";
import { isListOfTexts, readEntries } from "../file/readEntries.ts";
import type { Delivery, PoolPerson } from "./PoolPerson.ts";

/** What holds for people of whom the file says nothing else. */
export interface PoolDefaults {
  readonly delivery: Delivery;
  readonly permanent: boolean;
}

type Pool = Pick<CognitoIssuerModel, "signIn" | "groups">;

const names = ["name", "given_name", "family_name"] as const;
const deliveries: readonly string[] = ["invitation", "password"] satisfies readonly Delivery[];

/** Amazon Cognito user pools API reference, AttributeType and AdminCreateUser. */
const longestAttribute = 2048;
const longestUsername = 128;

/**
 * Reads a file of people for a user pool, and checks it whole. Everybody needs an email address: the stack's pools ask for it.
 * @param pool as it is deployed
 * @throws CrosstrustError USAGE with every fault of the file and its line; nothing was asked of anybody by then
 */
export async function readPoolPeople(file: string, pool: Pool, defaults: PoolDefaults): Promise<readonly PoolPerson[]> {
  const signIn = pool.signIn[0] === "username" ? ["username"] : pool.signIn;
  const entries = await readEntries(file, {
    fields: fieldsOf(pool),
    check: (entry, tell) => checkEntry(entry, pool, tell),
    // A pool without regard to case, as the stack's are. Relying parties take people for their address.
    unique: [...new Set([...signIn, "email"])],
  });
  return entries.map(({ fields }) => toPerson(fields, signInField(pool), defaults));
}

function fieldsOf({ signIn }: Pool): Fields {
  const own = signIn.includes("username") ? ["username"] : [];
  const phone = signIn.every((kind) => kind === "phone_number") ? ["phone_number"] : [];
  return {
    texts: [...own, "email", "phone_number", ...names, "delivery"],
    flags: ["permanent"],
    lists: ["groups"],
    required: [...own, "email", ...phone],
  };
}

/** What becomes the user name of an account: of two kinds of address, the email address. */
function signInField({ signIn }: Pool): "username" | "email" | "phone_number" {
  return (["username", "email", "phone_number"] as const).find((kind) => signIn.includes(kind)) ?? "email";
}

function checkEntry(entry: Entry["fields"], pool: Pool, tell: Tell): void {
  for (const name of ["email", "phone_number", ...names]) {
    const value = entry[name];
    if (typeof value === "string" && value.length > longestAttribute) {
      tell(`"${name}" is too long.`, `at most ${longestAttribute} characters`);
    }
  }
  const { username, email, phone_number: phone, groups, delivery, permanent } = entry;
  if (typeof email === "string" && email !== "" && !/^[^\s@\p{Cf}]+@[^\s@.\p{Cf}]+(\.[^\s@.\p{Cf}]+)+$/u.test(email)) {
    tell(`${JSON.stringify(email)} is no email address.`, "an address such as ann@acme.example");
  }
  // E.164, which Cognito asks for (Amazon Cognito developer guide, "Working with user attributes").
  if (typeof phone === "string" && phone !== "" && !/^\+[1-9]\d{1,14}$/.test(phone)) {
    tell(`${JSON.stringify(phone)} is no phone number.`, "a number such as +4930123456: +, country code, digits alone");
  }
  // AdminCreateUser, Username.
  if (typeof username === "string" && username !== "" && !/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(username)) {
    tell(`Cognito takes no user name ${JSON.stringify(username)}.`, "letters, digits and signs, without spaces");
  }
  const name = entry[signInField(pool)];
  if (typeof name === "string" && name.length > longestUsername) {
    tell("The name to sign in with is too long.", `at most ${longestUsername} characters`);
  }
  checkGroups(groups, pool, tell);
  if (typeof delivery === "string" && !deliveries.includes(delivery)) {
    tell(`There is no delivery ${JSON.stringify(delivery)}.`, expectedName(delivery, deliveries));
  }
  if (delivery === "invitation" && permanent === true) {
    tell("The password of an invitation cannot be permanent.", "delivery password, or permanent false");
  }
}

function checkGroups(groups: unknown, pool: Pool, tell: Tell): void {
  if (!isListOfTexts(groups)) return;
  for (const group of new Set(groups)) {
    if (!Object.hasOwn(pool.groups, group)) {
      tell(`The pool has no group ${JSON.stringify(group)}.`, expectedName(group, Object.keys(pool.groups)));
    }
  }
}

function toPerson(entry: Entry["fields"], nameField: string, defaults: PoolDefaults): PoolPerson {
  const text = (name: string): string | undefined => entry[name] as string | undefined;
  const said = ["email", "phone_number", ...names].flatMap((name) => {
    const value = text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const addresses = said.filter(([name]) => name === "email" || name === "phone_number");
  const groups = entry["groups"] as readonly string[] | undefined;
  const delivery = (text("delivery") as Delivery | undefined) ?? deliveryOf(entry["permanent"], defaults);
  return {
    username: text(nameField) ?? "",
    attributes: Object.fromEntries([...said, ...addresses.map(([name]) => [`${name}_verified`, "true"] as const)]),
    ...(groups !== undefined && { groups: [...new Set(groups)].sort() }),
    delivery,
    permanent: delivery === "password" && ((entry["permanent"] as boolean | undefined) ?? defaults.permanent),
  };
}

/** A file that says that the password is permanent says that there is one to hand over. */
function deliveryOf(permanent: unknown, defaults: PoolDefaults): Delivery {
  return permanent === true ? "password" : defaults.delivery;
}
