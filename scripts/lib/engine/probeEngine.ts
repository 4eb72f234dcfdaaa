import { parse } from "semver";
import { runProgram } from "../process/runProgram.ts";
import type { Engine } from "./Engine.ts";
import { oldestEngineVersion } from "./Engine.ts";

/** Why a candidate is not taken. */
export interface UnusableEngine {
  readonly command: string;
  readonly reason: string;
}

const probeTimeoutMs = 20_000;

/** Asks an executable for its version, and says whether it will do as the engine. */
export async function probeEngine(command: string, origin: Engine["origin"]): Promise<Engine | UnusableEngine> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  try {
    const { code, stdout } = await runProgram({ command, args: ["version"], env, timeoutMs: probeTimeoutMs });
    if (code === null) return { command, reason: `did not answer in ${probeTimeoutMs / 1000} s` };
    if (code !== 0) return { command, reason: `\`pulumi version\` ended with exit code ${code}` };
    const version = parse(stdout.trim());
    if (version === null) return { command, reason: `\`pulumi version\` answered no version` };
    if (version.major !== oldestEngineVersion.major) {
      return { command, reason: `is version ${version.version}; ${oldestEngineVersion.major}.x is needed` };
    }
    if (version.compare(oldestEngineVersion) < 0) {
      return { command, reason: `is version ${version.version}; ${oldestEngineVersion.version} or later is needed` };
    }
    return { command, version, origin };
  } catch (error) {
    return { command, reason: `cannot be started (${(error as NodeJS.ErrnoException).code ?? "unknown error"})` };
  }
}

export function isUsable(candidate: Engine | UnusableEngine): candidate is Engine {
  return "version" in candidate;
}
