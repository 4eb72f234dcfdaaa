import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { SecretModel, TrustModel } from "../../../trust/TrustModel.ts";
import type { Finding } from "../../../trust/Finding.ts";

/** How long before its end a secret is worth a word. */
const soonDays = 14;

interface SecretInUse {
  readonly where: string;
  readonly expires: string;
  /** As the config to be deployed has it; undefined where it has the secret no more. */
  readonly wanted: SecretModel | undefined;
  /** As the deployed config had it. */
  readonly deployed: SecretModel | undefined;
  /** Whether others hold it, who have to be told of another one; JumpCloud and user pools are told by the deployment itself. */
  readonly handedOut: boolean;
}

/**
 * Secrets of the last deployment that have ended, or soon will, while the config still names the same generation: `up`
 * would leave them as they are. And those that others hold and `up` would end while they are good: another generation
 * without the one before, or another end, as a secret's end cannot be moved.
 */
export function inspectSecrets(model: TrustModel, deployed: DeployedTrust | undefined, now: Date): readonly Finding[] {
  if (deployed === undefined) return [];
  return secretsOf(model, deployed).flatMap((secret): readonly Finding[] => {
    const days = (Date.parse(secret.expires) - now.getTime()) / 86_400_000;
    const { wanted, deployed: before } = secret;
    if (wanted === undefined || before === undefined) return [];
    if (wanted.generation !== before.generation) return days > 0 ? ended(secret, wanted, before) : [];
    return isMoved(secret, wanted) ? moved(secret, wanted) : ending(secret, wanted, days);
  });
}

/** A secret that stays. */
function ending({ where, expires }: SecretInUse, wanted: SecretModel, days: number): readonly Finding[] {
  if (!(days < soonDays)) return [];
  const advice = newGeneration(where, wanted);
  if (days > 0) return [{ severity: "warning", where, message: `The secret expires on ${expires}.`, advice }];
  const message = `The secret has expired on ${expires}, and the config names no new one.`;
  return [{ severity: "error", where, message, advice }];
}

/** A secret that another generation takes the place of. */
function ended({ where, handedOut }: SecretInUse, wanted: SecretModel, before: SecretModel): readonly Finding[] {
  if (!handedOut || wanted.previousGeneration === before.generation) return [];
  const generation = JSON.stringify(before.generation);
  const message = `The secret of generation ${generation} ends with this deployment, and whoever uses it loses access.`;
  const advice = `previousGeneration: ${generation} keeps it until they have changed over`;
  return [{ severity: "warning", where, message, advice }];
}

/** A secret that would be replaced by one of the same generation. */
function moved({ where, expires }: SecretInUse, wanted: SecretModel): readonly Finding[] {
  const message = `The end of a secret cannot be moved (this one's is ${expires}): it would be replaced, and whoever uses it would lose access.`;
  return [{ severity: "error", where, message, advice: newGeneration(where, wanted) }];
}

function isMoved({ expires, handedOut }: SecretInUse, wanted: SecretModel): boolean {
  if (!handedOut || !("at" in wanted.expires)) return false;
  // The provider keeps whole seconds.
  return Math.trunc(Date.parse(wanted.expires.at) / 1000) !== Math.trunc(Date.parse(expires) / 1000);
}

function newGeneration(where: string, { generation }: SecretModel): string {
  return `give ${where}.secret another generation than ${JSON.stringify(generation)}; the one before stays valid while previousGeneration names it`;
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
              handedOut: true,
            },
          ],
    ),
  );
  const pools = Object.entries(deployed.issuers).flatMap(([issuer, one]) =>
    Object.entries(one.kind === "cognito" ? one.federation : {}).flatMap(
      ([provider, { secretExpires }]): SecretInUse[] =>
        secretExpires === undefined
          ? []
          : [
              {
                where: `issuers.${issuer}.federation.${provider}`,
                expires: secretExpires,
                wanted: federationSecretOf(model, issuer, provider),
                deployed: federationSecretOf(deployed.model, issuer, provider),
                handedOut: false,
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
            handedOut: false,
          },
        ]
      : [],
  );
  return [...clients, ...pools, ...parties];
}

function secretOf(model: TrustModel, issuerName: string, client: string): SecretModel | undefined {
  const issuer = model.issuers[issuerName];
  return issuer?.kind === "entra" || issuer?.kind === "b2c" ? issuer.clients[client]?.secret : undefined;
}

function federationSecretOf(model: TrustModel, issuerName: string, provider: string): SecretModel | undefined {
  const issuer = model.issuers[issuerName];
  const federation = issuer?.kind === "cognito" ? issuer.federation[provider] : undefined;
  return federation?.kind === "entra" ? federation.application.secret : undefined;
}

function applicationSecretOf(model: TrustModel, name: string): SecretModel | undefined {
  const party = model.relyingParties[name];
  return party?.kind === "jumpcloud-federation" ? party.application.secret : undefined;
}
