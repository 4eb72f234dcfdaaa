/** A value that is not known before the update runs. */
export const unknownValue = Symbol("unknown");

/** A value that the engine must keep encrypted. */
export class Secret {
  readonly value: PropertyValue;

  constructor(value: PropertyValue) {
    this.value = value;
  }
}

/** A file, by its text, its path or its address; only its hash where the engine holds the contents back. */
export class Asset {
  readonly hash: string | undefined;
  readonly text: string | undefined;
  readonly path: string | undefined;
  readonly uri: string | undefined;

  constructor(from: { hash?: string; text?: string; path?: string; uri?: string }) {
    this.hash = from.hash;
    this.text = from.text;
    this.path = from.path;
    this.uri = from.uri;
  }
}

/** Files by their names, or a folder or archive by its path or address; only its hash where the contents are held back. */
export class Archive {
  readonly hash: string | undefined;
  readonly assets: Readonly<Record<string, Asset | Archive>> | undefined;
  readonly path: string | undefined;
  readonly uri: string | undefined;

  constructor(from: { hash?: string; assets?: Record<string, Asset | Archive>; path?: string; uri?: string }) {
    this.hash = from.hash;
    this.assets = from.assets;
    this.path = from.path;
    this.uri = from.uri;
  }
}

/** What a resource's property can hold. */
export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | typeof unknownValue
  | Secret
  | Asset
  | Archive
  | readonly PropertyValue[]
  | PropertyMap;

export interface PropertyMap {
  readonly [name: string]: PropertyValue;
}

/** True for a plain object of properties: none of the special values, no array. */
export function isPropertyMap(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Secret) &&
    !(value instanceof Asset) &&
    !(value instanceof Archive)
  );
}
