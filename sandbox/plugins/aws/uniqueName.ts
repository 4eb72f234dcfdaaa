/** What Terraform appends to a prefix: a time of 18 digits and a counter of 8 hexadecimal ones. */
const suffix = /^(.*)\d{18}[0-9a-f]{8}$/s;

let counter = 0;

/** A name that begins with the prefix and was not given before, in the published provider's form. */
export function uniqueName(prefix: string): string {
  const time = new Date().toISOString().replaceAll(/[-:T.Z]/g, "");
  counter = (counter + 1) % 0xffffffff;
  return `${prefix}${time.padEnd(18, "0")}${counter.toString(16).padStart(8, "0")}`;
}

/** The prefix that a name was made from; empty for a name that was given whole. */
export function prefixOf(name: string): string {
  return suffix.exec(name)?.[1] ?? "";
}
