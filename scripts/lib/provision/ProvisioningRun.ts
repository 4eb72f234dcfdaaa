import type { Terminal } from "../ScriptCommand.ts";
import type { Provisioned, Watching } from "./provisionPeople.ts";

/** What a command line says of the people of a file and where they go. */
export interface ProvisioningRequest {
  readonly file: string;
  readonly stack: string;
  readonly configFile: string | undefined;
  readonly terminal: Terminal;
}

/** A file that was checked whole, and the directory that it is for; nothing was asked of the directory yet. */
export interface ProvisioningRun {
  /** How many people the file names. */
  readonly count: number;
  readonly provision: (watching: Watching) => Promise<Provisioned>;
}
