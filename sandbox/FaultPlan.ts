import { type Fault, faultsRefused } from "./parseFaults.ts";
import type { InjectedFault, Vendor, VendorName } from "./Vendor.ts";

/** The faults that were asked for, and how many of each are left. */
export class FaultPlan {
  readonly #faults: readonly Fault[];
  readonly #used = new Map<Fault, number>();

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
  }

  /** The fault for this call of the operation, if any; it counts as used. */
  take(vendor: VendorName, operation: string): InjectedFault | undefined {
    const fault = this.#faults.find((one) => one.vendor === vendor && one.operation === operation);
    if (!fault) return undefined;
    const used = this.#used.get(fault) ?? 0;
    if (fault.count !== undefined && used >= fault.count) return undefined;
    this.#used.set(fault, used + 1);
    return { status: fault.status };
  }

  /**
   * Refuses faults that could never happen: of vendors that are not there, and of operations that a vendor does not have.
   * @throws CrosstrustError USAGE that names each of them
   */
  check(vendors: readonly Vendor[]): void {
    const mistakes = this.#faults.flatMap(({ vendor: name, operation }) => {
      const vendor = vendors.find((one) => one.name === name);
      if (!vendor) return [`"${name}.${operation}": the vendor ${name} is not part of this sandbox`];
      if (!vendor.operations || vendor.operations.includes(operation)) return [];
      return [`"${name}.${operation}": ${name} has no such operation; it has ${vendor.operations.join(", ")}`];
    });
    if (mistakes.length > 0) throw faultsRefused(mistakes);
  }
}
