import { z } from "zod";
import { audienceClients, customScopes } from "../../access/cognitoGrants.ts";
import type { CognitoClientModel, PoolFederationModel, ResourceServerModel, UserGroupModel } from "../../TrustModel.ts";
import { mapping, plainName, text } from "../schemas.ts";
import { memberOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";
import { readCognitoClient } from "./cognitoClient.ts";
import { domainSchema } from "./domain.ts";
import { providerName, readFederation } from "./federation.ts";
import { checkIdentifiers, readResourceServer } from "./resourceServer.ts";

/** An issuer of kind cognito as it was declared. */
export interface CognitoIssuerSettings {
  readonly kind: "cognito";
  /** Undefined where one of them could not be read. */
  readonly server: z.infer<typeof poolSchema> | undefined;
  readonly resourceServers: Named<ResourceServerModel>;
  readonly clients: Named<CognitoClientModel>;
  readonly groups: Named<UserGroupModel>;
  readonly federation: Named<PoolFederationModel>;
}

const passwords = z
  .strictObject({
    // Cognito would take 6; NIST SP 800-63B asks for 8 of a password that people choose.
    minimumLength: z.int().min(8).max(99).default(12).describe("a whole number from 8 to 99"),
    temporaryDays: z.int().min(1).max(365).default(7).describe("a whole number of days from 1 to 365"),
    lowercase: z.boolean().default(true),
    uppercase: z.boolean().default(true),
    numbers: z.boolean().default(true),
    symbols: z.boolean().default(true),
  })
  .describe("the password policy, such as { minimumLength: 12, temporaryDays: 7 }");

const signIn = z
  .array(z.enum(["username", "email", "phone_number"]))
  .min(1)
  .superRefine((kinds, context) => {
    const issue = (message: string, expected: string) => {
      context.addIssue({ code: "custom", message, params: { expected } });
    };
    if (new Set(kinds).size < kinds.length) issue("One of them is listed twice.", "each of them once");
    if (kinds.includes("username") && kinds.length > 1) {
      issue(
        "In a pool where people sign in with an address, they have no other user name.",
        "[username] alone, or email, phone_number or both",
      );
    }
  })
  .describe("[email], [phone_number], both, or [username]");

/** The one way back that needs nothing besides: a phone would need AWS's text messages set up. */
const recovery = z
  .union([z.literal("none"), z.tuple([z.literal("email")])])
  .describe("[email], or none: administrators set a new password");

const nameSchema = z
  .string()
  .refine((value) => /^[\w\s+=,.@-]{1,128}$/.test(value) && value === value.trim(), {
    error: "Cognito does not take this as the name of a user pool.",
    params: { expected: "1 to 128 letters, digits, spaces and + = , . @ - _" },
  })
  .describe("the pool's name in AWS, at most 128 characters");

/** Quotas of a pool that AWS raises on request, with AWS's defaults (Amazon Cognito developer guide, "Quotas"). */
const quotas = z
  .strictObject({
    resourceServers: z.int().min(1).default(25).describe("how many resource servers AWS allows, by default 25"),
    clients: z.int().min(1).default(1000).describe("how many app clients AWS allows, by default 1000"),
    groups: z.int().min(1).default(10_000).describe("how many groups AWS allows, by default 10000"),
    federation: z.int().min(1).default(300).describe("how many identity providers AWS allows, by default 300"),
  })
  .describe("quotas that AWS has raised for this account");

const poolSchema = z.strictObject({
  kind: z.literal("cognito"),
  name: nameSchema.exactOptional(),
  signIn: signIn.default(["email"]),
  passwords: passwords.prefault({}),
  // Nobody has enrolled an authenticator app yet when a pool is made.
  mfa: z.enum(["off", "optional", "required"]).default("off"),
  recovery: recovery.default(["email"]),
  deletionProtection: z.boolean().default(true).describe("true, or false to let AWS delete the pool"),
  domain: domainSchema,
  pages: z.enum(["managed", "classic"]).default("managed"),
  resourceServers: mapping
    .describe("resource servers by name, such as orders: { scopes: { read: {} } }")
    .exactOptional(),
  clients: mapping.describe("clients by name, each with its kind").exactOptional(),
  groups: mapping.describe("groups of people by name, such as agents: { precedence: 1 }").exactOptional(),
  federation: mapping
    .describe(
      "other identity providers by name, such as company: { kind: entra, name: Portal, attributes: { email: email } }",
    )
    .exactOptional(),
  quotas: quotas.prefault({}),
});

const groupSchema = z
  .strictObject({
    description: text(2048, "a text of at most 2048 characters").exactOptional(),
    precedence: z
      .int()
      .min(0)
      .max(2_147_483_647)
      .describe("a whole number from 0; the lowest comes first")
      .exactOptional(),
  })
  .describe("a mapping, {} where there is nothing to say");

/** Reads a user pool, and what its parts say of each other. */
export function readCognitoIssuer(reader: SettingsReader, value: unknown, path: Path): CognitoIssuerSettings {
  const server = reader.read(poolSchema, value, path);
  const serversPath = [...path, "resourceServers"];
  const resourceServers = reader.readEach(
    memberOf(value, "resourceServers"),
    serversPath,
    plainName,
    (entry, at, name) => readResourceServer(reader, entry, at, name),
  );
  checkIdentifiers(reader, resourceServers, serversPath);
  const custom = customScopesIn({ resourceServers });
  const federation = reader.readEach(
    memberOf(value, "federation"),
    [...path, "federation"],
    providerName,
    (provider, at) => readFederation(reader, provider, at),
  );
  const declared = { custom, federation: [...federation.keys()] };
  const clients = reader.readEach(memberOf(value, "clients"), [...path, "clients"], plainName, (client, at) =>
    readCognitoClient(reader, client, at, declared),
  );
  const groups = reader.readEach(memberOf(value, "groups"), [...path, "groups"], plainName, (group, at) =>
    reader.read(groupSchema, group, at),
  );
  const read = { kind: "cognito" as const, server, resourceServers, clients, groups, federation };
  checkPoolQuotas(reader, read, path);
  return read;
}

/** By name; undefined while one of them could not be read. */
function allRead<T>(named: Named<T>): readonly (readonly [string, T])[] | undefined {
  const read = [...named].flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const]));
  return read.length === named.size ? read : undefined;
}

