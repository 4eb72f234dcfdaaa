import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { partOf } from "../lib/configPlace.ts";
import type { PoolUnderDrift } from "./PoolUnderDrift.ts";

/** Domains that nobody declared. A pool has a prefix and a domain of one's own at most; the stack declares one of them. */
export function comparePoolDomains(
  { context, name, place, deployed }: PoolUnderDrift,
  { Domain, CustomDomain }: UserPoolType,
): readonly DriftFinding[] {
  const UserPoolId = deployed.userPoolId;
  const own = resourcesOf(context.state, "aws:cognito/userPoolDomain:UserPoolDomain").flatMap(({ id, inputs }) =>
    inputs["userPoolId"] === UserPoolId ? [id] : [],
  );
  return Object.entries({ domain: Domain, customDomain: CustomDomain }).flatMap(([property, domain]) => {
    if (domain === undefined || domain === "" || own.includes(domain)) return [];
    const ids = { "user-pool-id": UserPoolId, domain };
    return driftFinding({
      rule: "unmanaged-object",
      ...partOf(place, `domain ${domain}`),
      message: `The user pool of ${name} has a domain that nobody declared.`,
      ...{ expected: "no such domain", actual: domain },
      gains: `Whoever may sign in or ask for tokens can do it at ${domain} too.`,
      advice: deleteIt(awsCommand("cognito-idp delete-user-pool-domain", ids, context.trust.region)),
      explains: [{ id: UserPoolId, property }],
    });
  });
}
