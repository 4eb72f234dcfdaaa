import type { Command } from "@commander-js/extra-typings";

/** 0: nothing to report. 1: findings. 2: it could not do its work. */
export type ExitCode = 0 | 1 | 2;

/** A program that a command ran on the user's word: its exit code is the command's, whatever it means. */
export interface ProgramEnded {
  /** 0 to 255. */
  readonly exitCode: number;
}

/** Where a command speaks. Nothing else in the project writes to the process's streams. */
export interface Terminal {
  /** A line of the result, to standard output. */
  out(line: string): void;
  /** A line beside the result, to standard error. */
  note(line: string): void;
  /** What is going on now: one rewritten line on a terminal, plain lines otherwise. */
  progress(text: string): void;
  /** Everything on standard input. */
  readInput(): Promise<string>;
  readonly interactive: boolean;
  /** Aborted by Ctrl-C or SIGTERM: stop, clean up, then throw a CrosstrustError with the code INTERRUPTED. */
  readonly signal: AbortSignal;
}

/** Runs a command's work with a terminal, and makes of its result, or of what it throws, the process's exit code. */
export type Run = (work: (terminal: Terminal) => Promise<ExitCode | ProgramEnded>) => Promise<void>;

/** A command: the default export of `scripts/<name>.ts`, run by `npm run <name> -- …`. */
export interface ScriptCommand {
  readonly name: string;
  /** One sentence, for `--help`. */
  readonly summary: string;
  /** Adds options and arguments to the command, and an action that calls `run`. */
  readonly define: (command: Command, run: Run) => unknown;
}
