import type { HandoffSheet } from "./HandoffSheet.ts";

/** A sheet in lines for a terminal. */
export function renderText({ name, system, fields, steps, trial, notes }: HandoffSheet): readonly string[] {
  const width = Math.max(...fields.map(({ label }) => label.length));
  return [
    `${system}: ${name}`,
    "",
    ...fields.map(({ label, value }) => `  ${label.padEnd(width)}  ${value}`),
    "",
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    "",
    `  Answers with ${trial.answer}:`,
    "",
    trial.command,
    ...notes.flatMap((note) => ["", `  ${note}`]),
  ];
}
