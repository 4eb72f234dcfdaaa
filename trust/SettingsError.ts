import { CrosstrustError } from "./CrosstrustError.ts";
import { describeFaults } from "./describeFaults.ts";
import type { Fault } from "./Settings.ts";

/** The config cannot be used. It carries every fault, not only the first; the message lists them all. */
export class SettingsError extends CrosstrustError {
  readonly faults: readonly Fault[];

  /** @param faults at least one */
  constructor(faults: readonly Fault[]) {
    super("SETTINGS_INVALID", describeFaults(faults));
    this.faults = faults;
  }
}
