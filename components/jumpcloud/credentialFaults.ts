import type { Fault } from "../../trust/Settings.ts";
import type { TrustModel } from "../../trust/TrustModel.ts";
import type { Surroundings } from "../Surroundings.ts";

/** Where the provider looks for each of its credentials: in the config, then in the environment. */
const places = {
  apiKey: ["jumpcloud:apiKey", "JUMPCLOUD_API_KEY"],
  clientId: ["jumpcloud:clientId", "JUMPCLOUD_CLIENT_ID"],
  clientSecret: ["jumpcloud:clientSecret", "JUMPCLOUD_CLIENT_SECRET"],
} as const;

/** What JumpCloud needs and neither the config nor the environment says. */
export function credentialFaults({ relyingParties }: TrustModel, { config, environment }: Surroundings): Fault[] {
  const has = (credential: keyof typeof places): boolean => {
    const [key, variable] = places[credential];
    return Boolean(config[key] ?? environment[variable]);
  };
  if (has("apiKey") || (has("clientId") && has("clientSecret"))) return [];
  return Object.entries(relyingParties).flatMap(([name, { kind }]) =>
    kind === "jumpcloud-federation"
      ? [
          {
            path: ["crosstrust:relyingParties", name],
            message: has("clientId")
              ? "The service account's client secret for JumpCloud is missing."
              : "There are no credentials for JumpCloud.",
            expected:
              "an API key as JUMPCLOUD_API_KEY, or a service account as JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET, in the environment; or, as secrets, under jumpcloud: in the config",
          },
        ]
      : [],
  );
}
