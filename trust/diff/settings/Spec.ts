import type { PublicJwk } from "../../TrustModel.ts";
import type { Effect } from "../AccessDiff.ts";

type Scalar = string | number | boolean;

/** What a change of a value does; either is undefined where the value was not there, or is gone. */
export type EffectOf = (before: unknown, after: unknown) => Effect;

/** A value, or a list of values. */
export interface Leaf {
  readonly words: string;
  readonly effect: EffectOf;
}

/** A thing that comes and goes as a whole; its values are told with it, its parts beside it. */
export interface Part {
  readonly noun: string;
  /** What it does that there is one more; one less does the contrary. */
  readonly added: Effect;
}

/** A thing with parts of other names; without a noun, it is told by its values alone. */
export interface Fields {
  readonly part?: Part;
  readonly fields: Readonly<Record<string, Spec>>;
}

/** Things by name, or a list of them that goes by one of their values. */
export interface Each {
  readonly each: Spec;
}

export type Spec = Leaf | Fields | Each;

type Member<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;
type KeyOf<T> = T extends unknown ? keyof T : never;

/**
 * What is said of each part of a type of the model. Of a type with a new part it asks for words on that, when it is
 * compiled; so nothing comes into the model that a diff could only show nameless.
 */
export type SpecOf<T> = Built<NonNullable<T>>;

type Built<T> = [T] extends [Scalar | readonly Scalar[]]
  ? Leaf
  : [T] extends [PublicJwk]
    ? Fields
    : [T] extends [readonly (infer Element extends object)[]]
      ? { readonly each: SpecOf<Element> }
      : string extends KeyOf<T>
        ? { readonly each: SpecOf<Member<T, string>> }
        : { readonly part?: Part; readonly fields: { readonly [K in KeyOf<T>]-?: SpecOf<Member<T, K>> } };
