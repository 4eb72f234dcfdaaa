import type { Properties, PropertyType, ValuesOf } from "./Property.ts";
import type { PropertyMap } from "./PropertyValue.ts";

/** What the vendor says of an object, by property name; what is undefined, the object does not have. */
export type View = Readonly<Record<string, unknown>>;

/** An object that now exists at the vendor. */
export interface Created {
  readonly id: string;
  /** What only the answer to the creation tells, such as a client's secret. */
  readonly view?: View;
  /** The steps that remain. When one fails, the engine records the object as created but not ready, and goes on later. */
  complete?(): Promise<void>;
}

/** What differs between the state and the inputs of an update. */
export interface Change<Inputs extends Properties> {
  readonly inputs: ValuesOf<Inputs>;
  /** What the state last said, inputs and outputs; plain values. */
  readonly old: Partial<ValuesOf<Inputs>> & View;
  /** True where this top-level input differs. */
  readonly has: (name: keyof Inputs & string) => boolean;
}

/** An output that is no input. */
export interface OutputProperty {
  readonly secret?: boolean;
  /** For the package's schema; unless given, anything. */
  readonly type?: PropertyType;
  /** For the package's schema: what it means. */
  readonly description?: string;
  /** Only the creation, or an update, tells it: a later reading keeps what the state has. */
  readonly onceOnly?: boolean;
  /** `plan` tells it beforehand, and it is compared like an input of this type. */
  readonly comparedAs?: PropertyType;
}

/** Where an object is: its id, and the inputs that the id alone does not tell, such as what it belongs to. */
export interface Located {
  readonly id: string;
  readonly parents: PropertyMap;
}

/**
 * One resource type: its inputs and outputs as the published SDK names them, and the calls that make them true. The
 * functions work with plain values; secrets, unknowns, defaults, checks and differences are the provider server's part.
 */
export interface ResourceDefinition<Client, Inputs extends Properties = Properties> {
  /** The token: `package:module/file:Type`. */
  readonly type: string;
  /** For the package's schema: what it stands for. */
  readonly description?: string;
  readonly inputs: Inputs;
  readonly outputs: Readonly<Record<string, OutputProperty>>;
  /** Inputs of the published provider that this one cannot set: it refuses them rather than drop them. */
  readonly unsupported?: readonly string[];
  /** A replacement deletes first even where the name is free. */
  readonly deleteBeforeReplace?: boolean;
  /** The inputs that precede the id, slash between, when an existing object is imported: `apiId/authorizerId`. */
  readonly importedWith?: readonly (keyof Inputs & string)[];
  /** Takes an import's id apart where it has another form than that. Throws an Error that tells the form. */
  importedAs?(id: string): Located;
  /** Faults that only several inputs together show; unknown inputs are absent. */
  check?: (inputs: Partial<ValuesOf<Inputs>>) => readonly InputFault[];
  /**
   * Outputs, and computed inputs, that are known before the vendor is asked. In a difference they count as inputs.
   * @param old what the state last said; absent for a new resource
   */
  plan?(inputs: Partial<ValuesOf<Inputs>>, client: Client, old?: View): View;
  /** Outputs that an update of these inputs makes unknown until it ran. */
  updates?(has: (name: keyof Inputs & string) => boolean): readonly string[];
  create(client: Client, inputs: ValuesOf<Inputs>): Promise<Created>;
  /**
   * @param known what is known so far: the state, or the inputs, or what an import's id names
   * @returns undefined where the object does not exist (any more)
   */
  read(client: Client, id: string, known: Partial<ValuesOf<Inputs>> & View): Promise<View | undefined>;
  /**
   * Absent where every input forces a replacement.
   * @returns what only the answer tells, as after a creation
   */
  update?(client: Client, id: string, change: Change<Inputs>): Promise<View | undefined>;
  /** Deleting what is not there (any more) succeeds. */
  delete(client: Client, id: string, old: Partial<ValuesOf<Inputs>> & View): Promise<void>;
}

export interface InputFault {
  /** Such as `jwtConfiguration.audiences[0]`. */
  readonly path: string;
  readonly reason: string;
}

/** One function of a package, such as `aws:index/getRegion:getRegion`. */
export interface FunctionDefinition<Client, Inputs extends Properties = Properties> {
  readonly token: string;
  /** For the package's schema: what it answers. */
  readonly description?: string;
  readonly inputs: Inputs;
  /** For the package's schema: what the answer holds. */
  readonly outputs?: Readonly<Record<string, OutputProperty>>;
  call(client: Client, inputs: ValuesOf<Inputs>): Promise<View>;
}

/** A definition of any inputs, as a provider's table holds it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- inputs are contravariant here; the server checks them
export type AnyResource<Client> = ResourceDefinition<Client, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
export type AnyFunction<Client> = FunctionDefinition<Client, any>;

/** Types a definition by its own inputs. */
export const defineResource =
  <Client>() =>
  <Inputs extends Properties>(definition: ResourceDefinition<Client, Inputs>): AnyResource<Client> =>
    definition;

export const defineFunction =
  <Client>() =>
  <Inputs extends Properties>(definition: FunctionDefinition<Client, Inputs>): AnyFunction<Client> =>
    definition;
