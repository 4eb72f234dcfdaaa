import { serveProvider } from "../../providers/lib/ProviderServer.ts";
import { awsProvider } from "./aws/awsProvider.ts";
import { oktaProvider } from "./okta/oktaProvider.ts";

// Serves the bundled plugins until its parent is gone (the end of standard input) or it is told to stop. It prints one
// line of JSON: the port of each package.
const [aws, okta] = await Promise.all([serveProvider(awsProvider), serveProvider(oktaProvider)]);

const stop = (): void => {
  void Promise.all([aws.close(), okta.close()]).then(() => process.exit(0));
};
process.stdin.on("end", stop).on("error", stop).resume();
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

process.stdout.write(`${JSON.stringify({ aws: aws.port, okta: okta.port })}\n`);
