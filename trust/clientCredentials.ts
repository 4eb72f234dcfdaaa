import { expectedName } from "../lib/suggest.ts";
import type { Fault } from "./Settings.ts";
import type { TrustModel } from "./TrustModel.ts";

/** What an application gets tokens with. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** By `issuer/client`. */
export type AllClientCredentials = Readonly<Record<string, ClientCredentials>>;

/** Of applications that are made by hand: one secret value of the stack's config. */
export const clientCredentialsKey = "crosstrust:clientCredentials";

/** The clients whose credentials the config may hold, by `issuer/client`; those that are adopted cannot do without. */
export function credentialHolders(issuers: TrustModel["issuers"]): ReadonlyMap<string, { adopted: boolean }> {
  return new Map(
    Object.entries(issuers).flatMap(([issuer, model]) =>
      model.kind === "jumpcloud"
        ? Object.entries(model.clients).map(
            ([name, { create }]) => [`${issuer}/${name}`, { adopted: !create }] as const,
          )
        : [],
    ),
  );
}

/** Printable, without spaces: what OAuth allows in the two (RFC 6749, A.1 and A.2), less the space, which is a slip of the hand. */
export function isCredential(value: unknown): value is string {
  return typeof value === "string" && /^[\x21-\x7e]{1,512}$/.test(value);
}

/**
 * Reads the credentials in the config. What is wrong with them is said without a word of what was found.
 * @param text JSON, as the engine hands a value over; undefined where the config has none
 */
export function readClientCredentials(
  text: string | undefined,
  issuers: TrustModel["issuers"],
): { readonly credentials: AllClientCredentials; readonly faults: readonly Fault[] } {
  const path = [clientCredentialsKey];
  const value = text === undefined ? {} : parsed(text);
  if (!isRecord(value)) {
    return { credentials: {}, faults: [{ path, message: "It is no mapping.", expected: form }] };
  }
  const holders = credentialHolders(issuers);
  const faults: Fault[] = [];
  const credentials = Object.entries(value).flatMap(([ref, entry]): (readonly [string, ClientCredentials])[] => {
    const at = [...path, ref];
    if (!holders.has(ref)) {
      const expected = expectedName(ref, holders.keys());
      faults.push({ path: at, message: `No client ${JSON.stringify(ref)} has credentials in the config.`, expected });
      return [];
    }
    const { clientId, clientSecret, ...rest } = isRecord(entry) ? entry : {};
    if (!isCredential(clientId) || !isCredential(clientSecret) || Object.keys(rest).length > 0) {
      faults.push({ path: at, message: "These are not a client id and a secret.", expected: form });
      return [];
    }
    return [[ref, { clientId, clientSecret }]];
  });
  return { credentials: Object.fromEntries(credentials), faults };
}

const form =
  "an object of issuer/client, each with a clientId and a clientSecret, as `npm run handoff -- --take` writes it";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
