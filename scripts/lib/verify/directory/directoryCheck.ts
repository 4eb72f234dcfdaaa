import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import type { System } from "../../report/RehearsalReport.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { ReadableDirectory } from "../../vendors/microsoft/DirectoryAccess.ts";

/** Where in which directory a check looks. */
export interface DirectoryUnderTest {
  readonly system: System;
  /** Undefined where verify has no credentials for it. */
  readonly directory: ReadableDirectory | undefined;
  /** The environment variables that would hold them. */
  readonly variables: string;
}

/**
 * A check by what Microsoft Graph says is there, for what no token and no sign-in shows: that there is nothing beside what
 * was declared. What verify may not read is not proved.
 * @param look returns what is to be compared with what is expected, in the same words
 */
export function directoryCheck(
  { system, directory, variables }: DirectoryUnderTest,
  name: string,
  expected: string,
  look: (directory: ReadableDirectory) => Promise<string>,
): Check {
  const run = async (): Promise<Observation> => {
    if (directory === undefined) return notProved(`Microsoft Graph takes an application's credentials: ${variables}`);
    try {
      const actual = await look(directory);
      return { actual, ok: actual === expected };
    } catch (error) {
      if (!(error instanceof CrosstrustError)) throw error;
      if (error.code === "VENDOR_REFUSED") return notProved(error.message);
      if (error.code === "VENDOR_UNREACHABLE") return { actual: error.message, ok: false };
      throw error;
    }
  };
  return { system, name, expected, run };
}

/** Texts in an order that does not depend on Graph's. */
export function inWords(texts: Iterable<string>, none: string): string {
  return [...texts].sort().join("; ") || none;
}
