import { InvalidArgumentError } from "commander";
import { readPort } from "./lib/cli/readPort.ts";
import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "login",
  summary: "Signs a person in at an issuer of a stack, in their own browser, and shows what the tokens say.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .requiredOption("--issuer <name>", "the issuer, by its name in the config")
      .option(
        "--client <name>",
        "the client, by its name in the config, where more than one comes back to this machine",
      )
      .option("--client-id <id>", "instead of a client of the stack: an application that you registered at the issuer")
      .option("--client-secret-file <file>", "the secret of that application, where it has one")
      .option("--redirect-uri <uri>", "where the sign-in comes back to, as it is registered")
      .option("--port <port>", "the redirect URI with this port", readPort)
      .option(
        "--scopes <scopes>",
        "what is asked for, parted by spaces; by default openid and what the client has",
        readScopes,
      )
      .option("--no-browser", "only print the address, and open nothing")
      .option("--save <file>", "keep the session: its refresh token, readable by you alone")
      .option("--json <file>", "write the claims to a file; no token is in it");
    return defined.action((options) =>
      run(async (terminal) => {
        const [
          { proxyFetch },
          { openStack },
          { readStackOutputs },
          { runLogin },
          { describeSignIn },
          { openBrowser },
          { readSecretFile },
          { writeJson },
        ] = await Promise.all([
          import("../lib/proxyFetch.ts"),
          import("./lib/stack/openStack.ts"),
          import("./lib/stack/readStackOutputs.ts"),
          import("./lib/login/runLogin.ts"),
          import("./lib/login/describeSignIn.ts"),
          import("./lib/login/openBrowser.ts"),
          import("./lib/login/readSecretFile.ts"),
          import("./lib/writeJson.ts"),
        ]);
        const { stack, configFile, issuer, client, clientId, clientSecretFile, redirectUri, port, scopes } = options;
        const clientSecret = clientSecretFile === undefined ? undefined : await readSecretFile(clientSecretFile);
        terminal.progress("Reading the stack's outputs …");
        const outputs = await readStackOutputs(await openStack({ stack, configFile, terminal }));
        const report = await runLogin(outputs, {
          choice: { issuer, client, clientId, clientSecret, redirectUri, port, scopes },
          save: options.save,
          fetch: proxyFetch,
          signal: terminal.signal,
          note: (line) => terminal.note(line),
          openBrowser: options.browser ? (url) => openBrowser(url) : undefined,
        });
        for (const line of describeSignIn(report)) terminal.out(line);
        if (options.save !== undefined) terminal.out(`Session: ${options.save}`);
        if (options.json !== undefined) await writeJson(options.json, report, 0o600);
        return 0;
      }),
    );
  },
};
export default command;

function readScopes(text: string): readonly string[] {
  const scopes = text.split(/\s+/).filter(Boolean);
  if (!scopes.includes("openid")) throw new InvalidArgumentError("Without openid there is no ID token to show.");
  return scopes;
}
