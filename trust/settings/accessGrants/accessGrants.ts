import { z } from "zod";
import { sortedByKey } from "../../../lib/sortedByKey.ts";
import type { AccessGrantModel, IdentityCenterModel, S3AccessGrantsModel } from "../../TrustModel.ts";
import type { IssuerSettings } from "../readIssuers.ts";
import { mapping } from "../schemas.ts";
import { memberOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";
import { callerArns, instanceArn } from "./arns.ts";
import { readAssignment, type Directory } from "./assignment.ts";
import { checkPeople, type TrustedClient } from "./checkPeople.ts";
import { readGroups, readUsers } from "./directory.ts";
import { readGrants } from "./grants.ts";
import { readLocations } from "./locations.ts";

/** Both names, of the application and of the trusted token issuer, may have these (IAM Identity Center API reference). */
const centerName = (what: string) =>
  z
    .string()
    .refine((value) => /^[\w+=,.@-]{1,100}$/.test(value), {
      error: `Identity Center does not take this as the name of ${what}.`,
    })
    .describe("1 to 100 letters, digits and + = , . @ - _");

/**
 * The claim is fixed: JumpCloud's tokens have the address in `email`, and Identity Center compares it with `emails.value`.
 * That it may be said is for those who look for the setting.
 */
const fixedPath = (only: string) =>
  z
    .custom<string>((value) => value === only, {
      error: `The path is fixed to ${only}: JumpCloud's claim email is compared with the email of a user.`,
      params: { expected: `${only}, or nothing, which means the same` },
    })
    .exactOptional();

const partySchema = z
  .strictObject({
    kind: z.literal("s3-access-grants"),
    issuer: z.string().describe("the name of an issuer of kind jumpcloud"),
    client: z.string().describe("the name of a client of that issuer"),
    identityCenter: mapping.describe("Identity Center: who may exchange tokens, and its users and groups"),
    callers: z
      .custom<unknown>((value) => value === "account" || Array.isArray(value), {
        error: "This is neither account nor a list.",
        params: { expected: "account, or a list of ARNs of IAM roles and users" },
      })
      .default("account"),
    instance: z
      .strictObject({ adopt: z.boolean().default(false).describe("true takes over the one that is there already") })
      .prefault({})
      .describe("the Access Grants instance of the account and region: { adopt: true } where there is one already"),
    locations: mapping.describe("locations by name, such as reports: { bucket: acme-dev-reports }"),
    grants: mapping.describe("grants by name, each with location, prefix, user or group, and permission"),
    quotas: z
      .strictObject({
        locations: z.int().min(1).default(1000).describe("how many locations AWS allows, by default 1000"),
        grants: z.int().min(1).default(100_000).describe("how many grants AWS allows, by default 100000"),
      })
      .prefault({})
      .describe("quotas that AWS has raised for this account"),
  })
  .describe("S3 Access Grants: an issuer, a client, Identity Center, locations and grants");

const centerSchema = z
  .strictObject({
    instanceArn: instanceArn.exactOptional(),
    application: centerName("an application").exactOptional(),
    trustedTokenIssuer: z
      .strictObject({
        name: centerName("a trusted token issuer").exactOptional(),
        adopt: z.boolean().default(false).describe("true takes over the one of this issuer that is there already"),
        claimAttributePath: fixedPath("email"),
        identityStoreAttributePath: fixedPath("emails.value"),
      })
      .prefault({})
      .describe("the trusted token issuer: its name, and whether one that is there already is taken over"),
    assignment: mapping.describe("who may exchange tokens"),
    users: mapping.describe("users by name, each adopted or declared").exactOptional(),
    groups: mapping.describe("groups by name, each adopted or declared").exactOptional(),
  })
  .describe("Identity Center: who may exchange tokens, and its users and groups");

/** Reads a relying party of kind s3-access-grants. @param name by which things are named that the config does not name */
export function readAccessGrants(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
  name: string,
): S3AccessGrantsModel | undefined {
  const before = reader.faults.length;
  const client = checkClient(reader, value, path, issuers);
  const party = reader.read(partySchema, value, path);
  const callers = readCallers(reader, memberOf(value, "callers") ?? "account", [...path, "callers"]);
  const raw = memberOf(value, "identityCenter");
  const centerPath = [...path, "identityCenter"];
  const center = raw === undefined ? undefined : reader.read(centerSchema, raw, centerPath);
  const users = readUsers(reader, memberOf(raw, "users"), [...centerPath, "users"]);
  const groups = readGroups(reader, memberOf(raw, "groups"), [...centerPath, "groups"], users.keys());
  const directory: Directory = { users, groups };
  const assigned = memberOf(raw, "assignment");
  const assignment =
    assigned === undefined ? undefined : readAssignment(reader, assigned, [...centerPath, "assignment"], directory);
  const locations = readLocations(reader, memberOf(value, "locations"), [...path, "locations"]);
  const grants = readGrants(reader, memberOf(value, "grants"), [...path, "grants"], {
    ...directory,
    locations: locations.keys(),
    assignment,
  });
  checkUsed(reader, path, locations, grants);
  if (client !== undefined) checkPeople(reader, path, client, directory, grants);
  if (party !== undefined) checkNumbers(reader, path, party.quotas, { locations, grants });
  if (reader.faults.length > before || !party || !center || !assignment || !callers) return undefined;
  return {
    kind: party.kind,
    issuer: party.issuer,
    client: party.client,
    identityCenter: {
      ...(center.instanceArn !== undefined && { instanceArn: center.instanceArn }),
      applicationName: center.application ?? name,
      trustedTokenIssuerName: center.trustedTokenIssuer.name ?? party.issuer,
      adoptTrustedTokenIssuer: center.trustedTokenIssuer.adopt,
      assignment,
      users: sortedRecord(users),
      groups: sortedRecord(groups),
    } satisfies IdentityCenterModel,
    callers,
    adoptInstance: party.instance.adopt,
    locations: sortedRecord(locations),
    grants: sortedRecord(grants),
  };
}

function readCallers(reader: SettingsReader, value: unknown, path: Path): S3AccessGrantsModel["callers"] | undefined {
  if (value === "account") return value;
  const arns = Array.isArray(value) ? reader.read(callerArns, value, path) : undefined;
  return arns && [...arns].sort();
}

function checkClient(
  reader: SettingsReader,
  party: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
): TrustedClient | undefined {
  const issuer = memberOf(party, "issuer");
  if (typeof issuer !== "string") return undefined;
  reader.reference([...path, "issuer"], "issuer", issuer, issuers.keys());
  const settings = issuers.get(issuer);
  if (settings === undefined) return undefined;
  if (settings.kind !== "jumpcloud") {
    reader.fault([...path, "issuer"], "People exchange ID tokens of JumpCloud at Identity Center.", {
      found: issuer,
      expected: "the name of an issuer of kind jumpcloud",
    });
    return undefined;
  }
  const client = memberOf(party, "client");
  if (typeof client !== "string") return undefined;
  reader.reference([...path, "client"], "client", client, settings.clients.keys(), `issuer ${JSON.stringify(issuer)}`);
  return { issuer, settings, client };
}

/** Amazon S3 user guide, "S3 Access Grants limitations"; without a location or a grant there is nothing to grant. */
function checkNumbers(
  reader: SettingsReader,
  path: Path,
  quotas: { readonly locations: number; readonly grants: number },
  found: { readonly locations: Named<unknown>; readonly grants: Named<unknown> },
): void {
  for (const section of ["locations", "grants"] as const) {
    const { size } = found[section];
    if (size === 0) {
      reader.fault([...path, section], `There are no ${section}.`, { expected: `at least one, by name` });
    } else if (size > quotas[section]) {
      reader.fault([...path, section], `AWS does not take so many ${section} in one instance.`, {
        found: size,
        expected: `at most ${quotas[section]}, or quotas.${section} once AWS has raised the quota`,
      });
    }
  }
}

/** A location's role may do what its grants come to: without one, nothing, and IAM takes no policy that says nothing. */
function checkUsed(
  reader: SettingsReader,
  path: Path,
  locations: Named<unknown>,
  grants: Named<AccessGrantModel>,
): void {
  const read = [...grants.values()];
  // What could not be read is told where it stands.
  if (read.length === 0 || read.includes(undefined)) return;
  for (const name of locations.keys()) {
    if (read.some((grant) => grant?.location === name)) continue;
    reader.fault([...path, "locations", name], "Nothing is granted of this location.", {
      expected: "a grant that names it, or the location left out",
    });
  }
}

/** By name, in order of the names. */
function sortedRecord<T>(named: Named<T>): Readonly<Record<string, T>> {
  return Object.fromEntries(sortedByKey([...named].flatMap(([name, one]) => (one === undefined ? [] : [[name, one]]))));
}
