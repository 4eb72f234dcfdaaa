import { z } from "zod";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { ClientSecrets, DeployedTrust, RelyingPartySecrets } from "../../../trust/DeployedTrust.ts";
import type { OpenStack } from "./openStack.ts";

export interface StackOutputs {
  readonly trust: DeployedTrust;
  readonly clientSecrets: ClientSecrets;
  readonly relyingPartySecrets: RelyingPartySecrets;
}

/** Tokens and secrets are sent to these, so nothing but https will do. */
const httpsUrl = z.url({ protocol: /^https$/ });

/** An instant in ISO 8601, as vendors write it. */
const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

const tokenIssuer = {
  issuer: z.string(),
  audiences: z.array(z.string()),
  discoveryUrl: httpsUrl,
  metadataUrl: httpsUrl,
  tokenEndpoint: httpsUrl,
  scopeClaim: z.enum(["scope", "scp", "roles"]),
  clients: z.record(z.string(), z.object({ clientId: z.string(), secretExpires: instant.optional() })),
};

const microsoftIssuer = {
  ...tokenIssuer,
  tenantId: z.string(),
  applicationObjectId: z.string(),
  servicePrincipalId: z.string(),
  identifierUri: z.string(),
  tokenScope: z.string(),
};

const issuer = z.discriminatedUnion("kind", [
  z.looseObject({ kind: z.literal("okta"), ...tokenIssuer, serverId: z.string() }),
  z.looseObject({ kind: z.literal("entra"), ...microsoftIssuer }),
  z.looseObject({ kind: z.literal("b2c"), ...microsoftIssuer }),
  z.looseObject({
    kind: z.literal("cognito"),
    ...tokenIssuer,
    userPoolId: z.string(),
    domain: z.string(),
    federation: z.record(
      z.string(),
      z.object({ issuer: httpsUrl, clientId: z.string(), redirectUri: httpsUrl, secretExpires: instant.optional() }),
    ),
  }),
  z.looseObject({
    kind: z.literal("jumpcloud"),
    ...tokenIssuer,
    authorizationEndpoint: httpsUrl,
    userInfoEndpoint: httpsUrl,
    applications: z.record(
      z.string(),
      z.object({ applicationId: z.string(), redirectUris: z.array(z.string()), loginUrl: z.string().optional() }),
    ),
    groups: z.record(z.string(), z.object({ id: z.string() })),
    people: z.record(z.string(), z.object({ id: z.string(), email: z.string() })),
  }),
]);

const authorizer = z.object({ authorizerId: z.string(), issuer: z.string(), audiences: z.array(z.string()) });

const lambdaAuthorizer = z.looseObject({
  authorizerId: z.string(),
  functionName: z.string(),
  logGroup: z.string(),
  cacheSeconds: z.number(),
  issuers: z.record(z.string(), z.object({ issuer: z.string(), audiences: z.array(z.string()) })),
});

const api = z.looseObject({
  apiId: z.string(),
  endpoint: httpsUrl,
  logGroup: z.string(),
  authorizers: z.record(z.string(), authorizer),
  lambdaAuthorizer: lambdaAuthorizer.optional(),
});

const person = z.object({
  objectId: z.string(),
  userPrincipalName: z.string(),
  jumpcloudUserId: z.string().optional(),
});

