import type { PrivateKey } from "oauth4webapi";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { methodOf, type AnyClientModel } from "./clientAuthentication.ts";
import { readClientKey } from "./readClientKey.ts";

/**
 * Reads the private keys that the user names.
 * @param options each `issuer/client=FILE`
 * @returns by `issuer/client`
 * @throws CrosstrustError USAGE, with every option that does not fit
 */
export async function readClientKeys(
  options: readonly string[],
  model: TrustModel,
): Promise<ReadonlyMap<string, PrivateKey>> {
  const keys = new Map<string, PrivateKey>();
  const faults: string[] = [];
  for (const option of options) {
    try {
      const [ref, key] = await readOption(option, model);
      keys.set(ref, key);
    } catch (error) {
      if (!(error instanceof CrosstrustError)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length === 0) return keys;
  const holders = keyHolders(model);
  throw new CrosstrustError("USAGE", faults.join("\n"), {
    where: "--client-key",
    expected: holders.length === 0 ? "no such option: no client has a key of its own" : `${holders.join(" or ")}=FILE`,
  });
}

async function readOption(option: string, model: TrustModel): Promise<readonly [string, PrivateKey]> {
  const [, ref, issuer = "", client = "", file = ""] = /^(([^/=]+)\/([^/=]+))=(.+)$/s.exec(option) ?? [];
  if (ref === undefined)
    throw new CrosstrustError("USAGE", `--client-key ${option} is not of the form ISSUER/CLIENT=FILE.`);
  const clients = Object.hasOwn(model.issuers, issuer) ? (model.issuers[issuer]?.clients ?? {}) : {};
  const declared = Object.hasOwn(clients, client) ? clients[client] : undefined;
  if (declared === undefined) {
    throw new CrosstrustError("USAGE", `${ref} is no client of this stack.`);
  }
  if (!("authentication" in declared) || declared.authentication !== "private_key_jwt") {
    throw new CrosstrustError("USAGE", `${ref} authenticates with ${methodOf(declared)}, not with a key.`);
  }
  return [ref, await readClientKey(file, ref, declared)];
}

function keyHolders(model: TrustModel): readonly string[] {
  return Object.entries(model.issuers).flatMap(([issuer, { clients }]) =>
    Object.entries<AnyClientModel>(clients)
      .filter(([, client]) => methodOf(client) === "private_key_jwt")
      .map(([client]) => `${issuer}/${client}`),
  );
}
