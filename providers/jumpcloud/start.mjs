import { startPlugin } from "../lib/startPlugin.mjs";

await startPlugin("jumpcloud", new URL("main.ts", import.meta.url));
