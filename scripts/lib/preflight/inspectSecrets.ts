import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { SecretModel, TrustModel } from "../../../trust/TrustModel.ts";
import type { Finding } from "./Expectation.ts";

/** How long before its end a secret is worth a word. */
const soonDays = 14;

interface SecretInUse {
  readonly where: string;
  readonly expires: string;
  /** As the config to be deployed has it; undefined where it has the secret no more. */
  readonly wanted: SecretModel | undefined;
  /** As the deployed config had it. */
  readonly deployed: SecretModel | undefined;
}

/**
 * Secrets of the last deployment that have ended, or soon will, while the config still names the same generation: `up`
 * would leave them as they are.
 */
export function inspectSecrets(model: TrustModel, deployed: DeployedTrust | undefined, now: Date): readonly Finding[] {
  if (deployed === undefined) return [];
  return secretsOf(model, deployed).flatMap(({ where, expires, wanted, deployed: before }): Finding[] => {
    if (wanted === undefined || wanted.generation !== before?.generation) return [];
    const days = (Date.parse(expires) - now.getTime()) / 86_400_000;
    if (!(days < soonDays)) return [];
    const advice = `give ${where}.secret another generation than ${JSON.stringify(wanted.generation)}; the one before stays valid while previousGeneration names it`;
    if (days <= 0) {
      const message = `The secret has expired on ${expires}, and the config names no new one.`;
      return [{ severity: "error", where, message, advice }];
    }
    return [{ severity: "warning", where, message: `The secret expires on ${expires}.`, advice }];
  });
}

function secretsOf(model: TrustModel, deployed: DeployedTrust): readonly SecretInUse[] {
  const clients = Object.entries(deployed.issuers).flatMap(([issuer, { clients: all }]) =>
    Object.entries(all).flatMap(([client, { secretExpires }]): SecretInUse[] =>
      secretExpires === undefined
        ? []
        : [
            {
              where: `issuers.${issuer}.clients.${client}`,
              expires: secretExpires,
              wanted: secretOf(model, issuer, client),
              deployed: secretOf(deployed.model, issuer, client),
            },
          ],
    ),
  );
  const parties = Object.entries(deployed.relyingParties).flatMap(([name, party]): SecretInUse[] =>
    party.kind === "jumpcloud-federation"
      ? [
          {
            where: `relyingParties.${name}.application`,
            expires: party.secretExpires,
            wanted: applicationSecretOf(model, name),
            deployed: applicationSecretOf(deployed.model, name),
          },
        ]
      : [],
  );
  return [...clients, ...parties];
}

function secretOf(model: TrustModel, issuerName: string, client: string): SecretModel | undefined {
  const issuer = model.issuers[issuerName];
  return issuer === undefined || issuer.kind === "okta" ? undefined : issuer.clients[client]?.secret;
}

function applicationSecretOf(model: TrustModel, name: string): SecretModel | undefined {
  const party = model.relyingParties[name];
  return party?.kind === "jumpcloud-federation" ? party.application.secret : undefined;
}
