import { microsoftGraph } from "../../../../components/entra/microsoftGraph.ts";
import type { DeployedJumpCloudFederation } from "../../../../trust/DeployedTrust.ts";
import type { JumpCloudFederationModel } from "../../../../trust/TrustModel.ts";
import type { Check } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { credentialsCheck } from "./credentialsCheck.ts";
import { directoryCheck, inWords } from "./directoryCheck.ts";

interface Platforms {
  readonly web?: { readonly redirectUris: readonly string[] };
  readonly spa?: { readonly redirectUris: readonly string[] };
  readonly publicClient?: { readonly redirectUris: readonly string[] };
}

interface Grant {
  readonly scope: string | null;
  readonly consentType: string;
}

interface Assignment {
  readonly resourceDisplayName: string | null;
}

/** Of an application that people sign in to: where their answers may go, what it may do, and how it proves itself. */
export function signInApplicationChecks(
  context: VerifyContext,
  name: string,
  model: JumpCloudFederationModel,
  { tenantId, applicationObjectId, servicePrincipalId, clientId }: DeployedJumpCloudFederation,
): readonly Check[] {
  const under = {
    system: "entra-jumpcloud",
    directory: context.directories.tenant(tenantId),
    variables: "ARM_CLIENT_ID and its kin",
  } as const;
  const { redirectUris } = model.application;
  const scopes = Object.keys(microsoftGraph.delegatedPermissions);
  return [
    directoryCheck(under, `${name}: the application's redirect URIs`, inWords(redirectUris, "none"), async (graph) => {
      const path = `/applications/${applicationObjectId}?$select=web,spa,publicClient`;
      const { web, spa, publicClient } = await graph.get<Platforms>(path);
      return inWords(
        [
          ...(web?.redirectUris ?? []),
          ...(spa?.redirectUris ?? []).map((uri) => `${uri} (single-page application)`),
          ...(publicClient?.redirectUris ?? []).map((uri) => `${uri} (public client)`),
        ],
        "none",
      );
    }),
    directoryCheck(
      under,
      `${name}: what the application may do`,
      `${inOrder(scopes)} as whoever signs in`,
      async (graph) => {
        const path = `/servicePrincipals/${servicePrincipalId}`;
        const [grants, roles] = await Promise.all([
          graph.list<Grant>(`${path}/oauth2PermissionGrants`),
          graph.list<Assignment>(`${path}/appRoleAssignments`),
        ]);
        return inWords(
          [
            ...grants.map(({ scope, consentType }) => {
              const whose = consentType === "AllPrincipals" ? "as whoever signs in" : "as one person";
              return `${inOrder((scope ?? "").trim().split(/\s+/))} ${whose}`;
            }),
            ...roles.map(({ resourceDisplayName }) => `a role of its own at ${resourceDisplayName ?? "an API"}`),
          ],
          "nothing",
        );
      },
    ),
    credentialsCheck(under, `${name}: the application`, clientId, model.application, context.now),
  ];
}

function inOrder(scopes: readonly string[]): string {
  return scopes.toSorted().join(", ");
}
