import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { sortedByKey } from "../../lib/sortedByKey.ts";
import type { AccessTable } from "./authorizer/decideAccess.mjs";

const codeFolder = join(import.meta.dirname, "authorizer");

/** Its one dependency: what it imports of jose, with the package's licence. */
const library = dirname(dirname(dirname(fileURLToPath(import.meta.resolve("jose")))));
const libraryFiles = ["package.json", "LICENSE.md"];

/**
 * The Lambda authorizer's code with the table that it decides by. The same table gives the same archive, in whatever
 * order its entries came.
 */
export function authorizerArchive({ issuers, routes }: AccessTable): pulumi.asset.AssetArchive {
  const table: AccessTable = { issuers: inOrder(issuers), routes: inOrder(routes) };
  const code = readdirSync(codeFolder).filter((file) => file.endsWith(".mjs") && !file.endsWith(".d.mts"));
  return new pulumi.asset.AssetArchive({
    "config.json": new pulumi.asset.StringAsset(`${JSON.stringify(table, undefined, 2)}\n`),
    ...Object.fromEntries(code.sort().map((file) => [file, new pulumi.asset.FileAsset(join(codeFolder, file))])),
    ...Object.fromEntries(
      libraryFiles.map((file) => [`node_modules/jose/${file}`, new pulumi.asset.FileAsset(join(library, file))]),
    ),
    "node_modules/jose/dist/webapi": new pulumi.asset.FileArchive(join(library, "dist", "webapi")),
  });
}

function inOrder<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(sortedByKey(Object.entries(record)));
}
