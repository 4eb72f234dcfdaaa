import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { Fault } from "../../../../trust/Settings.ts";
import type { DriftReader } from "../DriftContext.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";

interface EndingSecret {
  readonly where: string;
  readonly path: Fault["path"];
  /** In ISO 8601. */
  readonly expires: string;
  /** What has to be given another generation, in the config. */
  readonly setting: string;
  /** Who loses access with it. */
  readonly user: string;
}

/**
 * Secrets that ended, or end within a number of days, as the deployment has them.
 * @param expiringDays from the moment of the comparison
 */
export function secretDrift(expiringDays: number): DriftReader {
  return async ({ trust, now }) => endingSecrets(trust).flatMap((secret) => findings(secret, expiringDays, now));
}

function findings({ where, path, expires, setting, user }: EndingSecret, within: number, now: Date): DriftFinding[] {
  const days = (Date.parse(expires) - now.getTime()) / 86_400_000;
  // An end that is no date is told too: it would never come.
  if (days > within) return [];
  const renew = `Give ${setting} another generation, keep this one as previousGeneration until ${user} has the new secret, and run \`npm run up\`.`;
  const ended = !(days > 0);
  return [
    driftFinding({
      rule: ended ? "secret-expired" : "secret-expiring",
      where,
      message: ended
        ? `The secret ended on ${expires}: ${user} gets no token.`
        : `The secret ends on ${expires}, and ${user} gets no token from then on.`,
      expected: `a secret that lasts for more than ${within} days`,
      actual: expires,
      advice: renew,
      path,
    }),
  ];
}

function endingSecrets({ issuers, relyingParties }: DeployedTrust): readonly EndingSecret[] {
  const clients = Object.entries(issuers).flatMap(([issuer, { clients: all }]) =>
    Object.entries(all).flatMap(([client, { secretExpires }]): EndingSecret[] => {
      const place = `issuers.${issuer}.clients.${client}`;
      const path = ["crosstrust:issuers", issuer, "clients", client];
      return ending(secretExpires, { where: `${place}, secret`, path, setting: `${place}.secret`, user: client });
    }),
  );
  const pools = Object.entries(issuers).flatMap(([issuer, one]) =>
    Object.entries(one.kind === "cognito" ? one.federation : {}).flatMap(([provider, { secretExpires }]) => {
      const place = `issuers.${issuer}.federation.${provider}`;
      const path = ["crosstrust:issuers", issuer, "federation", provider];
      return ending(secretExpires, {
        ...{ where: `${place}, secret`, path, setting: `${place}.secret`, user: "the user pool" },
      });
    }),
  );
  const parties = Object.entries(relyingParties).flatMap(([name, party]) => {
    if (party.kind !== "jumpcloud-federation") return [];
    const place = `relyingParties.${name}`;
    const path = ["crosstrust:relyingParties", name];
    const setting = `${place}.application.secret`;
    return ending(party.secretExpires, { where: `${place}, secret`, path, setting, user: "JumpCloud" });
  });
  return [...clients, ...pools, ...parties];
}

function ending(expires: string | undefined, secret: Omit<EndingSecret, "expires">): EndingSecret[] {
  return expires === undefined ? [] : [{ ...secret, expires }];
}
