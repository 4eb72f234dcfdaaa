import findMyWay, { type HTTPMethod } from "find-my-way";
import type { SandboxResponse } from "../Vendor.ts";

/** The parameters of a path template: `/a/:id/b/:name` gives `id` and `name`, a trailing `*` gives `*`. */
export type PathParameters<Path extends string> = string extends Path
  ? Record<string, string>
  : Record<ParameterNames<Path>, string>;

type ParameterNames<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? ParameterName<Segment> | ParameterNames<Rest>
  : ParameterName<Path>;

type ParameterName<Segment extends string> = Segment extends `:${infer Name}`
  ? Name
  : Segment extends "*"
    ? "*"
    : never;

/** Answers one operation of a vendor. `Call` is whatever the vendor hands to all its handlers. */
export type OperationHandler<Call, Parameters = Record<string, string>> = (
  call: Call,
  params: Parameters,
) => SandboxResponse | Promise<SandboxResponse>;

/** The operation that a method and path name. */
export interface FoundOperation<Call> {
  /** The vendor's own name of it, as its API reference has it; faults are asked for by this name. */
  readonly operation: string;
  /** The path's parameters, percent-decoded. */
  readonly params: Record<string, string>;
  readonly handler: OperationHandler<Call>;
}

/** AWS puts ARNs into paths; the router's own limit is 100 characters. */
const longestParameter = 4096;

/** Which operation of a vendor's API answers to a method and path. */
export class OperationTable<Call> {
  readonly #router = findMyWay({ maxParamLength: longestParameter });
  readonly #operations = new Set<string>();

  /**
   * Adds an operation. Throws when another one has the same method and path.
   * @param path a template: `:name` is one segment, a trailing `*` is the rest; a colon of the path itself is `::`
   * @param operation may stand for several paths
   */
  on<const Path extends string>(
    method: HTTPMethod,
    path: Path,
    operation: string,
    handler: OperationHandler<Call, PathParameters<Path>>,
  ): this {
    const found: Omit<FoundOperation<Call>, "params"> = { operation, handler: handler as OperationHandler<Call> };
    this.#router.on(method, path, neverCalled, found);
    this.#operations.add(operation);
    return this;
  }

  /**
   * @param path percent-encoded as in the request; a query is ignored
   * @returns undefined when there is no such operation, or when the path's percent-encoding is broken
   */
  find(method: string, path: string): FoundOperation<Call> | undefined {
    const found = this.#router.find(method as HTTPMethod, path);
    // The router answers to a broken path with a route that has no store.
    const operation = found?.store as Omit<FoundOperation<Call>, "params"> | null | undefined;
    if (!found || !operation) return undefined;
    return { ...operation, params: { ...(found.params as Record<string, string>) } };
  }

  /** The names of all operations, for support matrices and for faults that name one. */
  get operations(): readonly string[] {
    return [...this.#operations].sort();
  }
}

/** The router wants a handler of its own shape; what is to be called travels in the route's store. */
function neverCalled(): void {
  return;
}