/** The clients whose ids are the audiences of the pool's authorizers; undefined while any part of the pool could not be read. */
export function audienceClientsIn({ resourceServers, clients }: CognitoIssuerSettings): readonly string[] | undefined {
  const [servers, known] = [allRead(resourceServers), allRead(clients)];
  return servers && known && audienceClients({ resourceServers: servers.map(([, one]) => one), clients: known });
}

/** Every scope of the pool's resource servers; undefined while one of them could not be read. */
export function customScopesIn({
  resourceServers,
}: Pick<CognitoIssuerSettings, "resourceServers">): readonly string[] | undefined {
  const servers = allRead(resourceServers);
  return servers && customScopes(servers.map(([, one]) => one));
}

function checkPoolQuotas(reader: SettingsReader, { server, ...sections }: CognitoIssuerSettings, path: Path): void {
  if (server === undefined) return;
  for (const section of ["resourceServers", "clients", "groups", "federation"] as const) {
    const [found, most] = [sections[section].size, server.quotas[section]];
    if (found <= most) continue;
    reader.fault([...path, section], `Cognito does not take so many of these in one pool.`, {
      found,
      expected: `at most ${most}, or quotas.${section} once AWS has raised the quota`,
    });
  }
}

/** Notes domains that two pools would share; that somebody else has a prefix already, only AWS can tell. */
export function checkDomains(reader: SettingsReader, pools: Named<CognitoIssuerSettings>, path: Path): void {
  const owners = new Map<string, string>();
  for (const [name, pool] of pools) {
    const domain = pool?.server?.domain;
    const host = domain?.prefix ?? domain?.custom;
    if (domain === undefined || host === undefined) continue;
    const owner = owners.get(host);
    if (owner === undefined) owners.set(host, name);
    else {
      const at = [...path, name, "domain", domain.prefix === undefined ? "custom" : "prefix"];
      reader.fault(at, `The issuer ${JSON.stringify(owner)} has the same domain.`, {
        found: host,
        expected: "a domain of its own",
      });
    }
  }
}
