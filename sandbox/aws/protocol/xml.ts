/** What an XML element may hold: text, child elements, or a list, whose items are `member` elements. */
export type XmlValue =
  string | number | boolean | undefined | Repeated | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** Items that each become an element of the member's own name, with no element around them all. */
export class Repeated {
  readonly items: readonly XmlValue[];

  constructor(items: readonly XmlValue[]) {
    this.items = items;
  }
}

/** Writes a value as the content of an element, as the AWS query protocol does; an undefined member is left out. */
export function xmlContent(value: XmlValue): string {
  if (value === undefined) return "";
  if (typeof value !== "object") return escapeXml(String(value));
  if (value instanceof Repeated) return value.items.map(xmlContent).join("");
  const members: [string, XmlValue][] = isList(value) ? value.map((item) => ["member", item]) : Object.entries(value);
  return members.map(([name, member]) => xmlElement(name, member)).join("");
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function xmlElement(name: string, value: XmlValue): string {
  if (value instanceof Repeated) return value.items.map((item) => xmlElement(name, item)).join("");
  return value === undefined ? "" : `<${name}>${xmlContent(value)}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
