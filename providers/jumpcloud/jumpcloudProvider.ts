import { string } from "../lib/Property.ts";
import type { ProviderDefinition } from "../lib/ProviderDefinition.ts";
import { explainJumpCloud } from "./client/JumpCloudError.ts";
import type { JumpCloudClient } from "./client/JumpCloudClient.ts";
import { connect } from "./connect.ts";
import { getApplication } from "./functions/getApplication.ts";
import { getUser } from "./functions/getUser.ts";
import { getUserGroup } from "./functions/getUserGroup.ts";
import { regionNames } from "./regions.ts";
import { applicationAssociation } from "./resources/applicationAssociation.ts";
import { groupMembership } from "./resources/groupMembership.ts";
import { identityProvider } from "./resources/identityProvider.ts";
import { oidcApplication } from "./resources/oidcApplication.ts";
import { user } from "./resources/user.ts";
import { userGroup } from "./resources/userGroup.ts";

/** Package `jumpcloud`. */
export const jumpcloudProvider: ProviderDefinition<JumpCloudClient> = {
  name: "jumpcloud",
  version: "0.1.0",
  description: "JumpCloud's directory: its identity provider, people, groups and applications.",
  config: {
    apiKey: string({ secret: true, description: "An administrator's API key; or JUMPCLOUD_API_KEY." }),
    clientId: string({ description: "Of a service account, instead of an API key; or JUMPCLOUD_CLIENT_ID." }),
    clientSecret: string({ secret: true, description: "Of the service account; or JUMPCLOUD_CLIENT_SECRET." }),
    organizationId: string({
      description: "For credentials that see several organisations (x-org-id); or JUMPCLOUD_ORG_ID.",
    }),
    region: string({
      oneOf: [...regionNames],
      description: "Where the organisation's data is: us unless given; or JUMPCLOUD_REGION.",
    }),
  },
  resources: [applicationAssociation, groupMembership, identityProvider, oidcApplication, user, userGroup],
  functions: [getApplication, getUser, getUserGroup],
  connect: (config, signal) => connect(config, process.env, { signal }),
  explain: explainJumpCloud,
};
