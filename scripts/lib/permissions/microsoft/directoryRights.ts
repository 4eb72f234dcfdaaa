import type { IssuerModel, TrustModel } from "../../../../trust/TrustModel.ts";
import type { Purpose } from "../Purpose.ts";
import type { GraphPermissionName } from "./graphPermissions.ts";

/** What an operator's application needs in one directory of Microsoft's. */
export interface DirectoryRights {
  /** The B2C issuer whose directory it is; undefined for the company's tenant. */
  readonly issuer: string | undefined;
  /** Undefined where nothing names the company's tenant. */
  readonly tenantId: string | undefined;
  /** Application permissions of Microsoft Graph. Sorted. */
  readonly permissions: readonly GraphPermissionName[];
}

interface Uses {
  /** Roles of an API that clients are assigned. */
  readonly assigns: boolean;
  /** Applications that people sign in to, with consent for everybody. */
  readonly signsIn: boolean;
  /** Accounts of people, declared or provisioned. */
  readonly hasPeople: boolean;
}

/**
 * By directory: the company's tenant first, then the B2C issuers by name; only those that the config has something in
 * (Microsoft Graph's API reference, "Permissions" of each operation that the azuread provider and the scripts use). An
 * application that may manage what it owns still has to read Microsoft Graph's own service principal; what people consented to
 * on every application's behalf, which drift looks for, is read by who reads the directory or manages consent.
 */
export function directoryRights(
  model: TrustModel,
  tenantId: string | undefined,
  purpose: Purpose,
): readonly DirectoryRights[] {
  const tenant = usesOfTenant(model);
  return [
    ...(tenant === undefined ? [] : [{ issuer: undefined, tenantId, permissions: permissionsOf(tenant, purpose) }]),
    ...Object.entries(model.issuers)
      .flatMap(([issuer, declared]) =>
        declared.kind === "b2c" ? [{ issuer, tenantId: declared.tenantId, uses: usesOfApi(declared) }] : [],
      )
      .sort((one, other) => (one.issuer < other.issuer ? -1 : 1))
      .map(({ uses, ...rest }) => ({ ...rest, permissions: permissionsOf(uses, purpose) })),
  ];
}

function usesOfTenant({ issuers, relyingParties }: TrustModel): Uses | undefined {
  const apis = Object.values(issuers).filter(({ kind }) => kind === "entra");
  const hasPeople = Object.values(relyingParties).some(({ kind }) => kind === "jumpcloud-federation");
  const federates = Object.values(issuers).some(
    (issuer) => issuer.kind === "cognito" && Object.values(issuer.federation).some(({ kind }) => kind === "entra"),
  );
  if (apis.length === 0 && !hasPeople && !federates) return undefined;
  return { assigns: apis.some((api) => usesOfApi(api).assigns), signsIn: hasPeople || federates, hasPeople };
}

function usesOfApi(issuer: IssuerModel): Uses {
  const assigns =
    (issuer.kind === "entra" || issuer.kind === "b2c") &&
    Object.values(issuer.clients).some(({ roles }) => roles.length > 0);
  return { assigns, signsIn: false, hasPeople: false };
}

function permissionsOf({ assigns, signsIn, hasPeople }: Uses, purpose: Purpose): readonly GraphPermissionName[] {
  const permissions: GraphPermissionName[] =
    purpose !== "deploy"
      ? ["Application.Read.All", "Directory.Read.All"]
      : [
          "Application.Read.All",
          "Application.ReadWrite.OwnedBy",
          ...(assigns ? (["AppRoleAssignment.ReadWrite.All"] as const) : []),
          signsIn ? "DelegatedPermissionGrant.ReadWrite.All" : "Directory.Read.All",
          ...(hasPeople ? (["Domain.Read.All", "User.ReadWrite.All"] as const) : []),
        ];
  return permissions.sort();
}
