import { stripVTControlCharacters } from "node:util";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { redact } from "../redact.ts";
import type { Terminal } from "../ScriptCommand.ts";
import type { OpenStack } from "./openStack.ts";
import { ChangeReader, isDrift, type ResourceChange } from "./ResourceChange.ts";

export type Operation = "preview" | "up" | "refresh" | "destroy";

export interface OperationOptions {
  /** Read what the vendors hold before comparing; a preview writes nothing even then. */
  readonly refresh?: boolean;
  /** Of a preview: where the engine writes what it plans, its secrets encrypted. */
  readonly planFile?: string;
  /** Called as soon as a change is made, or in a preview found. */
  readonly onChange?: (change: ResourceChange) => void;
  /** Called with what the engine and the vendors warn of, which the terminal is told as well. */
  readonly onWarning?: (warning: string) => void;
}

/** What `--json` of the commands holds. */
export interface OperationReport {
  readonly operation: Operation;
  readonly stack: string;
  /** The engine's version. */
  readonly engine: string;
  /** How many resources the stack has afterwards; of a preview, would have. */
  readonly resources: number;
  readonly changes: readonly ResourceChange[];
  /** Where the vendors' resources were read: how they differ from the state as it was. */
  readonly drift: readonly ResourceChange[];
}

/**
 * Runs an operation of the engine on a stack.
 * @throws CrosstrustError ENGINE_FAILED with what the engine and the vendors said; INTERRUPTED
 */
export async function runOperation(
  open: OpenStack,
  operation: Operation,
  terminal: Terminal,
  options: OperationOptions = {},
): Promise<OperationReport> {
  const changes = new Map<string, ResourceChange>();
  const faults: string[] = [];
  const reader = new ChangeReader();
  let resources = 0;
  const onEvent = (event: EngineEvent): void => {
    const change = reader.read(event);
    if (change !== undefined) {
      changes.set(`${change.op} ${change.urn}`, change);
      options.onChange?.(change);
    }
    const starting = event.resourcePreEvent?.metadata;
    if (starting !== undefined && terminal.interactive)
      terminal.progress(`${operation}: ${starting.op} ${starting.type}`);
    if (event.summaryEvent !== undefined) resources = remaining(event.summaryEvent.resourceChanges);
    hear(event, faults, (warning) => {
      terminal.note(`warning: ${warning}`);
      options.onWarning?.(warning);
    });
  };
  try {
    await perform(open, operation, { onEvent, refresh: options.refresh ?? false, plan: options.planFile });
  } catch (error) {
    if (!(error instanceof CrosstrustError) || error.code !== "ENGINE_FAILED" || faults.length === 0) throw error;
    throw new CrosstrustError("ENGINE_FAILED", [`${operation} failed.`, ...faults].join("\n"), { cause: error });
  }
  const found = [...changes.values()];
  return {
    operation,
    stack: open.name,
    engine: open.engine.version.version,
    resources,
    changes: found.filter((change) => !isDrift(change)),
    drift: found.filter(isDrift),
  };
}

interface EngineOptions {
  readonly onEvent: (event: EngineEvent) => void;
  readonly refresh: boolean;
  readonly plan: string | undefined;
}

async function perform(
  { automation, configFile }: OpenStack,
  operation: Operation,
  options: EngineOptions,
): Promise<void> {
  const { plan } = options;
  const all = { onEvent: options.onEvent, showSecrets: false, ...(configFile !== undefined && { configFile }) };
  const run: Readonly<Record<Operation, () => Promise<unknown>>> = {
    preview: () => automation.preview({ ...all, refresh: options.refresh, ...(plan !== undefined && { plan }) }),
    up: () => automation.up({ ...all, refresh: options.refresh }),
    refresh: () => automation.refresh(all),
    destroy: () => automation.destroy({ ...all, refresh: options.refresh }),
  };
  await run[operation]();
}

/** What the program, the engine and the vendors say: errors are kept, warnings said. */
function hear(event: EngineEvent, faults: string[], warn: (warning: string) => void): void {
  const diagnostic = event.diagnosticEvent;
  if (diagnostic === undefined || diagnostic.ephemeral === true) return;
  const text = redact(stripVTControlCharacters(diagnostic.message.replace(/<\{%.*?%\}>/g, ""))).trim();
  if (text === "") return;
  const subject = diagnostic.urn?.slice(diagnostic.urn.lastIndexOf("::") + 2) ?? "";
  const line = subject === "" ? text : `${subject}: ${text}`;
  // The engine passes on some of what the program says twice.
  if (diagnostic.severity === "error" && !faults.includes(line)) faults.push(line);
  if (diagnostic.severity === "warning") warn(line);
}

function remaining(counts: Readonly<Record<string, number | undefined>>): number {
  const staying = ["same", "create", "update", "replace", "import", "refresh"];
  return staying.reduce((sum, op) => sum + (counts[op] ?? 0), 0);
}
