import type { ProviderDefinition } from "./ProviderDefinition.ts";
import { serveProvider } from "./ProviderServer.ts";

/** How often to look whether the engine is still there, in milliseconds. */
const lookEvery = 1000;

/** Serves a package from this process, as an engine that started it wants: prints the port, and ends with the engine. */
export async function runPlugin<Client>(definition: ProviderDefinition<Client>): Promise<void> {
  const provider = await serveProvider(definition);
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
}
