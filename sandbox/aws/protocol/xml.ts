/** What an XML element may hold: text, child elements, or a list, whose items are `member` elements. */
export type XmlValue =
  string | number | boolean | undefined | readonly XmlValue[] | { readonly [name: string]: XmlValue };

/** Writes a value as the content of an element, as the AWS query protocol does; an undefined member is left out. */
export function xmlContent(value: XmlValue): string {
  if (value === undefined) return "";
  if (typeof value !== "object") return escapeXml(String(value));
  const members: [string, XmlValue][] = isList(value) ? value.map((item) => ["member", item]) : Object.entries(value);
  return members.map(([name, member]) => xmlElement(name, member)).join("");
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function xmlElement(name: string, value: XmlValue): string {
  return value === undefined ? "" : `<${name}>${xmlContent(value)}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
