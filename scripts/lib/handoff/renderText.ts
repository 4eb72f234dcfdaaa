import type { HandoffSheet } from "./HandoffSheet.ts";

/** A sheet in lines for a terminal. */
export function renderText({ name, system, sections, trial, notes }: HandoffSheet): readonly string[] {
  const width = Math.max(0, ...sections.flatMap(({ fields }) => fields.map(({ label }) => label.length)));
  return [
    `${system}: ${name}`,
    ...sections.flatMap(({ title, fields, steps }) => [
      "",
      title,
      ...(fields.length === 0 ? [] : ["", ...fields.map(({ label, value }) => `  ${label.padEnd(width)}  ${value}`)]),
      ...(steps.length === 0 ? [] : ["", ...steps.map((step, index) => `  ${index + 1}. ${step}`)]),
    ]),
    ...(trial === undefined ? [] : ["", `  Answers with ${trial.answer}:`, "", trial.command]),
    ...notes.flatMap((note) => ["", `  ${note}`]),
  ];
}
