import {
  clientCredentialsKey,
  isCredential,
  readClientCredentials,
  type AllClientCredentials,
  type ClientCredentials,
} from "../../../trust/clientCredentials.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { describePath } from "../../../trust/describeFaults.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";

export interface Taking {
  readonly model: TrustModel;
  /** The issuer, by its name in the config. */
  readonly issuer: string;
  /** Asks for a line; a secret one is not shown while it is typed. */
  readonly ask: (question: string, secret: boolean) => Promise<string>;
  /** Called when all has been asked for. @throws CrosstrustError where more was given than was asked for */
  readonly end: () => void;
  /** What the config holds now, as JSON; undefined where it holds nothing. */
  readonly read: () => Promise<string | undefined>;
  readonly write: (value: string) => Promise<void>;
}

/**
 * Takes client ids and secrets of applications that were made by hand, and adds them to those that the config holds. All
 * are asked for before anything is written.
 * @returns the clients whose credentials were taken, as `issuer/client`
 * @throws CrosstrustError USAGE for an issuer without such applications, and for a client id or secret that is none;
 *   SETTINGS_INVALID where what the config holds is not to be read. Nothing is written then.
 */
export async function takeClientCredentials({
  model,
  issuer,
  ask,
  end,
  read,
  write,
}: Taking): Promise<readonly string[]> {
  const clients = clientsOf(model, issuer);
  const held = readClientCredentials(await read(), model.issuers);
  const [fault] = held.faults.filter(({ path }) => path.length === 1);
  if (fault !== undefined) {
    throw new CrosstrustError("SETTINGS_INVALID", fault.message, {
      where: describePath(fault.path),
      expected: `\`pulumi config rm ${clientCredentialsKey}\`, and then all credentials anew`,
    });
  }
  const taken: Record<string, ClientCredentials> = {};
  for (const client of clients) {
    const ref = `${issuer}/${client}`;
    const clientId = await askFor(ask, ref, "client id", false);
    if (clientId === "") continue;
    taken[ref] = { clientId, clientSecret: await askFor(ask, ref, "client secret", true) };
  }
  end();
  checkDistinct(taken, held.credentials);
  if (Object.keys(taken).length > 0) await write(JSON.stringify({ ...held.credentials, ...taken }));
  return Object.keys(taken);
}

function clientsOf({ issuers }: TrustModel, name: string): readonly string[] {
  const model = Object.hasOwn(issuers, name) ? issuers[name] : undefined;
  const clients = model?.kind === "jumpcloud" ? Object.keys(model.clients).sort() : [];
  if (clients.length > 0) return clients;
  const known = Object.entries(issuers).flatMap(([other, one]) => (one.kind === "jumpcloud" ? [other] : []));
  throw new CrosstrustError("USAGE", `${name} has no applications whose credentials could be taken.`, {
    where: "--for",
    expected: known.join(" or ") || "an issuer of kind jumpcloud in the config, with clients",
  });
}

async function askFor(ask: Taking["ask"], ref: string, what: string, secret: boolean): Promise<string> {
  const empty = secret ? "" : " (nothing leaves it as it is)";
  const answer = await ask(`${ref}, ${what}${empty}: `, secret);
  if (isCredential(answer) || (answer === "" && !secret)) return answer;
  throw new CrosstrustError("USAGE", `This is no ${what}; nothing was taken.`, {
    where: ref,
    expected: "1 to 512 printable characters without spaces, as JumpCloud shows them",
  });
}

/** Two applications have two ids: the same one twice is a slip of the hand. */
function checkDistinct(taken: AllClientCredentials, held: AllClientCredentials): void {
  const all = Object.entries({ ...held, ...taken });
  for (const [ref, { clientId, clientSecret }] of Object.entries(taken)) {
    const twin = all.find(([other, one]) => other !== ref && one.clientId === clientId);
    if (clientId === clientSecret || twin !== undefined) {
      const message =
        twin === undefined
          ? "The client id and the secret are the same; nothing was taken."
          : `${twin[0]} has the same client id; nothing was taken.`;
      throw new CrosstrustError("USAGE", message, { where: ref, expected: "the two values of this application" });
    }
  }
}
