import { serveProvider } from "../lib/ProviderServer.ts";
import { jumpcloudProvider } from "./jumpcloudProvider.ts";

/** How often to look whether the engine is still there, in milliseconds. */
const lookEvery = 1000;

const provider = await serveProvider(jumpcloudProvider);
process.stdout.write(`${provider.port}\n`);

const stop = (): void => {
  void provider.close().then(() => process.exit(0));
};
process.on("SIGTERM", stop);

// An engine that was killed tells nobody; its children then get another parent.
const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine) stop();
}, lookEvery).unref();
