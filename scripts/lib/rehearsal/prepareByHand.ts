import { regionOf } from "../../../providers/jumpcloud/regions.ts";
import type { Terminal } from "../ScriptCommand.ts";
import { readProviderConfig } from "../stack/readProviderConfig.ts";
import { AwsConsole } from "./AwsConsole.ts";
import { playApplications } from "./playApplications.ts";
import { playBeforeUp } from "./playByHand.ts";
import { playAwsAccount, playExistingPeople } from "./playDataAccess.ts";
import type { Rehearsal } from "./startRehearsal.ts";
import { takeByCommand } from "./takeByCommand.ts";
import { VendorConsole } from "./VendorConsole.ts";

/**
 * Does all that a person has to do before a rehearsed stack can be deployed. Done again, it changes nothing.
 * @returns the steps in words
 */
export async function prepareByHand(
  rehearsal: Rehearsal,
  stack: string,
  terminal: Terminal,
): Promise<readonly string[]> {
  const console = new VendorConsole(rehearsal.sandbox);
  const { jumpCloudRegion } = await readProviderConfig(stack, rehearsal.backend.configFile);
  const { issuer } = regionOf(jumpCloudRegion);
  return [
    ...(await playBeforeUp(console, rehearsal.model)),
    ...(await playExistingPeople(console, rehearsal.model)),
    ...(await playAwsAccount(new AwsConsole(rehearsal.sandbox), rehearsal.model, issuer)),
    ...(await playApplications(console, rehearsal.model, takeByCommand(rehearsal, stack, terminal))),
  ];
}
