import { z } from "zod";
import type { RelyingPartyModel } from "../TrustModel.ts";
import { readJumpCloudFederation } from "./microsoft/jumpCloudFederation.ts";
import type { IssuerSettings } from "./readIssuers.ts";
import { plainName } from "./schemas.ts";
import { isMapping, memberOf, type Named, type Path, type SettingsReader } from "./SettingsReader.ts";

const kindSchema = z
  .looseObject({ kind: z.enum(["fortanix-key-insight", "jumpcloud-federation"]) })
  .describe("a relying party: its kind and what the kind asks for");

const keyInsightSchema = z
  .strictObject({
    kind: z.literal("fortanix-key-insight"),
    issuer: z.string().describe("the name of an issuer"),
    client: z.string().describe("the name of a client of that issuer"),
  })
  .describe("a relying party: its kind, an issuer and a client");

/** Reads `crosstrust:relyingParties`. */
export function readRelyingParties(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
): Named<RelyingPartyModel> {
  let federation: string | undefined;
  return reader.readEach<RelyingPartyModel>(value, path, plainName, (party, partyPath, name) => {
    const kind = reader.read(kindSchema, party, partyPath)?.kind;
    if (kind === undefined || !isMapping(party)) return undefined;
    if (kind === "fortanix-key-insight") {
      checkClient(reader, party, partyPath, issuers);
      return reader.read(keyInsightSchema, party, partyPath);
    }
    if (federation !== undefined) {
      const message = `${JSON.stringify(federation)} is one already, and a JumpCloud organisation has one identity provider at most.`;
      reader.fault(partyPath, message, { expected: "one of the two" });
    }
    federation ??= name;
    return readJumpCloudFederation(reader, party, partyPath);
  });
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
