import { z } from "zod";
import { sortedByKey } from "../../../lib/sortedByKey.ts";
import type { EntraApplicationModel, FederatedPersonModel, JumpCloudFederationModel } from "../../TrustModel.ts";
import { mapping, text, uniqueTexts } from "../schemas.ts";
import { memberOf, textsOf, type Path, type SettingsReader } from "../SettingsReader.ts";
import { isDomain } from "./b2cDirectory.ts";
import { readFederatedCredentials } from "./federatedCredentials.ts";
import { toCredentials } from "./microsoftClient.ts";
import { optionalClaims } from "./optionalClaims.ts";
import { checkOwners, ownersSchema, toOwners } from "./owners.ts";
import { readPeople } from "./people.ts";
import { redirectUris } from "./redirectUris.ts";
import { checkExpiry, secretSchema, toSecret } from "./secret.ts";

const applicationSchema = z
  .strictObject({
    name: text(120, "the application's display name, at most 120 characters").default("JumpCloud"),
    redirectUris: redirectUris.default(["https://login.jumpcloud.com/oauth/callback"]),
    optionalClaims: optionalClaims.prefault("all"),
    owners: ownersSchema,
    secret: secretSchema.exactOptional(),
    federatedCredentials: mapping.describe("federated credentials by name").exactOptional(),
  })
  .describe("JumpCloud as an application of the Entra tenant");

const federationSchema = z
  .strictObject({
    kind: z.literal("jumpcloud-federation"),
    identityProvider: z
      .strictObject({
        name: text(100, "the identity provider's name in JumpCloud, at most 100 characters").default("Entra OIDC"),
        adopt: z.boolean().default(false).describe("true to take over the identity provider that is there already"),
      })
      .prefault({})
      .describe("the identity provider in JumpCloud: its name, and whether one that is there is taken over"),
    group: text(255, "the JumpCloud user group that the routing policy names"),
    domains: uniqueTexts("domain", "the tenant's verified domains that people's names may end in, at least one").min(1),
    application: mapping.describe("JumpCloud as an application of the Entra tenant").exactOptional(),
    people: mapping.describe("people by name").exactOptional(),
  })
  .describe("a federation of JumpCloud with Entra ID: a group, domains and people");

/** Reads a relying party of kind jumpcloud-federation. */
export function readJumpCloudFederation(
  reader: SettingsReader,
  value: unknown,
  path: Path,
): JumpCloudFederationModel | undefined {
  const federation = reader.read(federationSchema, value, path);
  const domains = readDomains(reader, memberOf(value, "domains"), [...path, "domains"]);
  const application = readApplication(reader, memberOf(value, "application") ?? {}, [...path, "application"]);
  const people = readPeople(reader, memberOf(value, "people"), [...path, "people"], domains);
  if (federation === undefined || application === undefined) return undefined;
  return {
    kind: federation.kind,
    application,
    identityProviderName: federation.identityProvider.name,
    adoptIdentityProvider: federation.identityProvider.adopt,
    group: federation.group,
    domains,
    people: Object.fromEntries(
      sortedByKey(
        [...people].flatMap(([name, person]): [string, FederatedPersonModel][] => (person ? [[name, person]] : [])),
      ),
    ),
  };
}

/** In lower case, sorted, each once. */
function readDomains(reader: SettingsReader, value: unknown, path: Path): readonly string[] {
  const domains = textsOf(value).map(([index, domain]) => {
    if (!isDomain(domain.toLowerCase()) || domain.length > 48) {
      reader.fault([...path, index], "This is not a domain that user principal names can end in.", {
        ...(domain.length <= 100 && !domain.includes("@") && { found: domain }),
        expected: "a domain name of at most 48 characters, such as acme.example",
      });
    }
    return domain.toLowerCase();
  });
  return [...new Set(domains)].sort();
}

function readApplication(reader: SettingsReader, value: unknown, path: Path): EntraApplicationModel | undefined {
  checkExpiry(reader, memberOf(value, "secret"), [...path, "secret"]);
  checkOwners(reader, memberOf(value, "owners"), [...path, "owners"]);
  const application = reader.read(applicationSchema, value, path);
  const credentialsPath = [...path, "federatedCredentials"];
  const credentials = readFederatedCredentials(reader, memberOf(value, "federatedCredentials"), credentialsPath);
  if (application === undefined) return undefined;
  return {
    name: application.name,
    redirectUris: application.redirectUris,
    optionalClaims: application.optionalClaims,
    owners: toOwners(application.owners),
    secret: toSecret(application.secret),
    federatedCredentials: toCredentials(credentials),
  };
}
