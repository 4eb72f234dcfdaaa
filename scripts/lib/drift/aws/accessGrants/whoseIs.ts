import { overlap } from "../../../../../trust/grantScopes.ts";
import type { PartyUnderDrift } from "./PartyUnderDrift.ts";

/**
 * The relying party that something of an instance touches; of an instance that the stack made, its maker answers for the
 * rest. Undefined for what others have in an instance that was taken over.
 */
export function whoseIs(parties: readonly PartyUnderDrift[], scope: string): PartyUnderDrift | undefined {
  return (
    parties.find(({ deployed }) => Object.values(deployed.locations).some((one) => overlap(one.scope, scope))) ??
    parties.find(({ model }) => !model.adoptInstance)
  );
}
