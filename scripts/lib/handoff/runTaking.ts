import { clientCredentialsKey } from "../../../trust/clientCredentials.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { askLine } from "../cli/askLine.ts";
import { askSecret } from "../cli/askSecret.ts";
import type { Terminal } from "../ScriptCommand.ts";
import type { OpenStack } from "../stack/openStack.ts";
import { readSecretConfig, writeSecretConfig } from "../stack/secretConfig.ts";
import { takeClientCredentials } from "./takeClientCredentials.ts";

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
    ask: terminal.interactive
      ? async (question, secret) => (secret ? askSecret : askLine)(question, terminal)
      : linesOf(await terminal.readInput()),
    read: async () => readSecretConfig(open, clientCredentialsKey, signal),
    write: async (value) => writeSecretConfig(open, clientCredentialsKey, value, signal),
  });
}

function linesOf(input: string): () => Promise<string> {
  const lines = input.split(/\r?\n/);
  return async () => lines.shift()?.trim() ?? "";
}
