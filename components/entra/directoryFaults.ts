import type { Fault } from "../../trust/Settings.ts";
import type { IssuerModel, TrustModel } from "../../trust/TrustModel.ts";
import type { Surroundings } from "../Surroundings.ts";
import { directoryVariable, missingDirectoryVariables } from "./directoryVariables.ts";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const expectedTenantId = "the tenant's id, a GUID, as azuread:tenantId in the config or as ARM_TENANT_ID";

/** What the directories of Microsoft's need and neither the config nor the environment says. */
export function directoryFaults(model: TrustModel, surroundings: Surroundings): Fault[] {
  return [...tenantFaults(model, surroundings), ...b2cFaults(model, surroundings)];
}

function tenantFaults({ issuers, relyingParties }: TrustModel, { config, environment }: Surroundings): Fault[] {
  const users = [
    ...Object.entries(issuers).flatMap(([name, issuer]) => usersOf(name, issuer)),
    ...Object.entries(relyingParties).flatMap(([name, { kind }]) =>
      kind === "jumpcloud-federation" ? [`the relying party ${name}`] : [],
    ),
  ];
  if (users.length === 0) return [];
  const tenantId = config["azuread:tenantId"] ?? environment["ARM_TENANT_ID"];
  const path = ["azuread:tenantId"];
  if (!tenantId) {
    return [
      { path, message: `It is missing, and ${users.join(" and ")} cannot do without.`, expected: expectedTenantId },
    ];
  }
  if (!guid.test(tenantId)) {
    return [{ path, message: "This is no tenant id.", found: tenantId, expected: expectedTenantId }];
  }
  return Object.entries(issuers).flatMap(([name, issuer]) =>
    issuer.kind === "b2c" && issuer.tenantId === tenantId.toLowerCase()
      ? [
          {
            path: ["crosstrust:issuers", name, "tenantId"],
            message: "This is the company's own tenant; a B2C tenant is a directory of its own.",
            found: issuer.tenantId,
            expected: "the B2C tenant's id",
          },
        ]
      : [],
  );
}

/** What of an issuer is registered in the company's tenant. */
function usersOf(name: string, issuer: IssuerModel): readonly string[] {
  if (issuer.kind === "entra") return [`the issuer ${name}`];
  return Object.entries(issuer.kind === "cognito" ? issuer.federation : {}).flatMap(([provider, { kind }]) =>
    kind === "entra" ? [`the identity provider ${provider} of the issuer ${name}`] : [],
  );
}

function b2cFaults({ issuers }: TrustModel, { environment }: Surroundings): Fault[] {
  const names = Object.keys(issuers).filter((name) => issuers[name]?.kind === "b2c");
  return names.flatMap((name, index): Fault[] => {
    const path = ["crosstrust:issuers", name];
    const missing = missingDirectoryVariables(name, environment);
    const same = (other: string) => directoryVariable(other, "CLIENT_ID") === directoryVariable(name, "CLIENT_ID");
    const namesake = names.slice(0, index).find(same);
    return [
      ...(missing.length === 0
        ? []
        : [
            {
              path,
              message: `The environment has no ${missing.join(" and no ")}.`,
              expected: `the credentials of an application in the B2C tenant, in ${missing.join(" and ")}`,
            },
          ]),
      ...(namesake === undefined
        ? []
        : [
            {
              path,
              message: `Its credentials would be those of ${namesake}: both are read from ${directoryVariable(name, "CLIENT_ID")}.`,
              expected: "names that differ in more than case and punctuation",
            },
          ]),
    ];
  });
}
