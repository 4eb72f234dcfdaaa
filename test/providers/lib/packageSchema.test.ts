import assert from "node:assert/strict";
import { packageSchema } from "../../../providers/lib/packageSchema.ts";
import { jumpcloudProvider } from "../../../providers/jumpcloud/jumpcloudProvider.ts";
import { shelfProvider } from "./shelf.ts";

type Json = Readonly<Record<string, unknown>>;
interface Schema {
  readonly name: string;
  readonly version: string;
  readonly config: { readonly variables: Readonly<Record<string, Json>> };
  readonly resources: Readonly<Record<string, Record<string, Readonly<Record<string, Json>>>>>;
  readonly functions: Readonly<Record<string, Json>>;
  readonly types: Readonly<Record<string, Json>>;
}

describe("packageSchema", () => {
  it("says of a resource what its definition does", () => {
    const schema = packageSchema(shelfProvider(new Map())) as Schema;
    assert.deepEqual([schema.name, schema.version], ["shelf", "1.2.3"]);
    assert.deepEqual(schema.config.variables["password"], { type: "string", secret: true });
    const book = schema.resources["shelf:index/book:Book"];
    assert.deepEqual(book?.["requiredInputs"], ["shelfMark"]);
    assert.deepEqual(book["required"], ["title", "shelfMark", "pages", "language"]);
    const { inputProperties = {}, properties = {} } = book;
    assert.deepEqual(inputProperties["shelfMark"], { type: "string", willReplaceOnChanges: true });
    assert.deepEqual(inputProperties["pages"], { type: "integer", default: 100 });
    assert.deepEqual(inputProperties["authors"], { type: "array", items: { type: "string" } });
    assert.deepEqual(inputProperties["notes"], { type: "object", additionalProperties: { type: "string" } });
    assert.deepEqual(inputProperties["cover"], { $ref: "pulumi.json#/Archive" });
    const chapters = { type: "array", items: { $ref: "#/types/shelf:index%2FbookChapters:BookChapters" } };
    assert.deepEqual(inputProperties["chapters"], chapters);
    assert.deepEqual(schema.types["shelf:index/bookChapters:BookChapters"], {
      type: "object",
      properties: { heading: { type: "string" }, length: { type: "integer" } },
      required: ["heading"],
    });
    assert.deepEqual(properties["key"], { $ref: "pulumi.json#/Any", secret: true });
    assert.deepEqual(properties["catalogue"], { type: "string" });
    assert.deepEqual(schema.functions["shelf:index/count:count"]?.["inputs"], {
      type: "object",
      properties: { language: { type: "string" } },
      required: [],
    });
  });

  it("marks the secrets of the jumpcloud package, and what they may lack in the state", () => {
    const { resources } = packageSchema(jumpcloudProvider) as Schema;
    const provider = resources["jumpcloud:index/identityProvider:IdentityProvider"];
    assert.equal(provider?.["properties"]?.["clientSecret"]?.["secret"], true);
    assert.deepEqual(provider["requiredInputs"], ["name", "type", "url", "clientId", "clientSecret"]);
    assert.deepEqual(provider["required"], ["name", "type", "url", "clientId"]);
  });
});
