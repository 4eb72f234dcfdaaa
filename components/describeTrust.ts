import * as pulumi from "@pulumi/pulumi";
import type { ClientSecrets, DeployedTrust } from "../trust/DeployedTrust.ts";
import type { HttpApi } from "./aws/HttpApi.ts";
import type { DeclaredIssuer, IssuerClient } from "./DeclaredIssuer.ts";
import { mapValues } from "../lib/mapValues.ts";
import type { StackSettings } from "./readSettings.ts";

/** What the program declared. */
export interface DeclaredTrust {
  readonly issuers: Readonly<Record<string, DeclaredIssuer>>;
  readonly apis: Readonly<Record<string, HttpApi>>;
}

/** The stack output `trust`: the model, and what the vendors answered to it. It holds no secret. */
export function describeTrust(settings: StackSettings, { issuers, apis }: DeclaredTrust): pulumi.Output<DeployedTrust> {
  return pulumi.output({
    version: 1 as const,
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    region: settings.region,
    model: settings.model,
    issuers: mapValues(issuers, ({ deployed }) => deployed),
    apis: mapValues(apis, ({ deployed }) => deployed),
  });
}

/** The stack output `clientSecrets`, a Pulumi secret: by issuer, then client. */
export function collectClientSecrets(issuers: DeclaredTrust["issuers"]): pulumi.Output<ClientSecrets> {
  return pulumi.secret(mapValues(issuers, ({ clients }) => secretsOf(clients)));
}

function secretsOf(clients: Readonly<Record<string, IssuerClient>>): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    Object.entries(clients).flatMap(([name, { clientSecret }]) => (clientSecret ? [[name, clientSecret]] : [])),
  );
}
