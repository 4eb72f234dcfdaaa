import { SemVer } from "semver";

/** The version that is installed or built where none is found. */
export const pinnedEngineVersion = new SemVer("3.259.0");

/**
 * The oldest engine that is taken: from 3.206 on the Automation API gets the engine's events over gRPC instead of a file
 * that it polls (read in the SDK's `automation/stack.js`), and inline destroy and refresh came with 3.181.
 */
export const oldestEngineVersion = new SemVer("3.206.0");

/** A Pulumi engine that answered with its version. */
export interface Engine {
  /** The executable, absolute. */
  readonly command: string;
  readonly version: SemVer;
  readonly origin: "found" | "installed" | "built";
}
