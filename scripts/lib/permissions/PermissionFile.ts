/** A file to apply, or to read. */
export interface PermissionFile {
  /** Within the folder. */
  readonly name: string;
  readonly text: string;
}

/** @returns with two spaces and a line break at the end */
export function jsonFile(name: string, value: unknown): PermissionFile {
  return { name, text: `${JSON.stringify(value, null, 2)}\n` };
}
