import { isDeepStrictEqual } from "node:util";
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";

/** What an operation did, or would do, to a resource; or how a vendor's resource differs from the state. */
export interface ResourceChange {
  /**
   * `create`, `update`, `replace`, `delete`, `import`, …, in the engine's words; `drift` where reading a resource back found
   * other outputs than the state has, `gone` where it found none.
   */
  readonly op: string;
  /** The Pulumi type token: `okta:auth/serverScope:ServerScope`. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** The top-level properties that differ, sorted; empty where the whole resource comes or goes. */
  readonly properties: readonly string[];
}

/** Whether it tells of a difference that was there, and not of something that the operation does. */
export function isDrift({ op }: ResourceChange): boolean {
  return op === "drift" || op === "gone";
}

/** Parts of a replacement, which the `replace` itself stands for. */
const partsOfReplacement = ["create-replacement", "delete-replaced", "discard-replaced", "import-replacement"];
const silent: ReadonlySet<string> = new Set(["same", "read", "read-discard", ...partsOfReplacement]);

/** Reads the changes of one operation off the engine's events. */
export class ChangeReader {
  /** Resources that are being read back: the engine calls what it found an update, as if it had made one. */
  readonly #refreshing = new Set<string>();

  /** The change that an event tells of, if it tells of one: it comes when the resource is done with. */
  read(event: EngineEvent): ResourceChange | undefined {
    const starting = event.resourcePreEvent?.metadata;
    if (starting?.op === "refresh") this.#refreshing.add(starting.urn);
    const metadata = event.resOutputsEvent?.metadata;
    if (metadata === undefined) return undefined;
    const { urn, type } = metadata;
    const step = this.#refreshing.delete(urn) ? refreshed(metadata) : stepped(metadata);
    // The engine makes a provider for each package by itself, and does not count it either.
    if (step === undefined || type.startsWith("pulumi:providers:")) return undefined;
    return { ...step, type, name: urn.slice(urn.lastIndexOf("::") + 2), urn };
  }
}

type Step = Pick<ResourceChange, "op" | "properties">;

function stepped(metadata: StepEventMetadata): Step | undefined {
  if (silent.has(metadata.op)) return undefined;
  const whole = metadata.op === "create" || metadata.op === "delete" || metadata.op === "import";
  const differing = Object.keys(metadata.detailedDiff ?? {}).concat(metadata.diffs ?? [], metadata.keys ?? []);
  return { op: metadata.op, properties: whole ? [] : sorted(differing.map(topLevel)) };
}

/** A refresh reads every resource; what differs is in the outputs, whatever the engine counts it as. */
function refreshed(metadata: StepEventMetadata): Step | undefined {
  if (!metadata.new) return { op: "gone", properties: [] };
  const before = metadata.old?.outputs ?? {};
  const after = metadata.new.outputs;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const properties = sorted(names.filter((name) => !isDeepStrictEqual(before[name], after[name])));
  return properties.length === 0 ? undefined : { op: "drift", properties };
}

function topLevel(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
