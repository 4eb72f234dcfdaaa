import type { Failure } from "../cli/Failure.ts";
import { codeBlock } from "./codeBlock.ts";

/** A failure as a block: what to do, then what was said, in at most some 8,000 characters. */
export function renderFailure({ code, lines, advice }: Failure): string {
  return `**${code.replaceAll("_", "\\_")}** – ${advice}\n\n${codeBlock(lines, 7_000)}`;
}
