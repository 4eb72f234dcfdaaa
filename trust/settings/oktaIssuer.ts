import { z } from "zod";
import type { ClientModel, ScopeModel } from "../TrustModel.ts";
import { publicJwks } from "./publicJwks.ts";
import { scopeName } from "./scopeName.ts";
import { allOrNames, httpsUrl, mapping, plainName, text, uniqueTexts } from "./schemas.ts";
import { memberOf, textsOf, type Named, type Path, type SettingsReader } from "./SettingsReader.ts";

/** An issuer of kind okta as it was declared, before anything is derived from it. */
export interface OktaIssuerSettings {
  readonly kind: "okta";
  /** Undefined where one of them could not be read. */
  readonly server: z.infer<typeof serverSchema> | undefined;
  readonly scopes: Named<ScopeModel>;
  readonly clients: Named<ClientModel>;
  /** Undefined when none are declared: one is then derived for each client. */
  readonly accessPolicies: Named<PolicySettings> | undefined;
}

export type PolicySettings = Omit<z.infer<typeof policySchema>, "rules"> & { readonly rules: Named<RuleSettings> };
type RuleSettings = z.infer<typeof ruleSchema>;

const minutes = z.int().min(5).max(1440).describe("a whole number of minutes from 5 to 1440");
const priority = z.int().min(1).describe("a whole number from 1, a different one for each");
const description = text(1024, "a text of at most 1024 characters");

const serverSchema = z.strictObject({
  kind: z.literal("okta"),
  name: text(100, "the authorization server's name in Okta, at most 100 characters").exactOptional(),
  description: description.exactOptional(),
  audience: text(1024, "the one audience of the authorization server's tokens, such as https://api.example.com"),
  scopes: mapping
    .refine((scopes) => Object.keys(scopes).length > 0, "There is no scope: Okta grants no token without one.")
    .describe("scopes by name, such as keys.read: { description: List keys }"),
  clients: mapping.describe("clients by name, each with its scopes").exactOptional(),
  accessPolicies: mapping
    .refine((policies) => Object.keys(policies).length > 0, "There is no access policy, so no client gets a token.")
    .describe("access policies by name; leave them out to derive one for each client")
    .exactOptional(),
  accessTokenMinutes: minutes.exactOptional(),
});

const scopeSchema = z
  .strictObject({
    description: description.exactOptional(),
    displayName: text(100, "a text of at most 100 characters").exactOptional(),
    default: z.boolean().default(false).describe("true or false"),
  })
  .describe("a mapping, {} where there is nothing to say");

const clientSchema = z
  .strictObject({
    label: text(100, "the application's label in Okta, at most 100 characters").exactOptional(),
    scopes: uniqueTexts("scope", "what the client asks for, at least one scope").min(1),
    authentication: z
      .enum(["client_secret_basic", "client_secret_post", "private_key_jwt"])
      .default("client_secret_basic"),
    jwks: publicJwks.exactOptional(),
    jwksUri: httpsUrl("the https URL of the client's public keys").exactOptional(),
  })
  .superRefine((client, context) => {
    const fault = faultOfKeys(client);
    if (fault) context.addIssue({ code: "custom", message: fault.message, params: { expected: fault.expected } });
  });

function faultOfKeys(client: Pick<ClientModel, "authentication" | "jwks" | "jwksUri">) {
  const given = [client.jwks, client.jwksUri].filter((keys) => keys !== undefined).length;
  if (client.authentication === "private_key_jwt" && given !== 1) {
    const message = `private_key_jwt needs the client's public keys, and ${given === 0 ? "none are" : "two places are"} given.`;
    return { message, expected: "either jwks or jwksUri" };
  }
  if (client.authentication !== "private_key_jwt" && given > 0) {
    const message = `Public keys are given, but the client authenticates with ${client.authentication}.`;
    return { message, expected: "authentication: private_key_jwt, or no keys" };
  }
  return undefined;
}

const policySchema = z.strictObject({
  priority,
  description: description.exactOptional(),
  clients: allOrNames("client"),
  rules: mapping
    .refine((rules) => Object.keys(rules).length > 0, "There is no rule, so the policy grants nothing.")
    .describe("rules by name"),
});

const ruleSchema = z.strictObject({
  priority,
  scopes: allOrNames("scope"),
  accessTokenMinutes: minutes.default(60),
});

/** Reads an issuer of kind okta, and what its parts say of each other. */
export function readOktaIssuer(reader: SettingsReader, value: unknown, path: Path): OktaIssuerSettings {
  const server = reader.read(serverSchema, value, path);
  const scopes = reader.readEach(
    memberOf(value, "scopes"),
    [...path, "scopes"],
    scopeName,
    (scope, scopePath) => reader.read(scopeSchema, scope, scopePath) as ScopeModel | undefined,
  );
  const clients = reader.readEach(memberOf(value, "clients"), [...path, "clients"], plainName, (client, clientPath) => {
    referToScopes(reader, client, clientPath, scopes);
    return reader.read(clientSchema, client, clientPath);
  });
  const declared = memberOf(value, "accessPolicies");
  if (declared !== undefined && memberOf(value, "accessTokenMinutes") !== undefined) {
    const message = "The lifetime is for derived policies, and here the policies are declared.";
    reader.fault([...path, "accessTokenMinutes"], message, { expected: "accessTokenMinutes in the rules" });
  }
  const readPolicy = (policy: unknown, policyPath: Path) =>
    readAccessPolicy(reader, policy, policyPath, { scopes, clients });
  const policiesPath = [...path, "accessPolicies"];
  const accessPolicies =
    declared === undefined ? undefined : reader.readEach(declared, policiesPath, plainName, readPolicy);
  if (accessPolicies) checkPriorities(reader, accessPolicies, policiesPath);
  return { kind: "okta", server, scopes, clients, accessPolicies };
}

function readAccessPolicy(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  { scopes, clients }: Pick<OktaIssuerSettings, "scopes" | "clients">,
): PolicySettings | undefined {
  for (const [index, client] of textsOf(memberOf(value, "clients"))) {
    reader.reference([...path, "clients", index], "client", client, clients.keys());
  }
  const policy = reader.read(policySchema, value, path);
  const rules = reader.readEach(memberOf(value, "rules"), [...path, "rules"], plainName, (rule, rulePath) => {
    referToScopes(reader, rule, rulePath, scopes);
    return reader.read(ruleSchema, rule, rulePath);
  });
  checkPriorities(reader, rules, [...path, "rules"]);
  return policy && { ...policy, rules };
}

function referToScopes(reader: SettingsReader, holder: unknown, path: Path, scopes: Named<ScopeModel>): void {
  for (const [index, scope] of textsOf(memberOf(holder, "scopes"))) {
    reader.reference([...path, "scopes", index], "scope", scope, scopes.keys());
  }
}

/** Okta counts priorities 1, 2, 3 and renumbers any others, which would then differ from the config for good. */
function checkPriorities(reader: SettingsReader, named: Named<{ readonly priority: number }>, path: Path): void {
  const owners = new Map<number, string>();
  for (const [name, item] of named) {
    if (item === undefined) continue;
    const owner = owners.get(item.priority);
    const at = [...path, name, "priority"];
    const expected = "priorities 1, 2, 3 and so on, each once";
    if (owner !== undefined) {
      reader.fault(at, `${JSON.stringify(owner)} has the same priority.`, { found: item.priority, expected });
    } else if (item.priority > named.size) {
      reader.fault(at, `There is a gap below this priority.`, { found: item.priority, expected });
    }
    owners.set(item.priority, owner ?? name);
  }
}
