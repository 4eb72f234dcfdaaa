import { z } from "zod";
import { claimsOfScopes } from "../../cognito/userAttributes.ts";
import { isOptionalIdTokenClaim, optionalIdTokenClaims } from "../../entra/optionalClaims.ts";
import type { OktaPoolFederationModel, PoolFederationModel } from "../../TrustModel.ts";
import { optionalClaims } from "../microsoft/optionalClaims.ts";
import { checkOwners, ownersSchema, toOwners } from "../microsoft/owners.ts";
import { checkExpiry, secretSchema, toSecret } from "../microsoft/secret.ts";
import { mapping, text, uniqueTexts } from "../schemas.ts";
import { memberOf, textsOf, type NameRule, type Path, type SettingsReader } from "../SettingsReader.ts";
import { readAttributes } from "./federationAttributes.ts";

const attributes = mapping.describe("attributes of the pool, each with its claim, such as { email: email }");

const entraSchema = z
  .strictObject({
    kind: z.literal("entra"),
    name: text(120, "the pool's display name as an application of the tenant, at most 120 characters"),
    optionalClaims: optionalClaims.exactOptional(),
    owners: ownersSchema,
    secret: secretSchema.exactOptional(),
    attributes,
  })
  .describe("the company's Entra ID tenant: the pool's name there, and attributes");

const groups = uniqueTexts("group", "names of groups of the organisation, at least one").min(1);

const oktaSchema = z
  .strictObject({
    kind: z.literal("okta"),
    label: text(100, "the application's label in Okta, at most 100 characters"),
    assignment: z
      .union([z.literal("everyone"), z.strictObject({ groups })])
      .describe("everyone, or { groups: [Support] }: who of the organisation may sign in"),
    attributes,
  })
  .describe("the Okta organisation: the application's label, who may sign in, and attributes");

const kindSchema = z
  .looseObject({ kind: z.enum(["entra", "okta"]) })
  .describe("an identity provider: its kind, entra or okta, and what the kind asks for");

/** Names that Cognito keeps for itself and for the providers of other types. */
const reserved = ["COGNITO", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple"];

/**
 * Cognito takes 3 to 32 characters, of which only the second may be an underscore (Amazon Cognito user pools API reference,
 * CreateIdentityProvider, ProviderName).
 */
export const providerName: NameRule = (name) => {
  const quoted = JSON.stringify(name);
  if (reserved.some((one) => one.toLowerCase() === name.toLowerCase())) {
    return {
      message: `Cognito reserves the name ${quoted}.`,
      expected: `a name that is none of ${reserved.join(", ")}, in whatever case`,
    };
  }
  return /^[A-Za-z][A-Za-z0-9-]{2,31}$/.test(name)
    ? undefined
    : {
        message: `${quoted} cannot be the name of an identity provider.`,
        expected: "a letter, then letters, digits and hyphens, 3 to 32 in all; people see it on the sign-in page",
      };
};

/** Reads one identity provider of a pool. */
export function readFederation(reader: SettingsReader, value: unknown, path: Path): PoolFederationModel | undefined {
  const kind = reader.read(kindSchema, value, path)?.kind;
  if (kind === undefined) return undefined;
  return kind === "entra" ? readEntra(reader, value, path) : readOkta(reader, value, path);
}

/** What every ID token of version 2 says of a person (Microsoft identity platform, "ID token claims reference"). */
const entraClaims = ["name", "oid", "preferred_username", "sub", "tid"];

function readEntra(reader: SettingsReader, value: unknown, path: Path): PoolFederationModel | undefined {
  checkExpiry(reader, memberOf(value, "secret"), [...path, "secret"]);
  checkOwners(reader, memberOf(value, "owners"), [...path, "owners"]);
  const federation = reader.read(entraSchema, value, path);
  const optional = Object.entries(optionalIdTokenClaims).flatMap(([claim, one]) => (one.inV2IdTokens ? [claim] : []));
  const provider = { name: "Entra ID", claims: [...entraClaims, ...optional] };
  const mapped = readAttributes(reader, memberOf(value, "attributes"), [...path, "attributes"], provider);
  if (federation === undefined) return undefined;
  const needed = Object.values(mapped).filter((claim) => isOptionalIdTokenClaim(claim) && !entraClaims.includes(claim));
  const asked = federation.optionalClaims ?? withEmail(needed);
  for (const [attribute, claim] of Object.entries(mapped)) {
    if (!needed.includes(claim) || asked.includes(claim)) continue;
    const message = `The claim ${JSON.stringify(claim)} is an optional one, and the application does not ask for it.`;
    reader.fault([...path, "attributes", attribute], message, {
      expected: `${claim} among optionalClaims, or no optionalClaims: then they are those that the attributes need`,
    });
  }
  const { name, owners, secret } = federation;
  return {
    kind: "entra",
    application: { name, optionalClaims: asked, owners: toOwners(owners), secret: toSecret(secret) },
    attributes: mapped,
  };
}

/** Each once, in order; whether its domain is verified is told with the email alone. */
function withEmail(claims: readonly string[]): readonly string[] {
  return [...new Set([...claims, ...(claims.includes("xms_edov") ? ["email"] : [])])].sort();
}

/** What the scopes that a pool asks for open (Okta, "OpenID Connect & OAuth 2.0", scope-dependent claims). */
const oktaClaims = ["sub", ...claimsOfScopes("email", "profile")];

function readOkta(reader: SettingsReader, value: unknown, path: Path): PoolFederationModel | undefined {
  const federation = reader.read(oktaSchema, value, path);
  for (const [index, group] of textsOf(memberOf(memberOf(value, "assignment"), "groups"))) {
    if (group.toLowerCase() !== "everyone") continue;
    reader.fault([...path, "assignment", "groups", index], "This is Okta's own group of everyone.", {
      found: group,
      expected: "assignment: everyone, which says so",
    });
  }
  const provider = { name: "Okta", claims: oktaClaims };
  const mapped = readAttributes(reader, memberOf(value, "attributes"), [...path, "attributes"], provider);
  if (federation === undefined) return undefined;
  const { kind, label, assignment } = federation;
  return { kind, label, assignment: toAssignment(assignment), attributes: mapped };
}

function toAssignment(assignment: z.infer<typeof oktaSchema>["assignment"]): OktaPoolFederationModel["assignment"] {
  return assignment === "everyone" ? { kind: "everyone" } : { kind: "groups", groups: [...assignment.groups].sort() };
}
