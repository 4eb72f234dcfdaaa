import { createAwsVendor } from "./aws/createAwsVendor.ts";
import { createGitHubVendor } from "./github/createGitHubVendor.ts";
import { createMicrosoftVendor } from "./microsoft/createMicrosoftVendor.ts";
import { createJumpCloudVendor } from "./jumpcloud/createJumpCloudVendor.ts";
import { createOktaVendor } from "./okta/createOktaVendor.ts";
import type { VendorFactory, VendorName } from "./Vendor.ts";

/** The clouds that the sandbox answers for, by name: a vendor's name is that of its section in the state. */
export const vendors: Readonly<Record<VendorName, VendorFactory>> = {
  okta: createOktaVendor,
  aws: createAwsVendor,
  jumpcloud: createJumpCloudVendor,
  microsoft: createMicrosoftVendor,
  github: createGitHubVendor,
};
