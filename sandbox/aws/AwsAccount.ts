import type { VendorContext } from "../Vendor.ts";
import { type AwsState, emptyAwsState, type RegionState } from "./AwsState.ts";

/** The one account of the sandbox: its state, its clock, and what the sandbox gives to its services. */
export class AwsAccount {
  readonly context: VendorContext;
  readonly state: AwsState;

  constructor(context: VendorContext) {
    this.context = context;
    this.state = context.state(emptyAwsState);
    for (const region of Object.values(this.state.regions)) {
      // A state that was kept before there were user pools.
      if (!("userPools" in region)) Object.assign(region, { userPools: [] });
    }
  }

  /** Twelve digits. */
  get id(): string {
    return this.context.credentials.awsAccountId;
  }

  now(): Date {
    return this.context.clock.now();
  }

  /** @param name of a region, as it stands in an endpoint's host */
  region(name: string): RegionState {
    return (this.state.regions[name] ??= { apis: [], functions: [], logGroups: [], userPools: [] });
  }
}
