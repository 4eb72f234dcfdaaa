import { collectClientSecrets } from "../../../components/describeTrust.ts";
import { B2cIssuer } from "../../../components/entra/B2cIssuer.ts";
import { directoryCredentials } from "../../../components/entra/directoryVariables.ts";
import { EntraIssuer } from "../../../components/entra/EntraIssuer.ts";
import { EntraPerson } from "../../../components/entra/EntraPerson.ts";
import { EntraSignInApplication } from "../../../components/entra/EntraSignInApplication.ts";
import { mapValues } from "../../../lib/mapValues.ts";
import type { IssuerModel, TrustModel } from "../../../trust/TrustModel.ts";

/** What a test changes between two runs of the program. */
export interface Wishes {
  /** Optional claims to leave out. */
  readonly without: string[];
  /** What is said of the APIs, instead of what the config says. */
  description?: string;
}

/**
 * The part of the real program that is in Microsoft's directories: the company's own, and the B2C tenant through a provider
 * of its own.
 * @param environment holds that provider's credentials
 */
export function entraProgram(environment: Readonly<Record<string, string>>, wishes: Wishes) {
  const declare = (name: string, wanted: IssuerModel) => {
    const { description } = wishes;
    const model = { ...wanted, ...(description !== undefined && { description }) };
    if (model.kind !== "entra" && model.kind !== "b2c") return [];
    if (model.kind === "entra") return [[name, new EntraIssuer(name, model)] as const];
    const credentials = directoryCredentials(name, environment);
    return [[name, new B2cIssuer(name, { ...model, credentials })] as const];
  };
  return async ({ issuers, relyingParties }: TrustModel): Promise<Record<string, unknown>> => {
    const declared = Object.fromEntries(Object.entries(issuers).flatMap(([name, model]) => declare(name, model)));
    const parties = Object.entries(relyingParties).flatMap(([name, model]) => {
      if (model.kind !== "jumpcloud-federation") return [];
      const optionalClaims = model.application.optionalClaims.filter((claim) => !wishes.without.includes(claim));
      const application = new EntraSignInApplication(name, { ...model.application, optionalClaims });
      const people = mapValues(model.people, (person, key) => new EntraPerson(`${name}/${key}`, person));
      const { clientId, tenantId, issuer } = application;
      const ids = mapValues(people, ({ objectId }) => objectId);
      return [[name, { clientId, tenantId, issuer, people: ids }] as const];
    });
    return {
      issuers: mapValues(declared, ({ deployed }) => deployed),
      clientSecrets: collectClientSecrets(declared),
      relyingParties: Object.fromEntries(parties),
    };
  };
}
