import { runtime } from "@pulumi/pulumi";
import { regionOf, type Region } from "../../providers/jumpcloud/regions.ts";

/** Where the organisation's data is, by the same config and variable as the provider reads. */
export function jumpCloudRegion(environment: Readonly<NodeJS.ProcessEnv>): Region {
  return regionOf(runtime.allConfig()["jumpcloud:region"] || environment["JUMPCLOUD_REGION"]);
}
