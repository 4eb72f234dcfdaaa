import { z } from "zod";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { ClientSecrets, DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { OpenStack } from "./openStack.ts";

export interface StackOutputs {
  readonly trust: DeployedTrust;
  readonly clientSecrets: ClientSecrets;
}

/** Tokens and secrets are sent to these, so nothing but https will do. */
const httpsUrl = z.url({ protocol: /^https$/ });

const issuer = z.object({
  kind: z.literal("okta"),
  issuer: z.string(),
  audiences: z.array(z.string()),
  discoveryUrl: httpsUrl,
  metadataUrl: httpsUrl,
  tokenEndpoint: httpsUrl,
  scopeClaim: z.enum(["scope", "scp"]),
  serverId: z.string(),
  clients: z.record(z.string(), z.object({ clientId: z.string() })),
});

const authorizer = z.object({ authorizerId: z.string(), issuer: z.string(), audiences: z.array(z.string()) });

const api = z.object({
  apiId: z.string(),
  endpoint: httpsUrl,
  logGroup: z.string(),
  authorizers: z.record(z.string(), authorizer),
});

/** The model was validated where it was made, before it became an output: here only its three parts are looked for. */
const model = z.object({
  issuers: z.record(z.string(), z.looseObject({})),
  apis: z.record(z.string(), z.looseObject({})),
  relyingParties: z.record(z.string(), z.looseObject({})),
});

const outputs = z.object({
  trust: z.looseObject({
    version: z.literal(1),
    project: z.string(),
    stack: z.string(),
    region: z.string(),
    model,
    issuers: z.record(z.string(), issuer.loose()),
    apis: z.record(z.string(), api.loose()),
  }),
  clientSecrets: z.record(z.string(), z.record(z.string(), z.string())),
});

/**
 * Reads what a deployed stack says of itself: all that the scripts know.
 * @throws CrosstrustError STACK_OUTPUTS_MISSING where the stack was never deployed, or by another version of the program
 */
export async function readStackOutputs(open: OpenStack): Promise<StackOutputs> {
  const found = await open.automation.outputs();
  const values = Object.fromEntries(Object.entries(found).map(([name, output]) => [name, output.value as unknown]));
  const read = outputs.safeParse(values);
  if (read.success) return read.data as unknown as StackOutputs;
  const advice = `Deploy it with \`npm run up -- --stack ${open.name}\`.`;
  if (Object.keys(values).length === 0) {
    throw new CrosstrustError(
      "STACK_OUTPUTS_MISSING",
      `Stack ${open.name} has no outputs: nothing is deployed. ${advice}`,
    );
  }
  const places = read.error.issues.map(({ path }) => path.join("."));
  throw new CrosstrustError(
    "STACK_OUTPUTS_MISSING",
    `The outputs of stack ${open.name} are not those of this program. ${advice}`,
    {
      where: `stack outputs ${[...new Set(places)].join(", ")}`,
    },
  );
}
