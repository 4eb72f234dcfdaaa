import type { Terminal } from "../../../scripts/lib/ScriptCommand.ts";

export interface RecordingTerminal extends Terminal {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
  readonly progressed: readonly string[];
}

/** A terminal that keeps what it is told. */
export function recordingTerminal(signal: AbortSignal = new AbortController().signal): RecordingTerminal {
  const lines: string[] = [];
  const notes: string[] = [];
  const progressed: string[] = [];
  return {
    lines,
    notes,
    progressed,
    out: (line) => void lines.push(line),
    note: (line) => void notes.push(line),
    progress: (text) => void progressed.push(text),
    readInput: async () => "",
    interactive: false,
    signal,
  };
}