const relyingParty = z.discriminatedUnion("kind", [
  z.looseObject({ kind: z.literal("fortanix-key-insight") }),
  z.looseObject({
    kind: z.literal("jumpcloud-federation"),
    tenantId: z.string(),
    clientId: z.string(),
    applicationObjectId: z.string(),
    servicePrincipalId: z.string(),
    issuer: z.string(),
    identityProviderUrl: httpsUrl,
    discoveryUrl: httpsUrl,
    authorizationEndpoint: httpsUrl,
    redirectUris: z.array(z.string()),
    optionalClaims: z.array(z.string()),
    secretExpires: instant,
    secretKeyId: z.string(),
    identityProviderId: z.string(),
    group: z.object({ id: z.string(), name: z.string() }),
    people: z.record(z.string(), person),
  }),
  z.looseObject({
    kind: z.literal("jira-service-management"),
    issuer: z.string(),
    clientId: z.string(),
    domain: z.string(),
    authorizationEndpoint: httpsUrl,
    tokenEndpoint: httpsUrl,
    userInfoEndpoint: httpsUrl,
    logoutEndpoint: httpsUrl,
    callbackUrl: z.string(),
    logoutUrl: z.string(),
  }),
  z.looseObject({
    kind: z.literal("s3-access-grants"),
    region: z.string(),
    accountId: z.string(),
    identityStoreId: z.string(),
    instanceArn: z.string(),
    trustedTokenIssuerArn: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    applicationArn: z.string(),
    exchangeRoleArn: z.string(),
    identityRoleArn: z.string(),
    accessGrantsInstanceArn: z.string(),
    users: z.record(z.string(), z.object({ userId: z.string(), email: z.string() })),
    groups: z.record(z.string(), z.object({ groupId: z.string() })),
    locations: z.record(z.string(), z.object({ locationId: z.string(), scope: z.string(), roleArn: z.string() })),
    grants: z.record(z.string(), z.object({ grantId: z.string(), scope: z.string() })),
  }),
]);

/** The model was validated where it was made, before it became an output: here only its three parts are looked for. */
const model = z.object({
  issuers: z.record(z.string(), z.looseObject({})),
  apis: z.record(z.string(), z.looseObject({})),
  relyingParties: z.record(z.string(), z.looseObject({})),
});

const currentVersion = 2;

const outputs = z.object({
  trust: z.looseObject({
    version: z.literal(currentVersion),
    project: z.string(),
    stack: z.string(),
    region: z.string(),
    model,
    issuers: z.record(z.string(), issuer),
    apis: z.record(z.string(), api),
    relyingParties: z.record(z.string(), relyingParty),
  }),
  clientSecrets: z.record(z.string(), z.record(z.string(), z.string())),
  relyingPartySecrets: z.record(
    z.string(),
    z.object({ clientSecret: z.string(), initialPasswords: z.record(z.string(), z.string()) }),
  ),
});

/** What tells an output of another version of the program from one that was damaged. */
const versioned = z.object({ trust: z.object({ version: z.number() }) });

/**
 * Reads what a deployed stack says of itself: all that the scripts know.
 * @throws CrosstrustError STACK_OUTPUTS_MISSING where the stack was never deployed, or by another version of the program
 */
export async function readStackOutputs(open: OpenStack): Promise<StackOutputs> {
  const found = await open.automation.outputs();
  const values = Object.fromEntries(Object.entries(found).map(([name, output]) => [name, output.value as unknown]));
  return parseOutputs(outputs, values, open.name) as unknown as StackOutputs;
}

/**
 * What a deployed stack says of itself beside its secrets.
 * @param values the stack's outputs as its state has them, the secrets among them still encrypted
 * @throws CrosstrustError STACK_OUTPUTS_MISSING as `readStackOutputs`
 */
export function readTrust(values: Readonly<Record<string, unknown>>, stack: string): DeployedTrust {
  return parseOutputs(outputs.pick({ trust: true }), values, stack).trust as unknown as DeployedTrust;
}

function parseOutputs<T extends z.ZodType>(
  schema: T,
  values: Readonly<Record<string, unknown>>,
  stack: string,
): z.output<T> {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  const advice = `Deploy it with \`npm run up -- --stack ${stack}\`.`;
  if (Object.keys(values).length === 0) {
    throw new CrosstrustError("STACK_OUTPUTS_MISSING", `Stack ${stack} has no outputs: nothing is deployed. ${advice}`);
  }
  const written = versioned.safeParse(values);
  if (written.success && written.data.trust.version !== currentVersion) {
    throw new CrosstrustError(
      "STACK_OUTPUTS_MISSING",
      `Stack ${stack} was deployed by another version of this program. Deploy it again with \`npm run up -- --stack ${stack}\`.`,
      { where: "stack outputs trust.version", expected: currentVersion, actual: written.data.trust.version },
    );
  }
  const places = read.error.issues.map(({ path }) => path.join("."));
  throw new CrosstrustError(
    "STACK_OUTPUTS_MISSING",
    `The outputs of stack ${stack} are not those of this program. ${advice}`,
    {
      where: `stack outputs ${[...new Set(places)].join(", ")}`,
    },
  );
}
