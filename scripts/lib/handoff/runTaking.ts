import { clientCredentialsKey } from "../../../trust/clientCredentials.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { askLine } from "../cli/askLine.ts";
import { askSecret } from "../cli/askSecret.ts";
import type { Terminal } from "../ScriptCommand.ts";
import type { OpenStack } from "../stack/openStack.ts";
import { readSecretConfig, writeSecretConfig } from "../stack/secretConfig.ts";
import { answersOf } from "./answersOf.ts";
import { takeClientCredentials, type Taking } from "./takeClientCredentials.ts";

/**
 * Takes the credentials of an issuer's applications into the stack's config: on a terminal it asks for them, otherwise they
 * are lines of standard input, in the order of the clients' names, the client id before the secret.
 * @returns the clients whose credentials were taken, as `issuer/client`
 * @throws CrosstrustError as takeClientCredentials; ENGINE_FAILED, INTERRUPTED
 */
export async function runTaking(
  open: OpenStack,
  model: TrustModel,
  issuer: string,
  terminal: Terminal,
): Promise<readonly string[]> {
  const { signal } = terminal;
  return takeClientCredentials({
    model,
    issuer,
    ...(terminal.interactive ? onTerminal(terminal) : answersOf(await terminal.readInput())),
    read: async () => readSecretConfig(open, clientCredentialsKey, signal),
    write: async (value) => writeSecretConfig(open, clientCredentialsKey, value, signal),
  });
}

function onTerminal(terminal: Terminal): Pick<Taking, "ask" | "end"> {
  return {
    ask: async (question, secret) => (secret ? askSecret : askLine)(question, terminal),
    end: () => undefined,
  };
}
