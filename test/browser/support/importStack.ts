import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { Engine } from "../../../scripts/lib/engine/Engine.ts";
import { runProgram } from "../../../scripts/lib/process/runProgram.ts";
import { type Backend, createBackend } from "../../../scripts/lib/rehearsal/createBackend.ts";
import type { StackOutputs } from "../../../scripts/lib/stack/readStackOutputs.ts";
import type { TemporaryFolder } from "../../scripts/support/temporaryFolder.ts";

/** What marks a secret in a state (Pulumi's `stack import` takes it with its plain text, and encrypts it). */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

/** A backend with the stack `test`, deployed with these outputs as far as commands can tell. */
export async function importStack(engine: Engine, outputs: StackOutputs, folder: TemporaryFolder): Promise<Backend> {
  const { signal } = new AbortController();
  const backend = await createBackend({
    ...{ stack: "test", config: "config: {}\n", engine, signal },
    folder: join(folder.path, "backend"),
  });
  const { encryptionsalt: salt } = parse(await readFile(backend.configFile, "utf8")) as { encryptionsalt: string };
  const type = "pulumi:pulumi:Stack";
  const urn = `urn:pulumi:test::crosstrust::${type}::crosstrust-test`;
  const file = await folder.write(
    "state.json",
    JSON.stringify({
      version: 3,
      deployment: {
        manifest: { time: "2026-01-02T03:04:05Z", magic: "", version: "" },
        secrets_providers: { type: "passphrase", state: { salt } },
        resources: [
          {
            ...{ urn, type, custom: false },
            outputs: {
              trust: outputs.trust,
              clientSecrets: secret(outputs.clientSecrets),
              relyingPartySecrets: secret(outputs.relyingPartySecrets),
            },
          },
        ],
      },
    }),
  );
  const { code, stderr } = await runProgram({
    command: engine.command,
    args: ["stack", "import", "--stack", "test", "--file", file, "--non-interactive"],
    cwd: join(folder.path, "backend"),
    env: { ...process.env, ...backend.environment },
    signal,
  });
  if (code !== 0) throw new Error(stderr);
  return backend;
}
