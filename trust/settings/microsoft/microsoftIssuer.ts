import { z } from "zod";
import type { AppRoleModel, MicrosoftClientModel } from "../../TrustModel.ts";
import { mapping, plainName, text } from "../schemas.ts";
import { memberOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";
import { appRoleSchema, appRoleValue } from "./appRole.ts";
import { b2cDirectory } from "./b2cDirectory.ts";
import { faultOfIdentifierUri } from "./identifierUri.ts";
import { readMicrosoftClient } from "./microsoftClient.ts";

/** An issuer of kind entra or b2c as it was declared. */
export interface MicrosoftIssuerSettings {
  readonly kind: "entra" | "b2c";
  /** Undefined where one of them could not be read. */
  readonly server: z.infer<typeof entraSchema> | z.infer<typeof b2cSchema> | undefined;
  readonly roles: Named<AppRoleModel>;
  readonly clients: Named<MicrosoftClientModel>;
}

const registration = {
  name: text(120, "the API's display name, at most 120 characters").exactOptional(),
  description: text(1024, "a text of at most 1024 characters").exactOptional(),
  identifierUri: z
    .string()
    .describe("what clients name when they ask for a token, such as api://orders")
    .exactOptional(),
  assignmentRequired: z
    .boolean()
    .default(true)
    .describe("true, or false to let any application of the tenant get a token"),
  accessTokenVersion: z
    .custom<2>((version) => version === 2, {
      error:
        "Tokens of version 1 have the issuer https://sts.windows.net/{tenant id}/ and may carry another audience: the gateway would refuse them all.",
      params: { expected: "2, or nothing, which means 2" },
    })
    .exactOptional(),
  roles: mapping.describe("app roles by value, such as Orders.Export: { description: Export orders }").exactOptional(),
  clients: mapping.describe("clients by name, each with its roles").exactOptional(),
};

const entraSchema = z.strictObject({ kind: z.literal("entra"), ...registration });
const b2cSchema = z.strictObject({ kind: z.literal("b2c"), ...b2cDirectory, ...registration });

/** Reads an API in the company's Entra ID tenant, and what its parts say of each other. */
export function readEntraIssuer(reader: SettingsReader, value: unknown, path: Path): MicrosoftIssuerSettings {
  const server = reader.read(entraSchema, value, path);
  checkIdentifierUri(reader, value, path);
  return { kind: "entra", server, ...readRolesAndClients(reader, value, path) };
}

/** Reads an API in an Azure AD B2C tenant. */
export function readB2cIssuer(reader: SettingsReader, value: unknown, path: Path): MicrosoftIssuerSettings {
  const server = reader.read(b2cSchema, value, path);
  checkIdentifierUri(reader, value, path, server);
  if (server?.domain?.endsWith(".b2clogin.com") && server.domain !== domainOf(server.tenantName)) {
    reader.fault([...path, "domain"], "The domain is another tenant's.", {
      found: server.domain,
      expected: `${domainOf(server.tenantName)}, or a custom domain of the tenant`,
    });
  }
  return { kind: "b2c", server, ...readRolesAndClients(reader, value, path) };
}

/** The host of a B2C tenant's own. */
export function domainOf(tenantName: string): string {
  return `${tenantName}.b2clogin.com`;
}

function checkIdentifierUri(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  tenant?: z.infer<typeof b2cSchema>,
): void {
  const uri = memberOf(value, "identifierUri");
  if (typeof uri !== "string") return;
  const wrong = faultOfIdentifierUri(uri, tenant);
  if (wrong) {
    reader.fault([...path, "identifierUri"], wrong.message, {
      ...(!uri.includes("@") && uri.length <= 200 && { found: uri }),
      expected: wrong.expected,
    });
  }
}

function readRolesAndClients(reader: SettingsReader, value: unknown, path: Path) {
  const rolesPath = [...path, "roles"];
  const roles = reader.readEach(memberOf(value, "roles"), rolesPath, appRoleValue, (role, rolePath) =>
    reader.read(appRoleSchema, role, rolePath),
  );
  checkRoleValues(reader, roles, rolesPath);
  const clients = reader.readEach(memberOf(value, "clients"), [...path, "clients"], plainName, (client, clientPath) =>
    readMicrosoftClient(reader, client, clientPath, roles),
  );
  return { roles, clients };
}

/** Whether Entra ID tells values apart by case is not documented; people cannot. */
function checkRoleValues(reader: SettingsReader, roles: Named<AppRoleModel>, path: Path): void {
  const owners = new Map<string, string>();
  for (const value of roles.keys()) {
    const owner = owners.get(value.toLowerCase());
    if (owner === undefined) owners.set(value.toLowerCase(), value);
    else {
      reader.fault([...path, value], `The role ${JSON.stringify(owner)} differs from this one in case alone.`, {
        expected: "values that differ in more than upper and lower case",
      });
    }
  }
}
