import { collectClientSecrets } from "../../../components/describeTrust.ts";
import { OktaIssuer } from "../../../components/okta/OktaIssuer.ts";
import { mapValues } from "../../../lib/mapValues.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";

/** The Okta part of the real program. */
export async function oktaProgram({ issuers }: TrustModel): Promise<Record<string, unknown>> {
  const declared = Object.fromEntries(
    Object.entries(issuers).flatMap(([name, model]) =>
      model.kind === "okta" ? [[name, new OktaIssuer(name, model)] as const] : [],
    ),
  );
  return { issuers: mapValues(declared, ({ deployed }) => deployed), clientSecrets: collectClientSecrets(declared) };
}
