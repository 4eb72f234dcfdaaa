import { Command as PlainCommand, CommanderError } from "commander";
import { Command } from "@commander-js/extra-typings";
import { redact } from "../redact.ts";
import type { Run, ScriptCommand, Terminal } from "../ScriptCommand.ts";
import { describeError } from "./describeError.ts";
import { commandNames, loadCommand } from "./loadCommand.ts";

/**
 * Runs the command that the arguments name and says what went wrong, if anything did.
 * @param args the command's name and its own arguments
 * @returns 0, 1 or 2, as the command says, or what a program ended with that it ran; usage mistakes are 2, `--help` is 0
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  let code = 2;
  const run: Run = async (work) => {
    code = await runWork(work, terminal);
  };
  try {
    await (await createProgram(args[0], run, terminal)).parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) return fail(error, terminal);
    code = error.exitCode === 0 ? 0 : 2;
  }
  return code;
}

async function runWork(work: Parameters<Run>[0], terminal: Terminal): Promise<number> {
  try {
    const ended = await work(terminal);
    return typeof ended === "number" ? ended : ended.exitCode;
  } catch (error) {
    return fail(error, terminal);
  }
}

function fail(error: unknown, terminal: Terminal): number {
  for (const line of describeError(error, { interrupted: terminal.signal.aborted })) terminal.note(line);
  return 2;
}

/** Loads the one command that was asked for; all of them for a list of them or for a name that none has. */
async function createProgram(wanted: string | undefined, run: Run, terminal: Terminal): Promise<PlainCommand> {
  const names = await commandNames();
  const known = wanted !== undefined && names.includes(wanted);
  const commands = await Promise.all((known ? [wanted] : names).map(loadCommand));
  const program = new PlainCommand("npm run")
    .description("Who may call what, across identity providers and APIs. Options of a command go behind `--`.")
    .helpCommand(false)
    .helpOption("-h, --help", "say this");
  for (const command of commands) program.addCommand(prepare(define(command, run), terminal));
  return prepare(program, terminal);
}

function define(script: ScriptCommand, run: Run): PlainCommand {
  const command = new Command(script.name)
    .summary(script.summary)
    .description(script.summary)
    .helpOption("-h, --help", "say this");
  script.define(command, run);
  return command as unknown as PlainCommand;
}

function prepare(command: PlainCommand, terminal: Terminal): PlainCommand {
  const invocation = command.name() === "start" || command.name() === "test" ? "npm" : "npm run";
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({
      commandUsage: (shown) =>
        shown.name() === "npm run"
          ? "npm run <command> -- [options]"
          : `${invocation} ${shown.name()} -- ${shown.usage()}`,
    })
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) => write(redact(text.replace(/^error:/, "USAGE:"))),
    });
}
