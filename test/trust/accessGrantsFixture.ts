import { parse } from "yaml";
import { parseSettings } from "../../trust/parseSettings.ts";
import type { Fault, RawSettings } from "../../trust/Settings.ts";
import type { JumpCloudIssuerModel, S3AccessGrantsModel, TrustModel } from "../../trust/TrustModel.ts";
import { faultsOf, type Loose } from "./settingsFixture.ts";

const config = `
issuers:
  jumpcloud:
    kind: jumpcloud
    groups: { s3-access-grants: { description: May read reports }, writers: {} }
    people:
      dora: { email: Dora@acme.example, account: declared, givenName: Dora, surname: Dean, groups: [s3-access-grants] }
      erik: { email: erik@acme.example, groups: [writers, s3-access-grants] }
      fay: { email: fay@acme.example }
    clients:
      s3-access-grants:
        redirectUris: ["http://localhost:5000/authorize"]
        loginUrl: http://localhost:5000/login
        groups: [s3-access-grants]
relyingParties:
  s3:
    kind: s3-access-grants
    issuer: jumpcloud
    client: s3-access-grants
    identityCenter:
      assignment: { groups: [analysts], users: [erik] }
      users:
        dora: { source: declared, email: dora@acme.example, givenName: Dora, surname: Dean }
        erik: { source: adopted, email: erik@acme.example }
      groups:
        analysts: { source: declared, displayName: Analysts, members: [dora] }
        auditors: { source: adopted }
    locations:
      reports: { bucket: acme-dev-reports, create: true }
      logs: { bucket: acme-dev-logs, prefix: app/ }
    grants:
      analysts-team-a: { location: reports, prefix: team-a/*, group: analysts, permission: READ }
      erik-logs: { location: logs, prefix: "*", user: erik, permission: READWRITE }
      erik-summary: { location: reports, prefix: summary.csv, user: erik, permission: WRITE }
`;

export interface AccessGrantsSettings extends Loose {
  issuers: Loose & { jumpcloud: LooseJumpCloud };
  relyingParties: Record<string, Loose> & { s3: LooseParty };
}

export interface LooseJumpCloud extends Loose {
  groups: Record<string, Loose>;
  people: Record<"dora" | "erik" | "fay", Loose> & Record<string, Loose>;
  clients: Record<"s3-access-grants", Loose> & Record<string, Loose>;
}

export interface LooseParty extends Loose {
  identityCenter: Loose & {
    assignment: Loose;
    users: Record<"dora" | "erik", Loose> & Record<string, Loose>;
    groups: Record<"analysts" | "auditors", Loose> & Record<string, Loose>;
  };
  locations: Record<"reports" | "logs", Loose> & Record<string, Loose>;
  grants: Record<"analysts-team-a" | "erik-logs" | "erik-summary", Loose> & Record<string, Loose>;
}

/** A config without a fault: JumpCloud as an issuer, and S3 Access Grants that trusts it. */
function accessGrantsSettings(): AccessGrantsSettings & RawSettings {
  return parse(config) as AccessGrantsSettings & RawSettings;
}

/** The model of that config after a change. */
export function accessGrantsModel(change: (settings: AccessGrantsSettings) => unknown = () => undefined): TrustModel & {
  readonly issuers: { readonly jumpcloud: JumpCloudIssuerModel };
  readonly relyingParties: { readonly s3: S3AccessGrantsModel };
} {
  const settings = accessGrantsSettings();
  change(settings);
  return parseSettings(settings).model as ReturnType<typeof accessGrantsModel>;
}

/** The faults of that config after a change. */
export function accessGrantsFaults(change: (settings: AccessGrantsSettings) => unknown): readonly Fault[] {
  const settings = accessGrantsSettings();
  change(settings);
  return faultsOf(settings);
}
