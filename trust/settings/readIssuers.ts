import { z } from "zod";
import { directoryOf } from "../access/directoryOf.ts";
import { checkDomains, readCognitoIssuer, type CognitoIssuerSettings } from "./cognito/cognitoIssuer.ts";
import { readJumpCloudIssuer, type JumpCloudIssuerSettings } from "./jumpcloud/jumpCloudIssuer.ts";
import { readB2cIssuer, readEntraIssuer, type MicrosoftIssuerSettings } from "./microsoft/microsoftIssuer.ts";
import { readOktaIssuer, type OktaIssuerSettings } from "./oktaIssuer.ts";
import { plainName } from "./schemas.ts";
import { isMapping, type Named, type Path, type SettingsReader } from "./SettingsReader.ts";

/** An issuer as it was declared, before anything is derived from it. */
export type IssuerSettings =
  OktaIssuerSettings | MicrosoftIssuerSettings | CognitoIssuerSettings | JumpCloudIssuerSettings;

const readers = {
  okta: readOktaIssuer,
  entra: readEntraIssuer,
  b2c: readB2cIssuer,
  cognito: readCognitoIssuer,
  jumpcloud: readJumpCloudIssuer,
};

const kindSchema = z
  .looseObject({ kind: z.enum(["okta", "entra", "b2c", "cognito", "jumpcloud"]) })
  .describe("an issuer: its kind and what the kind asks for");

/** Reads `crosstrust:issuers`. */
export function readIssuers(reader: SettingsReader, value: unknown, path: Path): Named<IssuerSettings> {
  const issuers = reader.readEach<IssuerSettings>(value, path, plainName, (issuer, issuerPath) => {
    // An issuer of an unknown kind is not measured by the rules of another one.
    const known = reader.read(kindSchema, issuer, issuerPath);
    return known && isMapping(issuer) ? readers[known.kind](reader, issuer, issuerPath) : undefined;
  });
  checkUnique(reader, issuers, path, "name", ({ server }, directory) => [
    server !== undefined && "name" in server ? server.name : undefined,
    `The issuer {} has the same name in ${directory}; nobody could tell them apart.`,
  ]);
  checkUnique(reader, issuers, path, "identifierUri", ({ server }, directory) => [
    server?.kind === "entra" || server?.kind === "b2c" ? server.identifierUri : undefined,
    `The issuer {} has the same identifier URI, and ${directory} takes each once.`,
  ]);
  checkTenants(reader, issuers, path);
  const pools = [...issuers].flatMap(([name, issuer]) => (issuer?.kind === "cognito" ? [[name, issuer] as const] : []));
  checkDomains(reader, new Map(pools), path);
  return issuers;
}

const directoryNames = {
  okta: "Okta",
  entra: "Entra ID",
  b2c: "its tenant",
  cognito: "Cognito",
  jumpcloud: "JumpCloud",
};

/** @param valueOf what no other issuer of the directory may have, and what is said of one that does */
function checkUnique(
  reader: SettingsReader,
  issuers: Named<IssuerSettings>,
  path: Path,
  setting: "name" | "identifierUri",
  valueOf: (settings: IssuerSettings, directory: string) => readonly [value: string | undefined, message: string],
): void {
  const owners = new Map<string, string>();
  for (const [issuer, settings] of issuers) {
    if (settings?.server === undefined) continue;
    const [value, message] = valueOf(settings, directoryNames[settings.kind]);
    if (value === undefined) continue;
    const key = JSON.stringify([directoryOf(settings.server), value]);
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, issuer);
    else {
      const expected = setting === "name" ? "a name of its own" : "an identifier URI of its own";
      reader.fault([...path, issuer, setting], message.replace("{}", JSON.stringify(owner)), {
        found: value,
        expected,
      });
    }
  }
}

/** A tenant has one id and one name, however many APIs are registered in it. */
function checkTenants(reader: SettingsReader, issuers: Named<IssuerSettings>, path: Path): void {
  const known: { readonly issuer: string; readonly tenantId: string; readonly tenantName: string }[] = [];
  for (const [issuer, settings] of issuers) {
    if (settings?.server?.kind !== "b2c") continue;
    const { tenantId, tenantName } = settings.server;
    const other = known.find((one) => (one.tenantId === tenantId) !== (one.tenantName === tenantName));
    if (other) {
      const message = `The issuer ${JSON.stringify(other.issuer)} says another id or name of the same tenant.`;
      reader.fault([...path, issuer, other.tenantId === tenantId ? "tenantName" : "tenantId"], message, {
        found: other.tenantId === tenantId ? tenantName : tenantId,
        expected: "one id and one name for each tenant",
      });
    }
    known.push({ issuer, tenantId, tenantName });
  }
}
