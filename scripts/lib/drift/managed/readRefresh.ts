import { stripVTControlCharacters } from "node:util";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { redact } from "../../redact.ts";
import type { OpenStack } from "../../stack/openStack.ts";
import type { Refresh, Refreshed } from "./Refreshed.ts";

/**
 * Has the engine read every resource of a stack at its vendor, as a preview: the program does not run, and neither the state
 * nor a vendor is changed.
 * @throws CrosstrustError ENGINE_FAILED where nothing at all could be read; INTERRUPTED
 */
export async function readRefresh({ automation, configFile }: OpenStack): Promise<Refresh> {
  const reader = new RefreshReader();
  try {
    await automation.previewRefresh({
      onEvent: (event: EngineEvent) => reader.read(event),
      showSecrets: false,
      runProgram: false,
      ...(configFile !== undefined && { configFile }),
    });
  } catch (error) {
    if (!(error instanceof CrosstrustError) || error.code !== "ENGINE_FAILED") throw error;
    const { resources, faults } = reader.refresh;
    if (resources.length === 0) throw error;
    return faults.length > 0 ? { resources, faults } : { resources, faults: [said(undefined, error.message)] };
  }
  return reader.refresh;
}

/** Reads what a refresh found off the engine's events. */
class RefreshReader {
  readonly #resources = new Map<string, Refreshed>();
  readonly #faults: Refresh["faults"][number][] = [];

  read({ resOutputsEvent, diagnosticEvent }: EngineEvent): void {
    if (diagnosticEvent?.severity === "error" && diagnosticEvent.ephemeral !== true) {
      const { urn, message } = diagnosticEvent;
      this.#faults.push(said(urn === "" ? undefined : urn, message));
    }
    if (resOutputsEvent === undefined) return;
    const { urn, old, new: found } = resOutputsEvent.metadata;
    if (old?.custom === true) this.#resources.set(urn, { urn, before: old.outputs, after: found?.outputs });
  }

  get refresh(): Refresh {
    return { resources: [...this.#resources.values()], faults: this.#faults };
  }
}

function said(urn: string | undefined, message: string): Refresh["faults"][number] {
  const plain = stripVTControlCharacters(message.replace(/<\{%.*?%\}>/g, ""));
  return { urn, message: redact(plain).replaceAll(/\s+/g, " ").trim() };
}
