import { InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "data-access",
  summary: "Exchanges a person's fresh ID token for AWS credentials that open a place in S3, as it is granted.",
  define(command, run) {
    const defined = command
      .argument("<s3-uri>", "a prefix, s3://bucket/prefix, or with --object one key")
      .argument("[command...]", "behind `--`: a program to run with the credentials in its environment")
      .addOption(stackOption())
      .addOption(configFileOption())
      .option("--for <name>", "the relying party of kind s3-access-grants, where there is more than one")
      .addOption(
        new Option("--permission <permission>", "what to do there")
          .choices(["READ", "WRITE", "READWRITE"] as const)
          .default("READ" as const),
      )
      .option("--object", "the URI is one object's, not a prefix", false)
      .option(
        "--duration-minutes <minutes>",
        "how long the credentials last: 15 to 720; an hour unless given",
        readMinutes,
      )
      .option("--session <file>", "a session that `npm run login -- --save` wrote, for an ID token without a browser")
      .option("--id-token <->", "an ID token on standard input that was not exchanged before")
      .option("--profile <name>", "the profile of your own AWS credentials, instead of what the AWS variables say")
      .option("--no-browser", "for a sign-in: only print the address, and open nothing")
      .option("--reveal", "let the credentials be shown on a terminal", false);
    return defined.action((uri, program, options) =>
      run(async (terminal) => {
        const [
          { proxyFetch },
          { openStack },
          { readStackOutputs },
          { openBrowser },
          { askSecret },
          { checkDataAccessUsage, prepareEnvironment },
          { createDataAccessClients },
          { credentialProcess },
          { freshIdToken },
          { readTarget },
          { runDataAccess },
          { runWithCredentials },
        ] = await Promise.all([
          import("../lib/proxyFetch.ts"),
          import("./lib/stack/openStack.ts"),
          import("./lib/stack/readStackOutputs.ts"),
          import("./lib/login/openBrowser.ts"),
          import("./lib/cli/askSecret.ts"),
          import("./lib/dataAccess/checkDataAccessUsage.ts"),
          import("./lib/dataAccess/createDataAccessClients.ts"),
          import("./lib/dataAccess/credentialProcess.ts"),
          import("./lib/dataAccess/freshIdToken.ts"),
          import("./lib/dataAccess/readTarget.ts"),
          import("./lib/dataAccess/runDataAccess.ts"),
          import("./lib/dataAccess/runWithCredentials.ts"),
        ]);
        const { stack, configFile, idToken, session, profile, permission, durationMinutes, reveal } = options;
        const outputIsTerminal = process.stdout.isTTY;
        const environment = { ...process.env };
        checkDataAccessUsage({ idToken, session, command: program, reveal, outputIsTerminal, environment });
        const target = readTarget(uri, options.object);
        prepareEnvironment(process.env, profile);
        const { signal } = terminal;
        // Typed on a terminal, it would stay there to be read.
        const readToken = (): Promise<string> =>
          terminal.interactive ? askSecret("ID token: ", terminal) : terminal.readInput();
        terminal.progress("Reading the stack's outputs …");
        const outputs = await readStackOutputs(await openStack({ stack, configFile, terminal }));
        const access = await runDataAccess(outputs.trust, {
          ...{ party: options.for, target, permission },
          ...(durationMinutes !== undefined && { durationSeconds: durationMinutes * 60 }),
          idToken: (party) =>
            freshIdToken(outputs, party, {
              session,
              readInput: idToken === undefined ? undefined : readToken,
              openBrowser: options.browser ? (url) => openBrowser(url) : undefined,
              note: (line) => terminal.note(line),
              fetch: proxyFetch,
              signal,
            }),
          clients: (region) => createDataAccessClients({ region, signal, profile }),
          progress: (text) => terminal.progress(text),
        });
        const { credentials, grantScope, region } = access;
        terminal.note(`${permission} of ${grantScope ?? target.target} until ${credentials.expires.toISOString()}`);
        const [first, ...args] = program;
        if (first === undefined) {
          terminal.out(credentialProcess(credentials));
          return 0;
        }
        signal.throwIfAborted();
        const exitCode = await runWithCredentials({
          ...{ command: [first, ...args], credentials, region, environment, signals: process },
          onTerminal: [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY),
        });
        return { exitCode };
      }),
    );
  },
};
export default command;

function readMinutes(text: string): number {
  const minutes = Number(text);
  if (/^\d{1,3}$/.test(text) && minutes >= 15 && minutes <= 720) return minutes;
  throw new InvalidArgumentError("It is a whole number from 15 to 720.");
}
