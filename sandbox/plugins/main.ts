import { serveProvider } from "../../providers/lib/ProviderServer.ts";
import { awsProvider } from "./aws/awsProvider.ts";
import { azureadProvider } from "./azuread/azureadProvider.ts";
import { oktaProvider } from "./okta/oktaProvider.ts";
import { randomProvider } from "./random/randomProvider.ts";

// Serves the bundled plugins until its parent is gone (the end of standard input) or it is told to stop. It prints one
// line of JSON: the port of each package.
const serving = await Promise.all([
  serveProvider(awsProvider).then((server) => ["aws", server] as const),
  serveProvider(azureadProvider).then((server) => ["azuread", server] as const),
  serveProvider(oktaProvider).then((server) => ["okta", server] as const),
  serveProvider(randomProvider).then((server) => ["random", server] as const),
]);

const stop = (): void => {
  void Promise.all(serving.map(([, server]) => server.close())).then(() => process.exit(0));
};
process.stdin.on("end", stop).on("error", stop).resume();
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

const ports = Object.fromEntries(serving.map(([name, { port }]) => [name, port]));
process.stdout.write(`${JSON.stringify(ports)}\n`);
