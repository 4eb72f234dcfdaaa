import * as pulumi from "@pulumi/pulumi";
import type { ClientSecrets, DeployedTrust, RelyingPartySecrets } from "../trust/DeployedTrust.ts";
import type { HttpApi } from "./aws/HttpApi.ts";
import type { DeclaredIssuer, IssuerClient } from "./DeclaredIssuer.ts";
import type { DeclaredRelyingParty } from "./DeclaredRelyingParty.ts";
import { mapValues } from "../lib/mapValues.ts";
import type { StackSettings } from "./readSettings.ts";

/** What the program declared. */
export interface DeclaredTrust {
  readonly issuers: Readonly<Record<string, DeclaredIssuer>>;
  readonly apis: Readonly<Record<string, HttpApi>>;
  readonly relyingParties: Readonly<Record<string, DeclaredRelyingParty>>;
}

/** The stack output `trust`: the model, and what the vendors answered to it. It holds no secret. */
export function describeTrust(
  settings: StackSettings,
  { issuers, apis, relyingParties }: DeclaredTrust,
): pulumi.Output<DeployedTrust> {
  return pulumi.output({
    version: 2 as const,
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
    region: settings.region,
    model: settings.model,
    issuers: mapValues(issuers, ({ deployed }) => deployed),
    apis: mapValues(apis, ({ deployed }) => deployed),
    relyingParties: mapValues(relyingParties, ({ deployed }) => deployed),
  });
}

/** The stack output `clientSecrets`, a Pulumi secret: by issuer, then client. */
export function collectClientSecrets(issuers: DeclaredTrust["issuers"]): pulumi.Output<ClientSecrets> {
  return pulumi.secret(mapValues(issuers, ({ clients }) => secretsOf(clients)));
}

/** The stack output `relyingPartySecrets`, a Pulumi secret: by relying party. */
export function collectRelyingPartySecrets(
  relyingParties: DeclaredTrust["relyingParties"],
): pulumi.Output<RelyingPartySecrets> {
  return pulumi.secret(present(mapValues(relyingParties, ({ secrets }) => secrets)));
}

function secretsOf(clients: Readonly<Record<string, IssuerClient>>): Record<string, pulumi.Output<string>> {
  return present(mapValues(clients, ({ clientSecret }) => clientSecret));
}

/** Without the entries that have no value. */
function present<V>(record: Readonly<Record<string, V | undefined>>): Record<string, V> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
