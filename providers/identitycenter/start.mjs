import { startPlugin } from "../lib/startPlugin.mjs";

await startPlugin("identitycenter", new URL("main.ts", import.meta.url));
