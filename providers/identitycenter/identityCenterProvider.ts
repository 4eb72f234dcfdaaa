import { explainAws } from "../lib/aws/awsErrors.ts";
import { string } from "../lib/Property.ts";
import type { ProviderDefinition } from "../lib/ProviderDefinition.ts";
import type { IdentityCenterClient } from "./client/IdentityCenterClient.ts";
import { connect } from "./connect.ts";
import { getAccessGrantsInstance } from "./functions/getAccessGrantsInstance.ts";
import { getTrustedTokenIssuer } from "./functions/getTrustedTokenIssuer.ts";
import { applicationAuthenticationMethod } from "./resources/applicationAuthenticationMethod.ts";
import { applicationGrant } from "./resources/applicationGrant.ts";

/** Package `identitycenter`. */
export const identityCenterProvider: ProviderDefinition<IdentityCenterClient> = {
  name: "identitycenter",
  version: "0.1.0",
  description:
    "What AWS's own package cannot declare of IAM Identity Center: an application's grant and authentication method.",
  config: {
    region: string({ description: "Where Identity Center is; or AWS_REGION." }),
    profile: string({ description: "Of the shared config files; or AWS_PROFILE." }),
    accessKey: string({ secret: true, description: "Instead of what the AWS SDK finds by itself." }),
    secretKey: string({ secret: true, description: "Of the access key." }),
    token: string({ secret: true, description: "Of temporary keys." }),
  },
  resources: [applicationAuthenticationMethod, applicationGrant],
  functions: [getAccessGrantsInstance, getTrustedTokenIssuer],
  connect: (config, signal) => connect(config, process.env, { signal }),
  explain: explainAws,
};
