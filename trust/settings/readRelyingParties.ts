import { z } from "zod";
import type { RelyingPartyModel } from "../TrustModel.ts";
import type { OktaIssuerSettings } from "./oktaIssuer.ts";
import { plainName } from "./schemas.ts";
import { memberOf, type Named, type Path, type SettingsReader } from "./SettingsReader.ts";

const keyInsightSchema = z
  .strictObject({
    kind: z.enum(["fortanix-key-insight"]),
    issuer: z.string().describe("the name of an issuer"),
    client: z.string().describe("the name of a client of that issuer"),
  })
  .describe("a relying party: its kind, an issuer and a client");

/** Reads `crosstrust:relyingParties`. */
export function readRelyingParties(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  issuers: Named<OktaIssuerSettings>,
): Named<RelyingPartyModel> {
  return reader.readEach(value, path, plainName, (party, partyPath) => {
    checkClient(reader, party, partyPath, issuers);
    return reader.read(keyInsightSchema, party, partyPath);
  });
}

function checkClient(reader: SettingsReader, party: unknown, path: Path, issuers: Named<OktaIssuerSettings>): void {
  const issuer = memberOf(party, "issuer");
  if (typeof issuer !== "string") return;
  reader.reference([...path, "issuer"], "issuer", issuer, issuers.keys());
  const clients = issuers.get(issuer)?.clients;
  const client = memberOf(party, "client");
  if (typeof client !== "string" || clients === undefined) return;
  reader.reference([...path, "client"], "client", client, clients.keys(), `issuer ${JSON.stringify(issuer)}`);
  if (clients.get(client)?.authentication === "private_key_jwt") {
    reader.fault([...path, "client"], "The client has no secret, and the form of Key Insight asks for one.", {
      found: client,
      expected: "a client with authentication client_secret_basic or client_secret_post",
    });
  }
}
