import { readFileSync } from "node:fs";
import { createHandler } from "./createHandler.mjs";
import { KeyCache } from "./KeyCache.mjs";

/** @type {import("./decideAccess.mjs").AccessTable} */
const table = JSON.parse(readFileSync(new URL("config.json", import.meta.url), "utf8"));
const keys = new KeyCache();

export const handler = createHandler({ table, findKey: (issuer, kid) => keys.find(issuer, kid) });
