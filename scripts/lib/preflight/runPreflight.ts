import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { LiveHttp } from "../verify/LiveHttp.ts";
import type { Finding } from "../../../trust/Finding.ts";
import { expectedIssuers, type Known } from "./expectedIssuers.ts";
import { inspectIssuer } from "./inspectIssuer.ts";
import { inspectSecrets } from "./inspectSecrets.ts";

export interface PreflightOptions {
  /** Whether the deployment reads first what the vendors hold, and so makes again what the stack made: an error of it warns. */
  readonly refreshes?: boolean;
}

/**
 * Looks, before anything is deployed, at what the deployment will rely on. It only reads.
 * @returns in the order of issuers, relying parties and secrets
 * @throws CrosstrustError INTERRUPTED
 */
export async function runPreflight(
  known: Known,
  http: LiveHttp,
  now: Date,
  { refreshes = false }: PreflightOptions = {},
): Promise<readonly Finding[]> {
  const inspected = await Promise.all(
    expectedIssuers(known).map(async (expectation) => {
      const findings = await inspectIssuer(expectation, http);
      if (!refreshes || expectation.madeHere !== true) return findings;
      return findings.map((finding): Finding => ({ ...finding, severity: "warning" }));
    }),
  );
  return [...inspected.flat(), ...inspectSecrets(known.model, known.deployed, now)];
}

/** A finding in lines. */
export function describeFinding({ severity, where, message, expected, actual, advice }: Finding): readonly string[] {
  return [
    `${severity === "error" ? "FAILED" : "warning"}  ${where}: ${message}`,
    ...(expected === undefined ? [] : [`    expected: ${expected}`]),
    ...(actual === undefined ? [] : [`    found: ${actual}`]),
    ...(advice === undefined ? [] : [`    change: ${advice}`]),
  ];
}

/** @throws CrosstrustError VENDOR_REFUSED with every error among the findings */
export function refuseErrors(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  const heading = "The deployment would not work; nothing was changed:";
  throw new CrosstrustError("VENDOR_REFUSED", [heading, ...errors.flatMap(describeFinding)].join("\n"), {
    where: "preflight",
    expected: "everything as the config says; --skip-preflight deploys all the same",
  });
}
