import type { B2cIssuerModel, EntraIssuerModel } from "../../../../trust/TrustModel.ts";
import { gainedAccess } from "../lib/gainedAccess.ts";
import type { RegisteredApplication } from "./RegisteredApplication.ts";

type MicrosoftIssuer = EntraIssuerModel | B2cIssuerModel;

/** Who can call what by a change of the application's issuer, in one sentence; undefined where nobody gains anything. */
export function gainsBy(
  { context, issuer }: RegisteredApplication,
  change: (issuer: MicrosoftIssuer) => MicrosoftIssuer,
): string | undefined {
  const { model } = context.trust;
  const declared = issuer === undefined ? undefined : model.issuers[issuer];
  if (issuer === undefined || (declared?.kind !== "entra" && declared?.kind !== "b2c")) return undefined;
  return gainedAccess(model, { ...model, issuers: { ...model.issuers, [issuer]: change(declared) } });
}

/** The issuer with a role more for a client, which may be one that nobody declared. */
export function withRole<I extends MicrosoftIssuer>(issuer: I, client: string, roles: readonly string[]): I {
  const declared = issuer.clients[client] ?? { roles: [], federatedCredentials: {} };
  const all = [...new Set([...declared.roles, ...roles])].sort();
  return { ...issuer, clients: { ...issuer.clients, [client]: { ...declared, roles: all } } };
}

/** What whoever holds a credential of an application gains by it. */
export function holderGains({ kind, can }: RegisteredApplication, who = "Whoever holds it"): string {
  if (kind === "sign-in") return `${who} can redeem people's sign-ins in the application's name.`;
  if (kind === "api") return `${who} is the API itself, with all that it was or will be permitted.`;
  return can === undefined ? `${who} is the client.` : `${who} is the client and ${can}.`;
}
