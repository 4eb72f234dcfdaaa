import { homedir } from "node:os";
import { sep } from "node:path";
import { CrosstrustError, type ErrorCode } from "../../../trust/CrosstrustError.ts";
import { projectRoot } from "../projectRoot.ts";
import { describeError } from "./describeError.ts";
import type { Failure } from "./Failure.ts";

/** What went wrong, in words, and what to do about it. */
export function toFailure(error: unknown, stackName: string): Failure {
  // It stands in a command within a sentence of ours.
  const stack = stackName.replaceAll(/[^\w./-]/g, "_").slice(0, 100);
  const lines = describeError(error).map((line) => withoutFolders(line));
  if (!(error instanceof CrosstrustError)) {
    return { code: "UNEXPECTED", lines, advice: "Run it again with `DEBUG=1` and report what it says." };
  }
  return { code: error.code, lines, advice: adviceOn(error.code, lines.join("\n"), stack) };
}

/** A text that says the project's own files by their paths in it, and none of the machine's: `index.ts`, `~/.pulumi`. */
export function withoutFolders(text: string, project = projectRoot, home = homedir()): string {
  const own = text.replaceAll(`${project}${sep}`, "").replaceAll(project, ".");
  return home.length > 1 ? own.replaceAll(home, "~") : own;
}

function adviceOn(code: ErrorCode, said: string, stack: string): string {
  switch (code) {
    case "SETTINGS_INVALID":
      return "Correct the config at these places; while they stand, nothing can be compared.";
    case "STACK_CONFIG_UNREADABLE":
      return "Make the config a YAML file with a mapping `config:`.";
    case "STACK_UNKNOWN":
      return `Name a stack that there is, make it with \`pulumi stack init ${stack}\`, or log in to the backend that has it (\`pulumi login\`).`;
    case "STACK_OUTPUTS_MISSING":
      return `What is deployed cannot be read, so nobody knows what access changes. \`npm run up -- --stack ${stack}\` deploys it with this version.`;
    case "ENGINE_UNAVAILABLE":
      return "Put `pulumi` on the PATH.";
    case "ENGINE_FAILED":
      return adviceOnEngine(said, stack);
    case "VENDOR_REFUSED":
    case "VENDOR_UNREACHABLE":
      return adviceOnVendor(said) ?? "Look at the credentials that the vendor was asked with, and at what it said.";
    case "USAGE":
      return "Correct the command's options.";
    case "NODE_UNAVAILABLE":
    case "PORT_TAKEN":
    case "STATE_FILE_UNREADABLE":
    case "TOKEN_UNREADABLE":
    case "INTERRUPTED":
      return "Run it again when that is put right.";
  }
}

/** By the engine's own words on its secrets manager and its backend. */
function adviceOnEngine(said: string, stack: string): string {
  if (/passphrase/i.test(said)) {
    return "Give the engine the stack's passphrase: `PULUMI_CONFIG_PASSPHRASE` or `PULUMI_CONFIG_PASSPHRASE_FILE`.";
  }
  if (said.includes("locked by another update")) return "Wait until the other update is done, and run it again.";
  if (/pulumi login|PULUMI_ACCESS_TOKEN|backend/i.test(said)) {
    return "Log in to the backend that has the stack: `pulumi login`, or `PULUMI_BACKEND_URL` with its credentials.";
  }
  if (/no resource plugin|could not load plugin|plugin .*not (?:found|installed)/i.test(said)) {
    return "Install the plugin that is missing: `pulumi install` in the project's folder, or `pulumi plugin install` with what is said below.";
  }
  const vendor = adviceOnVendor(said);
  if (vendor !== undefined) return `${vendor} \`npm run preflight -- --stack ${stack}\` asks each vendor by itself.`;
  return `Put right what the engine and the vendors say; \`npm run preflight -- --stack ${stack}\` looks at what a deployment relies on.`;
}

/** By the status that a vendor answered with, where it is among what was said. */
function adviceOnVendor(said: string): string | undefined {
  if (/\b429\b|too many requests|rate limit|throttl/i.test(said)) {
    return "A vendor takes no more requests at the moment: wait some minutes, and run it again.";
  }
  if (/\b401\b|\b403\b|unauthorized|forbidden|access ?denied|invalid_client/i.test(said)) {
    return "A vendor refuses the credentials, or they lack a right: look at who asked, and at what it said.";
  }
  if (/\b50[0234]\b|internal server error|bad gateway|service unavailable/i.test(said)) {
    return "A vendor failed by itself: run it again, and look at the vendor's status page if it stays so.";
  }
  return undefined;
}
