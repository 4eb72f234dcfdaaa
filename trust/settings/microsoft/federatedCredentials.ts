import { z } from "zod";
import type { FederatedCredentialModel } from "../../TrustModel.ts";
import { httpsUrl, plainName, text } from "../schemas.ts";
import { isMapping, type Named, type NameRule, type Path, type SettingsReader } from "../SettingsReader.ts";

/** Workload identity federation, considerations: an application has at most 20, and each value at most 600 characters. */
const mostPerApplication = 20;
const longest = 600;

/** Wildcards are taken, and then match nothing but themselves (considerations for federated identity credentials). */
function withoutWildcard<T extends z.ZodType<string>>(schema: T) {
  return schema.refine((value) => !value.includes("*") && value.length <= longest, {
    error: `Federated credentials know no wildcards, and no texts of more than ${longest} characters.`,
    params: { expected: "the exact value that the token carries" },
  });
}

const issuerUrl = "the https URL of the issuer, exactly as its tokens say it in iss";

const credentialSchema = z
  .strictObject({
    issuer: withoutWildcard(httpsUrl(issuerUrl)).describe(issuerUrl),
    subject: withoutWildcard(text(longest, "the token's subject (sub)")).describe("the token's subject (sub)"),
    audience: withoutWildcard(text(longest, "the token's audience (aud)"))
      .default("api://AzureADTokenExchange")
      .describe("the token's audience (aud), by default api://AzureADTokenExchange"),
    description: text(longest, `a text of at most ${longest} characters`).exactOptional(),
  })
  .describe("whose tokens count instead of a secret: issuer and subject");

/** Graph asks for 3 to 120 characters (error reference of federated identity credentials); names here have at most 40. */
const credentialName: NameRule = (name) =>
  name.length < 3
    ? { message: `${JSON.stringify(name)} is too short a name.`, expected: "3 characters or more" }
    : plainName(name);

/** Reads the federated credentials of one application, by name. */
export function readFederatedCredentials(
  reader: SettingsReader,
  value: unknown,
  path: Path,
): Named<FederatedCredentialModel> {
  if (isMapping(value) && Object.keys(value).length > mostPerApplication) {
    reader.fault(path, "An application does not take so many federated credentials.", {
      found: Object.keys(value).length,
      expected: `at most ${mostPerApplication}`,
    });
  }
  const credentials = reader.readEach(value, path, credentialName, (credential, credentialPath) =>
    reader.read(credentialSchema, credential, credentialPath),
  );
  const owners = new Map<string, string>();
  for (const [name, credential] of credentials) {
    if (credential === undefined) continue;
    const key = JSON.stringify([credential.issuer, credential.subject]);
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, name);
    else {
      const message = `${JSON.stringify(owner)} has the same issuer and subject, and Entra ID takes each pair once.`;
      reader.fault([...path, name], message, { expected: "one of the two" });
    }
  }
  return credentials;
}
