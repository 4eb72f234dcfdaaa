import { directoryVariable } from "../../../components/entra/directoryVariables.ts";
import { defaultDirectories, type SandboxDirectory } from "../../../sandbox/SandboxDirectory.ts";
import type { B2cIssuerModel, TrustModel } from "../../../trust/TrustModel.ts";

const initialDomain = ".onmicrosoft.com";

/**
 * The directories of Microsoft's that a stack needs, as they are before anything is declared: the company's Entra tenant
 * with the domains that its relying parties name, and every B2C tenant with the policies and hosts of its issuers.
 * @param tenantId of the Entra tenant; where neither config nor environment names one, the sandbox's own
 */
export function sandboxDirectories(model: TrustModel, tenantId: string | undefined): readonly SandboxDirectory[] {
  const [standard] = defaultDirectories;
  const domains = Object.values(model.relyingParties).flatMap((party) =>
    party.kind === "jumpcloud-federation" ? party.domains : [],
  );
  const initial = domains.find((domain) => domain.toLowerCase().endsWith(initialDomain));
  const entra: SandboxDirectory = {
    tenantId: (tenantId ?? standard?.tenantId ?? "").toLowerCase(),
    kind: "entra",
    name: initial?.slice(0, -initialDomain.length) ?? standard?.name ?? "rehearsal",
    domains: [...new Set(domains.filter((domain) => domain !== initial))],
    policies: [],
    loginHosts: [],
    variableSuffixes: [""],
  };
  const issuers = Object.entries(model.issuers).flatMap(([name, issuer]) =>
    issuer.kind === "b2c" ? [{ name, issuer }] : [],
  );
  const tenants = Map.groupBy(issuers, ({ issuer }) => issuer.tenantId);
  return [entra, ...[...tenants].map(([id, named]) => b2cDirectory(id, named))];
}

interface NamedIssuer {
  readonly name: string;
  readonly issuer: B2cIssuerModel;
}

/** Several issuers may be policies of one tenant. */
function b2cDirectory(tenantId: string, issuers: readonly NamedIssuer[]): SandboxDirectory {
  const name = issuers[0]?.issuer.tenantName ?? tenantId;
  return {
    tenantId,
    kind: "b2c",
    name,
    domains: [],
    policies: [...new Set(issuers.map(({ issuer }) => issuer.policy))],
    loginHosts: [...new Set([`${name}.b2clogin.com`, ...issuers.map(({ issuer }) => issuer.domain)])],
    variableSuffixes: issuers.map((one) => directoryVariable(one.name, "CLIENT_ID").slice("ARM_CLIENT_ID".length)),
  };
}
