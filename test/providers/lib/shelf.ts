import { archive, boolean, integer, json, list, map, object, set, string } from "../../../providers/lib/Property.ts";
import { MissingConfigError } from "../../../providers/lib/ProviderDefinition.ts";
import type { ProviderDefinition } from "../../../providers/lib/ProviderDefinition.ts";
import { defineFunction, defineResource } from "../../../providers/lib/ResourceDefinition.ts";

/** The vendor of the tests: a shelf of books in memory, one for each configured name. */
export class Shelf {
  readonly name: string;
  readonly books = new Map<string, Record<string, unknown>>();
  /** The next call fails with it. */
  failure: Error | undefined;

  constructor(name: string) {
    this.name = name;
  }

  attempt(): void {
    const { failure } = this;
    this.failure = undefined;
    if (failure) throw failure;
  }
}

/** A refusal in the vendor's own form. */
export class ShelfError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const book = defineResource<Shelf>()({
  type: "shelf:index/book:Book",
  inputs: {
    title: string({ autoname: { maxLength: 20 }, conflictsWith: "titlePrefix", computed: true, forceNew: true }),
    titlePrefix: string({ computed: true, forceNew: true }),
    shelfMark: string({ required: true, forceNew: true }),
    pages: integer({ default: 100, between: [1, 9999] }),
    language: string({ default: "en", oneOf: ["en", "de"] }),
    authors: set(string()),
    chapters: list(object({ heading: string({ required: true }), length: integer() })),
    notes: map(string()),
    policy: json(),
    edition: integer({ computed: true }),
    lent: boolean(),
    password: string({ secret: true }),
    cover: archive({ unreturned: true }),
    branch: string({ computed: true, forceNew: true }),
  },
  outputs: {
    catalogue: { comparedAs: { kind: "string" } },
    key: { secret: true, onceOnly: true },
    lastRead: {},
  },
  unsupported: ["smell"],
  importedWith: ["shelfMark"],
  plan: ({ branch, language }, shelf) => ({ branch: branch ?? shelf.name, ...(language && { catalogue: language }) }),
  updates: (has) => (has("pages") ? ["lastRead"] : []),
  check: ({ pages, lent }) => (lent && pages === 1 ? [{ path: "lent", reason: "one page is not lent" }] : []),

  async create(shelf, inputs) {
    shelf.attempt();
    const id = `book-${shelf.books.size + 1}`;
    shelf.books.set(id, { ...inputs, edition: inputs.edition ?? 1, title: inputs.title });
    return {
      id,
      view: { key: `key of ${id}` },
      complete: async () => {
        if (inputs.notes?.["complete"] === "fails") throw new ShelfError("Unfinished", "the ink is wet");
      },
    };
  },

  async read(shelf, id, { shelfMark }) {
    const found = shelf.books.get(id);
    if (found === undefined || found["shelfMark"] !== shelfMark) return undefined;
    return { ...found, cover: undefined, branch: shelf.name, catalogue: found["language"], lastRead: "never" };
  },

  async update(shelf, id, { inputs }) {
    shelf.attempt();
    shelf.books.set(id, { ...shelf.books.get(id), ...inputs });
    return inputs.password === undefined ? undefined : { key: `key by ${inputs.password}` };
  },

  async delete(shelf, id) {
    shelf.attempt();
    shelf.books.delete(id);
  },
});

const count = defineFunction<Shelf>()({
  token: "shelf:index/count:count",
  inputs: { language: string() },
  call: async (shelf, { language }) => ({
    count: [...shelf.books.values()].filter((one) => language === undefined || one["language"] === language).length,
    shelf: shelf.name,
  }),
});

/** A package whose shelves the test can look at. */
export function shelfProvider(shelves: Map<string, Shelf>): ProviderDefinition<Shelf> {
  return {
    name: "shelf",
    version: "1.2.3",
    config: { name: string(), limit: integer(), password: string({ secret: true }), old: string() },
    unsupportedConfig: ["old"],
    resources: [book],
    functions: [count],
    connect({ name }) {
      if (typeof name !== "string") throw new MissingConfigError([{ name: "shelf:name", description: "which shelf" }]);
      const shelf = shelves.get(name) ?? new Shelf(name);
      shelves.set(name, shelf);
      return shelf;
    },
    explain: (error) =>
      error instanceof ShelfError ? { code: error.code, message: error.message, status: 409 } : undefined,
  };
}
