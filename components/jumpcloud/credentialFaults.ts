import { regionNames } from "../../providers/jumpcloud/regions.ts";
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
export function credentialFaults(model: TrustModel, surroundings: Surroundings): Fault[] {
  const users = usersOf(model);
  if (users.length === 0) return [];
  const { config, environment } = surroundings;
  const has = (credential: keyof typeof places): boolean => {
    const [key, variable] = places[credential];
    return Boolean(config[key] ?? environment[variable]);
  };
  const faults = regionFaults(surroundings);
  if (has("apiKey") || (has("clientId") && has("clientSecret"))) return faults;
  return [
    ...faults,
    ...users.map((path) => ({
      path,
      message: has("clientId")
        ? "The service account's client secret for JumpCloud is missing."
        : "There are no credentials for JumpCloud.",
      expected:
        "an API key as JUMPCLOUD_API_KEY, or a service account as JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET, in the environment; or, as secrets, under jumpcloud: in the config",
    })),
  ];
}

/** The places in the config that JumpCloud's provider is needed for. */
function usersOf({ issuers, relyingParties }: TrustModel): Fault["path"][] {
  return [
    ...Object.entries(issuers).flatMap(([name, { kind }]) =>
      kind === "jumpcloud" ? [["crosstrust:issuers", name]] : [],
    ),
    ...Object.entries(relyingParties).flatMap(([name, { kind }]) =>
      kind === "jumpcloud-federation" ? [["crosstrust:relyingParties", name]] : [],
    ),
  ];
}

function regionFaults({ config, environment }: Surroundings): Fault[] {
  const found = config["jumpcloud:region"] || environment["JUMPCLOUD_REGION"];
  if (!found || regionNames.some((name) => name === found)) return [];
  return [
    {
      path: ["jumpcloud:region"],
      message: "JumpCloud has no such region.",
      found,
      expected: `one of ${regionNames.join(", ")}, here or as JUMPCLOUD_REGION`,
    },
  ];
}
