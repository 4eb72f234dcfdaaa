import { z } from "zod";
import { invalid, missing } from "../ssoAdmin/refusals.ts";

const external = z.strictObject({ Issuer: z.string().min(1).max(100), Id: z.string().min(1).max(256) });
const attribute = z.strictObject({ AttributePath: z.string().min(1).max(255), AttributeValue: z.string() });

export const alternateIdentifier = z.union([
  z.strictObject({ ExternalId: external }),
  z.strictObject({ UniqueAttribute: attribute }),
]);

type AlternateIdentifier = z.output<typeof alternateIdentifier>;

/**
 * The one object that an identifier stands for.
 * @param attributes reads what each path that is unique stands for; paths do not care about case
 * @throws AwsError ResourceNotFoundException, ValidationException for another path and for a value that several objects
 *   have, for which the API has no answer. Nothing here has an external id: none comes by SCIM
 */
export function findBy<Item>(
  items: readonly Item[],
  identifier: AlternateIdentifier,
  kind: string,
  attributes: Readonly<Record<string, (item: Item) => string | undefined>>,
): Item {
  if ("ExternalId" in identifier) throw missing(`${kind} not found.`);
  const { AttributePath, AttributeValue } = identifier.UniqueAttribute;
  const path = Object.keys(attributes).find((one) => one.toLowerCase() === AttributePath.toLowerCase());
  const read = path === undefined ? undefined : attributes[path];
  if (!read) throw invalid(`The attribute path ${AttributePath} is not a unique attribute of a ${kind}.`);
  const found = items.filter((item) => read(item)?.toLowerCase() === AttributeValue.toLowerCase());
  const [first] = found;
  if (first === undefined) throw missing(`${kind} not found.`);
  if (found.length > 1) throw invalid(`More than one ${kind} has this ${AttributePath}.`);
  return first;
}
