import { runPlugin } from "../lib/runPlugin.ts";
import { jumpcloudProvider } from "./jumpcloudProvider.ts";

await runPlugin(jumpcloudProvider);
