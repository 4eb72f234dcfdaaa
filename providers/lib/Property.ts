import type { Archive } from "./PropertyValue.ts";

/** What a property may hold. A `set` is a list whose order says nothing; `json` a JSON text, or the object it stands for. */
export type PropertyType =
  | { readonly kind: "string" | "boolean" | "integer" | "number" | "archive" | "json" }
  | { readonly kind: "list" | "set" | "map"; readonly element: PropertyType }
  | { readonly kind: "object"; readonly fields: Properties };

/** What is said of an input beside its type. */
export interface PropertyOptions<Value> {
  /** Check fails without it. */
  readonly required?: boolean;
  /** What stands where the program says nothing. */
  readonly default?: Value;
  /** Without an input, what the vendor chose stands, and is no difference. */
  readonly computed?: boolean;
  /** A change replaces the resource. */
  readonly forceNew?: boolean;
  readonly secret?: boolean;
  /** For those who use the package: what it means. */
  readonly description?: string;
  /** Only the creation looks at it: a change of it alone is no difference. */
  readonly creationOnly?: boolean;
  /** The vendor may not return it: without its word the state keeps what was asked for. */
  readonly unreturned?: boolean;
  /** The only values that the vendor takes. */
  readonly oneOf?: readonly Value[];
  /** The smallest and the largest number that the vendor takes. */
  readonly between?: readonly [number, number];
  /** Another input that must not be given beside it. */
  readonly conflictsWith?: string;
  /** Without an input it becomes the resource's logical name, a dash and seven hexadecimal digits, at most so long. */
  readonly autoname?: { readonly maxLength: number };
}

/**
 * One input, or one field of an object.
 * @typeParam Value what a resource's functions get
 * @typeParam Present true where they always get it: required, defaulted or named automatically
 */
export interface Property<Value = unknown, Present extends boolean = boolean> extends PropertyOptions<unknown> {
  readonly type: PropertyType;
  /** Carries the types; never set. */
  readonly carries?: { readonly value: Value; readonly present: Present };
}

export type Properties = Readonly<Record<string, Property>>;

type ValueOf<P> = P extends Property<infer Value> ? Value : never;
type PresentNames<P extends Properties> = {
  [Name in keyof P]: P[Name] extends Property<unknown, true> ? Name : never;
}[keyof P];

/** The plain values of checked inputs: secrets revealed, defaults filled in. */
export type ValuesOf<P extends Properties> = {
  readonly [Name in PresentNames<P>]: ValueOf<P[Name]>;
} & {
  readonly [Name in Exclude<keyof P, PresentNames<P>>]?: ValueOf<P[Name]>;
};

type Present<Options> = Options extends { required: true } | { default: unknown } | { autoname: object } ? true : false;

const property =
  <Value>(type: PropertyType) =>
  <const Options extends PropertyOptions<Value>>(options?: Options): Property<Value, Present<Options>> => ({
    type,
    ...options,
  });

export const string = property<string>({ kind: "string" });
export const boolean = property<boolean>({ kind: "boolean" });
export const integer = property<number>({ kind: "integer" });
export const number = property<number>({ kind: "number" });
export const archive = property<Archive>({ kind: "archive" });
export const json = property<string>({ kind: "json" });

export function list<Value, const Options extends PropertyOptions<readonly Value[]>>(
  element: Property<Value>,
  options?: Options,
): Property<readonly Value[], Present<Options>> {
  return { type: { kind: "list", element: element.type }, ...options };
}

export function set<Value, const Options extends PropertyOptions<readonly Value[]>>(
  element: Property<Value>,
  options?: Options,
): Property<readonly Value[], Present<Options>> {
  return { type: { kind: "set", element: element.type }, ...options };
}

export function map<Value, const Options extends PropertyOptions<Readonly<Record<string, Value>>>>(
  element: Property<Value>,
  options?: Options,
): Property<Readonly<Record<string, Value>>, Present<Options>> {
  return { type: { kind: "map", element: element.type }, ...options };
}

export function object<Fields extends Properties, const Options extends PropertyOptions<ValuesOf<Fields>>>(
  fields: Fields,
  options?: Options,
): Property<ValuesOf<Fields>, Present<Options>> {
  return { type: { kind: "object", fields }, ...options };
}
