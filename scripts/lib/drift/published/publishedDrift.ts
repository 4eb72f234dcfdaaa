import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { Finding } from "../../../../trust/Finding.ts";
import type { Fault } from "../../../../trust/Settings.ts";
import { expectedIssuers } from "../../preflight/expectedIssuers.ts";
import { inspectIssuer } from "../../preflight/inspectIssuer.ts";
import type { IssuerExpectation } from "../../preflight/IssuerExpectation.ts";
import type { DriftReader } from "../DriftContext.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { putBack } from "../lib/putBack.ts";

/**
 * What each issuer publishes, read as whoever trusts it reads it: its discovery document, the issuer in it, and its keys.
 * Which issuer its relying parties have stored is the engine's to compare, and the vendors' readers'.
 * How long an answer takes is no drift, and is not measured.
 */
export const publishedDrift: DriftReader = async ({ stack, trust, http }) => {
  const inspected = await Promise.all(
    expectedIssuers(knownOf(trust)).map(async (expectation) => {
      const findings = await inspectIssuer(expectation, http, () => 0);
      return findings.map((finding) => toDrift(expectation, finding, stack));
    }),
  );
  return inspected.flat();
};

function knownOf(trust: DeployedTrust) {
  const { issuers, relyingParties, model } = trust;
  const all = [...Object.values(issuers), ...Object.values(relyingParties)];
  const tenants = all.flatMap((one) => ("tenantId" in one && one.kind !== "b2c" ? [one.tenantId] : []));
  const federations = Object.values(issuers).flatMap((one) =>
    one.kind === "cognito" ? Object.values(one.federation).map(({ issuer }) => tenantOf(issuer)) : [],
  );
  const jumpCloud = Object.values(issuers).find(({ kind }) => kind === "jumpcloud");
  const [tenantId] = [...tenants, ...federations];
  return { model, tenantId, jumpCloudIssuer: jumpCloud?.issuer, deployed: trust };
}

/** Of `https://login.microsoftonline.com/{tenantId}/v2.0`. */
function tenantOf(issuer: string): string | undefined {
  const { hostname, pathname } = URL.parse(issuer) ?? {};
  return hostname === "login.microsoftonline.com" ? pathname?.split("/")[1] : undefined;
}

function toDrift({ name, issuer, madeHere }: IssuerExpectation, finding: Finding, stack: string): DriftFinding {
  const { advice: other = "The issuer has to publish it again: what trusts it reads it there." } = finding;
  const advice = madeHere === true ? putBack(stack) : other;
  const differs = finding.expected === issuer;
  return driftFinding({
    ...finding,
    rule: differs ? "issuer-mismatch" : "discovery",
    where: `${name}, ${differs ? "published issuer" : "published documents"}`,
    message: differs ? finding.message : `${finding.message} Whoever trusts the issuer refuses its tokens.`,
    advice,
    path: pathOf(name),
  });
}

/** Of `issuers.portal.federation.company`: names of issuers and providers have no dots. */
function pathOf(name: string): Fault["path"] {
  const [section = "", ...rest] = name.split(".");
  return [`crosstrust:${section}`, ...rest];
}
