import { collect } from "./lib/cli/collect.ts";
import { configFileOption, stackOption } from "./lib/cli/stackOptions.ts";
import type { ScriptCommand } from "./lib/ScriptCommand.ts";

const command: ScriptCommand = {
  name: "verify",
  summary: "Mints real tokens at every issuer of a stack and checks the access matrix on the live APIs.",
  define(command, run) {
    const defined = command
      .addOption(stackOption())
      .addOption(configFileOption())
      .option(
        "--client-key <issuer/client=file>",
        "the private key of a client with private_key_jwt, PEM or JWK; once for each",
        collect,
        [] as readonly string[],
      )
      .option(
        "--client-assertion <issuer/client=file>",
        "a token of another issuer that a client has instead of a secret; once for each",
        collect,
        [] as readonly string[],
      )
      .option(
        "--person <relyingParty/person=file>",
        "a person's password, to prove their sign-in and their tokens; issuer/person=file for a user pool's; once for each",
        collect,
        [] as readonly string[],
      )
      .option(
        "--first-sign-in <relyingParty/person=file>",
        "a temporary password and, in a second line, a new one: proves the first sign-in, which CHANGES the person's password; once for each",
        collect,
        [] as readonly string[],
      )
      .option("--json <file>", "write the results to a file")
      .option("--all", "print every check, not only those that are not ok");
    return defined.action(({ stack, configFile, json, all = false, ...given }) =>
      run(async (terminal) => {
        const [{ proxyFetch }, { openStack }, { readStackOutputs }, { writeJson }] = await Promise.all([
          import("../lib/proxyFetch.ts"),
          import("./lib/stack/openStack.ts"),
          import("./lib/stack/readStackOutputs.ts"),
          import("./lib/writeJson.ts"),
        ]);
        const [{ LiveHttp }, { readClientKeys }, { accessAws }, { accessJumpCloud }, { accessDirectories }] =
          await Promise.all([
            import("./lib/verify/LiveHttp.ts"),
            import("./lib/verify/readClientKeys.ts"),
            import("./lib/vendors/aws/accessAws.ts"),
            import("./lib/vendors/jumpcloud/accessJumpCloud.ts"),
            import("./lib/vendors/microsoft/accessDirectories.ts"),
          ]);
        const [{ readNamedFiles, peopleOf, federatedClientsOf }, { readFirstSignIns }] = await Promise.all([
          import("./lib/verify/readNamedFiles.ts"),
          import("./lib/verify/jsm/readFirstSignIns.ts"),
        ]);
        const [{ verifyTrust }, { describeChecks }] = await Promise.all([
          import("./lib/verify/verifyTrust.ts"),
          import("./lib/verify/describeChecks.ts"),
        ]);
        terminal.progress("Reading the stack's outputs …");
        const outputs = await readStackOutputs(await openStack({ stack, configFile, terminal }));
        const clientKeys = await readClientKeys(given.clientKey, outputs.trust.model);
        const { model } = outputs.trust;
        const passwords = await readNamedFiles({ option: "--person", values: given.person, known: peopleOf(model) });
        const firstSignIns = await readFirstSignIns(given.firstSignIn, model, passwords);
        const clientAssertions = await readNamedFiles({
          option: "--client-assertion",
          values: given.clientAssertion,
          known: federatedClientsOf(model),
        });
        const jumpcloud = accessJumpCloud(process.env, terminal.signal);
        const directories = accessDirectories(process.env, terminal.signal);
        const http = new LiveHttp({ fetch: proxyFetch, signal: terminal.signal });
        const aws = accessAws({
          signal: terminal.signal,
          fetch: (url, init = {}) => http.respond(new Request(url).url, init),
        });
        const progress = (done: number, of: number): void => {
          if (terminal.interactive || done === of) terminal.progress(`${done} of ${of} checks`);
        };
        const checks = await verifyTrust({
          ...outputs,
          clientKeys,
          clientAssertions,
          passwords,
          firstSignIns,
          jumpcloud,
          directories,
          aws,
          http,
          progress,
        });
        const ok = checks.every((check) => check.ok !== false);
        if (json !== undefined) await writeJson(json, { ok, stack, checks });
        for (const line of describeChecks(checks, all)) terminal.out(line);
        return ok ? 0 : 1;
      }),
    );
  },
};
export default command;
