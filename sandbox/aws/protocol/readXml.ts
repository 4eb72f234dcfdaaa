import { parseXML } from "@aws-sdk/xml-builder";
import { withoutKeys } from "../../../lib/withoutKeys.ts";
import { AwsError } from "./AwsError.ts";

/**
 * The members of a request's XML body: an element's text, or its child elements by name, in a list where there are
 * several of a name.
 * @param root the name of the outermost element
 * @returns no members for an empty body
 * @throws AwsError MalformedXML
 */
export function readXml(body: Buffer, root: string): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  const content = (parse(body.toString("utf8")) as Readonly<Record<string, unknown>>)[root];
  if (content === "") return {};
  if (typeof content !== "object" || content === null) throw malformed();
  return withoutKeys(content as Readonly<Record<string, unknown>>, ["xmlns"]);
}

/** The items of a list element, `{ Tag: [...] }`, whether there are none, one or many of them. */
export function listItems(value: unknown, name: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const items = (value as Readonly<Record<string, unknown>>)[name];
  return items === undefined ? [] : [items].flat();
}

function parse(text: string): unknown {
  try {
    return parseXML(text);
  } catch {
    throw malformed();
  }
}

function malformed(): AwsError {
  return new AwsError(
    400,
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}
