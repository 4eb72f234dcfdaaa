import { parse, stringify } from "yaml";
import type { Loose } from "../../trust/settingsFixture.ts";

/** The parts of the config that tests change. */
export interface AdoptedConfig {
  readonly people: Record<"dora", Loose>;
  readonly application: Loose;
  readonly party: Loose;
  readonly identityCenter: Loose;
  readonly users: Record<"dora", Loose>;
  readonly groups: Record<"analysts", Loose>;
  readonly locations: Record<"reports", Loose>;
}

/**
 * The config of a stack that trusts JumpCloud for S3 Access Grants and makes nothing that may be there already: people, users,
 * a group, the trusted token issuer, the Access Grants instance, the bucket and the application are others'.
 * @param port of the application's loopback addresses
 */
export function adoptedConfig(port: number, change: (config: AdoptedConfig) => unknown = () => undefined): string {
  const config = parse(text(port)) as { config: Record<string, Loose> };
  const { jumpcloud } = config.config["crosstrust:issuers"] as { jumpcloud: Record<string, Loose> };
  const { s3: party } = config.config["crosstrust:relyingParties"] as { s3: Record<string, Loose> };
  const identityCenter = party["identityCenter"]!;
  change({
    people: jumpcloud["people"] as AdoptedConfig["people"],
    application: jumpcloud["clients"]!["s3-access-grants"] as Loose,
    party: party,
    identityCenter,
    users: identityCenter["users"] as AdoptedConfig["users"],
    groups: identityCenter["groups"] as AdoptedConfig["groups"],
    locations: party["locations"] as AdoptedConfig["locations"],
  });
  return stringify(config);
}

const text = (port: number): string => `
config:
  aws:region: eu-central-1
  crosstrust:issuers:
    jumpcloud:
      kind: jumpcloud
      groups: { s3-access-grants: { description: May read reports in S3 } }
      people:
        dora: { email: dora@acme.example, groups: [s3-access-grants] }
      clients:
        s3-access-grants:
          label: Reports
          redirectUris: ["http://localhost:${port}/authorize"]
          loginUrl: http://localhost:${port}/login
          groups: [s3-access-grants]
  crosstrust:relyingParties:
    s3:
      kind: s3-access-grants
      issuer: jumpcloud
      client: s3-access-grants
      identityCenter:
        trustedTokenIssuer: { name: company, adopt: true }
        assignment: { groups: [analysts] }
        users: { dora: { source: adopted, email: dora@acme.example } }
        groups: { analysts: { source: adopted, displayName: Analysts } }
      instance: { adopt: true }
      locations: { reports: { bucket: acme-dev-reports } }
      grants: { analysts-read: { location: reports, prefix: team-a/*, group: analysts, permission: READ } }
`;
