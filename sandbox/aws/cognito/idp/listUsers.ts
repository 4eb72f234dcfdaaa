import { z } from "zod";
import type { AwsCall } from "../../AwsService.ts";
import { nameOf } from "../find.ts";
import type { User, UserPool } from "../state.ts";
import { requirePool } from "./lookup.ts";
import { attributeName, inPool, nextToken, wholeNumber } from "./members.ts";
import { pageOf } from "./page.ts";
import { readRequest } from "./readRequest.ts";
import { invalid } from "./refusals.ts";
import { attributesJson, statusJson } from "./userJson.ts";

const listInput = inPool.extend({
  AttributesToGet: z.array(attributeName).optional(),
  Limit: wholeNumber(0, 60).default(60),
  PaginationToken: nextToken.optional(),
  Filter: z.string().max(256).default(""),
});

export function listUsers(call: AwsCall, input: unknown): object {
  const given = readRequest(input, listInput);
  const pool = requirePool(call, given.UserPoolId);
  const matches = parseFilter(pool, given.Filter);
  const found = Object.values(pool.users).filter(matches);
  const { items, next } = pageOf(found, given.Limit || 60, given.PaginationToken);
  return { Users: items.map((user) => describe(pool, user, given.AttributesToGet)), PaginationToken: next };
}

function describe(pool: UserPool, user: User, wanted: readonly string[] | undefined): object {
  const shown = attributesJson(user).filter(({ Name }) => wanted?.includes(Name) ?? true);
  return { Username: nameOf(pool, user), Attributes: shown, ...statusJson(user) };
}

const searchable = ["email", "phone_number", "name", "given_name", "family_name", "preferred_username", "sub"];
const filterForm = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/**
 * A filter of the form `attribute = "value"` or, for the beginning, `attribute ^= "value"` (Amazon Cognito user pools API
 * reference, ListUsers); an empty one lets everybody through.
 * @throws AwsError InvalidParameterException, whose words AWS does not document
 */
function parseFilter(pool: UserPool, filter: string): (user: User) => boolean {
  if (filter.trim() === "") return () => true;
  const [, name = "", operator, escaped = ""] = filterForm.exec(filter) ?? [];
  const read = valueReader(pool, name);
  if (operator === undefined || !read) throw invalid(`Error while parsing filter: ${filter}`);
  const wanted = escaped.replaceAll(/\\(.)/g, "$1");
  return (user) => {
    const value = read(user);
    if (value === undefined) return false;
    if (name === "cognito:user_status") return matchesText(value.toLowerCase(), operator, wanted.toLowerCase());
    return matchesText(value, operator, wanted);
  };
}

function matchesText(value: string, operator: string, wanted: string): boolean {
  return operator === "=" ? value === wanted : value.startsWith(wanted);
}

function valueReader(pool: UserPool, name: string): ((user: User) => string | undefined) | undefined {
  if (name === "username") return (user) => nameOf(pool, user);
  if (name === "cognito:user_status") return ({ status }) => status;
  if (name === "status") return ({ enabled }) => (enabled ? "Enabled" : "Disabled");
  if (name === "sub") return ({ sub }) => sub;
  return searchable.includes(name) ? ({ attributes }) => attributes[name] : undefined;
}
