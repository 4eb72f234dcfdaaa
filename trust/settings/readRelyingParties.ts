import { z } from "zod";
import type { KeyInsightModel, RelyingPartyModel } from "../TrustModel.ts";
import { readAccessGrants } from "./accessGrants/accessGrants.ts";
import { readJiraServiceManagement } from "./jsm/jiraServiceManagement.ts";
import { readJumpCloudFederation } from "./microsoft/jumpCloudFederation.ts";
import type { IssuerSettings } from "./readIssuers.ts";
import { plainName } from "./schemas.ts";
import { isMapping, memberOf, type Named, type Path, type SettingsReader } from "./SettingsReader.ts";

const keyInsightSchema = z
  .strictObject({
    kind: z.literal("fortanix-key-insight"),
    issuer: z.string().describe("the name of an issuer"),
    client: z.string().describe("the name of a client of that issuer"),
  })
  .describe("a relying party: its kind, an issuer and a client");

/** Reads one relying party. */
type Read = (
  reader: SettingsReader,
  value: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
  name: string,
) => RelyingPartyModel | undefined;

const readers = {
  "fortanix-key-insight": readKeyInsight,
  "jumpcloud-federation": readJumpCloudFederation,
  "jira-service-management": readJiraServiceManagement,
  "s3-access-grants": readAccessGrants,
} satisfies Readonly<Record<string, Read>>;

type Kind = keyof typeof readers;

/** Why a stack has at most one relying party of a kind. */
const atMostOne = {
  "jumpcloud-federation": "a JumpCloud organisation has one identity provider at most",
  "s3-access-grants": "an account has one Access Grants instance in a region at most",
} as const;

const kindSchema = z
  .looseObject({ kind: z.enum(Object.keys(readers) as [Kind, ...Kind[]]) })
  .describe("a relying party: its kind and what the kind asks for");

/** Reads `crosstrust:relyingParties`. */
export function readRelyingParties(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
): Named<RelyingPartyModel> {
  const only = new Map<Kind, string>();
  return reader.readEach<RelyingPartyModel>(value, path, plainName, (party, partyPath, name) => {
    const kind = reader.read(kindSchema, party, partyPath)?.kind;
    if (kind === undefined || !isMapping(party)) return undefined;
    const first = only.get(kind);
    if (first !== undefined && kind in atMostOne) {
      const message = `${JSON.stringify(first)} is one already, and ${atMostOne[kind as keyof typeof atMostOne]}.`;
      reader.fault(partyPath, message, { expected: "one of the two" });
    }
    only.set(kind, first ?? name);
    return (readers[kind] as Read)(reader, party, partyPath, issuers, name);
  });
}

function readKeyInsight(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
): KeyInsightModel | undefined {
  checkClient(reader, value, path, issuers);
  return reader.read(keyInsightSchema, value, path);
}

function checkClient(reader: SettingsReader, party: unknown, path: Path, issuers: Named<IssuerSettings>): void {
  const issuer = memberOf(party, "issuer");
  if (typeof issuer !== "string") return;
  reader.reference([...path, "issuer"], "issuer", issuer, issuers.keys());
  const settings = issuers.get(issuer);
  if (settings === undefined) return;
  if (settings.kind !== "okta") {
    reader.fault([...path, "issuer"], "Key Insight is onboarded with the client of an Okta authorization server.", {
      found: issuer,
      expected: "the name of an issuer of kind okta",
    });
    return;
  }
  const { clients } = settings;
  const client = memberOf(party, "client");
  if (typeof client !== "string") return;
  reader.reference([...path, "client"], "client", client, clients.keys(), `issuer ${JSON.stringify(issuer)}`);
  if (clients.get(client)?.authentication === "private_key_jwt") {
    reader.fault([...path, "client"], "The client has no secret, and the form of Key Insight asks for one.", {
      found: client,
      expected: "a client with authentication client_secret_basic or client_secret_post",
    });
  }
}
