import type { VendorContext } from "../Vendor.ts";
import { type AwsState, emptyAwsState, type RegionState } from "./AwsState.ts";
import { newIdentityCenter } from "./ssoAdmin/newIdentityCenter.ts";

/** The one account of the sandbox: its state, its clock, and what the sandbox gives to its services. */
export class AwsAccount {
  readonly context: VendorContext;
  readonly state: AwsState;

  constructor(context: VendorContext) {
    this.context = context;
    const kept = context.state(emptyAwsState);
    for (const region of Object.values(kept.regions)) {
      // A state that was kept before there were user pools.
      if (!("userPools" in region)) Object.assign(region, { userPools: [] });
    }
    // And before there were the services for which these parts are.
    for (const [part, empty] of Object.entries<object>({ ...emptyAwsState() })) {
      if (!Object.hasOwn(kept, part)) Object.assign(kept, { [part]: empty });
    }
    this.state = kept;
    const hasInstance = Object.values(kept.regions).some(({ identityCenter }) => identityCenter !== undefined);
    if (!hasInstance) this.region(context.awsRegion).identityCenter = newIdentityCenter(this.seconds());
  }

  /** Twelve digits. */
  get id(): string {
    return this.context.credentials.awsAccountId;
  }

  now(): Date {
    return this.context.clock.now();
  }

  /** Now, in epoch seconds with fractions. */
  seconds(): number {
    return this.now().getTime() / 1000;
  }

  /** @param name of a region, as it stands in an endpoint's host */
  region(name: string): RegionState {
    return (this.state.regions[name] ??= { apis: [], functions: [], logGroups: [], userPools: [] });
  }
}
