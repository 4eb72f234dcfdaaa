import type { System } from "../report/RehearsalReport.ts";
import type { Check, Observation } from "./Check.ts";
import { issuerSystem } from "./systems.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/** Another secret is made, handed over and taken into use in this time. */
const warningDays = 14;

/** That no secret which ends by itself has ended, or is about to. */
export function secretChecks(context: VerifyContext): readonly Check[] {
  const { trust, now } = context;
  const lasting = (system: System, name: string, expires: string): Check => ({
    system,
    name: `${name}: a secret that lasts`,
    expected: `for more than ${warningDays} days`,
    run: async () => observeExpiry(expires, now()),
  });
  const clients = Object.entries(trust.issuers).flatMap(([issuer, { clients }]) =>
    Object.entries(clients).flatMap(([client, { secretExpires }]) =>
      secretExpires === undefined
        ? []
        : [lasting(issuerSystem(trust, issuer, client), `${issuer}/${client}`, secretExpires)],
    ),
  );
  const pools = Object.entries(trust.issuers).flatMap(([issuer, one]) =>
    Object.entries(one.kind === "cognito" ? one.federation : {}).flatMap(([provider, { secretExpires }]) =>
      secretExpires === undefined ? [] : [lasting(issuerSystem(trust, issuer), `${issuer}/${provider}`, secretExpires)],
    ),
  );
  const parties = Object.entries(trust.relyingParties).flatMap(([name, party]) =>
    party.kind === "jumpcloud-federation" ? [lasting("entra-jumpcloud", name, party.secretExpires)] : [],
  );
  return [...clients, ...pools, ...parties];
}

function observeExpiry(expires: string, now: Date): Observation {
  const days = (Date.parse(expires) - now.getTime()) / 86_400_000;
  const advice = "declare another generation of it, keep this one as previousGeneration, and hand the new one over";
  if (days <= 0) return { actual: `it ended at ${expires}`, ok: false, reason: advice };
  const left = Math.floor(days);
  const actual = `for ${left} ${left === 1 ? "day" : "days"}, until ${expires}`;
  return days > warningDays
    ? { actual, ok: true }
    : { actual, ok: false, reason: `a warning: it still works, but not for long; ${advice}` };
}
