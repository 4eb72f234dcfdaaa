import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const projectFolder = join(import.meta.dirname, "../../..");

/** The config of a stack's file as the engine hands it over: mappings and lists as JSON, their keys sorted. */
export function stackConfig(stack: string): Record<string, string> {
  const file = readFileSync(join(projectFolder, `Pulumi.${stack}.yaml`), "utf8");
  const { config } = parse(file) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : toJson(value)]),
  );
}

export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** Credentials that the config of the stack dev needs beside it. */
export const devEnvironment = {
  ARM_CLIENT_ID_CUSTOMERS: "operator-of-customers",
  ARM_CLIENT_SECRET_CUSTOMERS: "secret-of-customers",
  JUMPCLOUD_API_KEY: "secret-of-jumpcloud",
};

/** What people put into the config of the stack dev by hand; a file of it would hold them encrypted. */
export const devSecrets = {
  "crosstrust:clientCredentials": toJson({
    "jumpcloud/s3-access-grants": {
      clientId: "client-of-jumpcloud/s3-access-grants",
      clientSecret: "secret-of-jumpcloud/s3-access-grants",
    },
  }),
};
