import { runPlugin } from "../lib/runPlugin.ts";
import { identityCenterProvider } from "./identityCenterProvider.ts";

await runPlugin(identityCenterProvider);
