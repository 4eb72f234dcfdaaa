import type { z } from "zod";
import { read } from "../ssoAdmin/members.ts";
import { invalid } from "../ssoAdmin/refusals.ts";
import { type attributeOperations, userAttributes, userName } from "./members.ts";
import type { StoreUser } from "./state.ts";

type Operations = z.output<typeof attributeOperations>;

/**
 * A user with attributes set, or taken away where an operation has no value. Paths are those of the directory's schema
 * (`displayName`, `name.givenName`, `emails`), and so are the names inside a value.
 * @throws AwsError ValidationException
 */
export function changeUser(user: StoreUser, operations: Operations): Pick<StoreUser, "userName" | "attributes"> {
  let name = user.userName;
  const attributes = structuredClone(user.attributes) as Record<string, unknown>;
  for (const { AttributePath, AttributeValue } of operations) {
    const [member = "", part, ...rest] = AttributePath.split(".").map(capital);
    const value = capitalKeys(AttributeValue ?? undefined);
    if (member === "UserName" && part === undefined) name = read(value, userName);
    else if (rest.length > 0 || (part !== undefined && member !== "Name")) throw unknownPath(AttributePath);
    else if (part === undefined) attributes[member] = value;
    else attributes[member] = { ...(attributes[member] as object | undefined), [part]: value };
  }
  const unknown = Object.keys(attributes).find((member) => !Object.hasOwn(userAttributes.shape, member));
  if (unknown !== undefined) throw unknownPath(unknown);
  const kept = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return { userName: name, attributes: read(Object.fromEntries(kept), userAttributes.partial()) };
}

function unknownPath(path: string): ReturnType<typeof invalid> {
  return invalid(`The attribute path ${path} is not supported.`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function capitalKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [capital(key), capitalKeys(one)]));
}
