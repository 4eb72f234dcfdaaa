import { z } from "zod";
import { sortedByKey } from "../../../lib/sortedByKey.ts";
import type { AppRoleModel, FederatedCredentialModel, MicrosoftClientModel } from "../../TrustModel.ts";
import { mapping, text, uniqueTexts } from "../schemas.ts";
import { memberOf, textsOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";
import { readFederatedCredentials } from "./federatedCredentials.ts";
import { checkExpiry, secretSchema, toSecret } from "./secret.ts";

const clientSchema = z
  .strictObject({
    label: text(120, "the application's display name, at most 120 characters").exactOptional(),
    roles: uniqueTexts("role", "the roles that the client is assigned, [] for none"),
    secret: secretSchema.exactOptional(),
    federatedCredentials: mapping.describe("federated credentials by name").exactOptional(),
  })
  .describe("a client: its roles, and how it proves who it is");

/** Reads an application that asks for tokens of an API in its own name. */
export function readMicrosoftClient(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  roles: Named<AppRoleModel>,
): MicrosoftClientModel | undefined {
  for (const [index, role] of textsOf(memberOf(value, "roles"))) {
    reader.reference([...path, "roles", index], "role", role, roles.keys());
  }
  checkExpiry(reader, memberOf(value, "secret"), [...path, "secret"]);
  const client = reader.read(clientSchema, value, path);
  const credentialsPath = [...path, "federatedCredentials"];
  const credentials = readFederatedCredentials(reader, memberOf(value, "federatedCredentials"), credentialsPath);
  if (client === undefined) return undefined;
  // Without any way to prove itself a client could not ask for tokens: it then has a secret that nobody had to ask for.
  const hasSecret = client.secret !== undefined || credentials.size === 0;
  return {
    ...(client.label !== undefined && { label: client.label }),
    roles: [...client.roles].sort(),
    ...(hasSecret && { secret: toSecret(client.secret) }),
    federatedCredentials: toCredentials(credentials),
  };
}

/** By name, in order of the names. */
export function toCredentials(
  credentials: Named<FederatedCredentialModel>,
): Readonly<Record<string, FederatedCredentialModel>> {
  const read = [...credentials].flatMap(([name, item]) => (item === undefined ? [] : [[name, item] as const]));
  return Object.fromEntries(sortedByKey(read));
}
