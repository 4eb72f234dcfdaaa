import type { OutputProperty } from "../../lib/ResourceDefinition.ts";

/** A part of an answer that is a text. */
export const text: OutputProperty = { type: { kind: "string" } };
