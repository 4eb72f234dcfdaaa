import { positiveOf, textOf, type Properties } from "../Properties.ts";

const minutesOf: Readonly<Record<string, number>> = { seconds: 1 / 60, minutes: 1, hours: 60, days: 1440 };

/** What AWS takes a token's lifetime for where nothing is said of it (Cognito API reference, CreateUserPoolClient). */
const defaults = {
  accessToken: { property: "accessTokenValidity", unit: "hours", value: 1 },
  idToken: { property: "idTokenValidity", unit: "hours", value: 1 },
  refreshToken: { property: "refreshTokenValidity", unit: "days", value: 30 },
} as const;

/** In minutes; undefined where the unit is none. */
export function cognitoLifetime(client: Properties, token: keyof typeof defaults): number | undefined {
  const { property, unit, value } = defaults[token];
  const validity = positiveOf(client, property) ?? value;
  const minutes = minutesOf[textOf(client, "tokenValidityUnits", token) ?? unit];
  return minutes === undefined ? undefined : validity * minutes;
}
