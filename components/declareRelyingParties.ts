import type { Input } from "@pulumi/pulumi";
import { mapValuesAsync } from "../lib/mapValuesAsync.ts";
import type { Settings } from "../trust/Settings.ts";
import type { KeyInsightModel, RelyingPartyModel, TrustModel } from "../trust/TrustModel.ts";
import { declared } from "./declared.ts";
import type { DeclaredIssuer } from "./DeclaredIssuer.ts";
import type { DeclaredRelyingParty } from "./DeclaredRelyingParty.ts";

type Issuers = Readonly<Record<string, DeclaredIssuer>>;
type Declare<M extends RelyingPartyModel> = (
  name: string,
  model: M,
  settings: Pick<Settings, "model">,
  issuers: Issuers,
) => Promise<DeclaredRelyingParty>;

/** One entry for each kind of relying party; its classes are loaded where the config uses it. */
const kinds: { readonly [K in RelyingPartyModel["kind"]]: Declare<Extract<RelyingPartyModel, { kind: K }>> } = {
  "fortanix-key-insight": async (name, model, settings, issuers) => {
    const { KeyInsightConnection } = await import("./fortanix/KeyInsightConnection.ts");
    const issuer = declared(issuers, model.issuer);
    return new KeyInsightConnection(name, {
      clientId: declared(issuer.clients, model.client).clientId,
      wellKnownUrl: issuer.metadataUrl,
      scopes: scopesOf(model, settings.model, issuer),
    });
  },
  "jumpcloud-federation": async (name, model) => {
    const [{ JumpCloudFederation }, { findPeople }] = await Promise.all([
      import("./jumpcloud/JumpCloudFederation.ts"),
      import("./jumpcloud/findPeople.ts"),
    ]);
    const emails = Object.entries(model.people).flatMap(([person, { jumpcloud, userPrincipalName }]) =>
      jumpcloud === "existing" ? [[person, userPrincipalName] as const] : [],
    );
    const path = `crosstrust:relyingParties.${name}.people`;
    const userIds = await findPeople(path, Object.fromEntries(emails), "jumpcloud: declared");
    return new JumpCloudFederation(name, { ...model, userIds });
  },
  "jira-service-management": async (name, model, _settings, issuers) => {
    const { JiraServiceManagementConnection } = await import("./jsm/JiraServiceManagementConnection.ts");
    const issuer = declared(issuers, model.issuer);
    return new JiraServiceManagementConnection(name, {
      ...model,
      client: declared(issuer.clients, model.client),
      pool: issuer.deployed,
    });
  },
  "s3-access-grants": async (name, model, _settings, issuers) => {
    const [{ S3AccessGrants }, { findAdopted }, { identityCenterInstance }, { jumpCloudRegion }] = await Promise.all([
      import("./aws/accessGrants/S3AccessGrants.ts"),
      import("./aws/accessGrants/findAdopted.ts"),
      import("./aws/accessGrants/identityCenterInstance.ts"),
      import("./jumpcloud/jumpCloudRegion.ts"),
    ]);
    const issuer = declared(issuers, model.issuer);
    const client = declared(issuer.clients, model.client);
    const instance = await identityCenterInstance(model.identityCenter.instanceArn);
    const adopted = await findAdopted(name, model, instance, jumpCloudRegion(process.env).issuer);
    return new S3AccessGrants(name, { ...model, issuer, client, instance, adopted });
  },
};

/** Declares the systems that trust an issuer. @returns them by the name that the config gives */
export function declareRelyingParties(
  settings: Pick<Settings, "model">,
  issuers: Issuers,
): Promise<Record<string, DeclaredRelyingParty>> {
  return mapValuesAsync(settings.model.relyingParties, (party, name) =>
    (kinds[party.kind] as Declare<RelyingPartyModel>)(name, party, settings, issuers),
  );
}

/** What the client names when it asks for a token. */
function scopesOf(
  { issuer, client }: KeyInsightModel,
  { issuers }: TrustModel,
  { deployed }: DeclaredIssuer,
): Input<readonly string[]> {
  const model = declared(issuers, issuer);
  return model.kind === "okta"
    ? declared(model.clients, client).scopes
    : deployed.apply((answer) => ("tokenScope" in answer ? [answer.tokenScope] : []));
}
