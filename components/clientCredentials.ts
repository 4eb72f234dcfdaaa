import { getStack, runtime } from "@pulumi/pulumi";
import {
  clientCredentialsKey,
  credentialHolders,
  readClientCredentials,
  type ClientCredentials,
} from "../trust/clientCredentials.ts";
import { handoffName } from "../trust/handoffName.ts";
import type { Fault } from "../trust/Settings.ts";
import type { IssuerModel, TrustModel } from "../trust/TrustModel.ts";
import type { Surroundings } from "./Surroundings.ts";

/** The credentials of an issuer's clients, by client, in plain text: whoever takes one makes an output of it secret. */
export function issuerCredentials(issuer: string, model: IssuerModel): Readonly<Record<string, ClientCredentials>> {
  const text = runtime.allConfig()[clientCredentialsKey];
  const all = Object.entries(readClientCredentials(text, { [issuer]: model }).credentials);
  return Object.fromEntries(all.map(([ref, credentials]) => [ref.slice(issuer.length + 1), credentials]));
}

/** What is wrong with those credentials, and which of them are missing. */
export function clientCredentialFaults(model: TrustModel, { config }: Surroundings): Fault[] {
  const { credentials, faults } = readClientCredentials(config[clientCredentialsKey], model.issuers);
  const told = new Set(faults.map(({ path }) => path[1]));
  if (faults.some(({ path }) => path.length === 1)) return [...faults];
  const missing = [...credentialHolders(model.issuers)].flatMap(([ref, { adopted }]): Fault[] => {
    if (!adopted || Object.hasOwn(credentials, ref) || told.has(ref)) return [];
    const [issuer = "", client = ""] = ref.split("/");
    return [
      {
        path: ["crosstrust:issuers", issuer, "clients", client],
        message: "The application is made by hand, and the config does not hold its client id and secret.",
        expected: `\`npm run handoff -- --stack ${getStack()} --for ${handoffName(model, issuer)}\` gives the clicks, and with --take puts both into the config as a secret`,
      },
    ];
  });
  return [...faults, ...missing];
}
