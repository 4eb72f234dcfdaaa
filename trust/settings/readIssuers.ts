import { z } from "zod";
import { readOktaIssuer, type OktaIssuerSettings } from "./oktaIssuer.ts";
import { plainName } from "./schemas.ts";
import { isMapping, type Named, type Path, type SettingsReader } from "./SettingsReader.ts";

const kindSchema = z.looseObject({ kind: z.enum(["okta"]) }).describe("an issuer: its kind and what the kind asks for");

/** Reads `crosstrust:issuers`. */
export function readIssuers(reader: SettingsReader, value: unknown, path: Path): Named<OktaIssuerSettings> {
  const issuers = reader.readEach(value, path, plainName, (issuer, issuerPath) => {
    // An issuer of an unknown kind is not measured by the rules of another one.
    const known = reader.read(kindSchema, issuer, issuerPath) !== undefined;
    return known && isMapping(issuer) ? readOktaIssuer(reader, issuer, issuerPath) : undefined;
  });
  checkServerNames(reader, issuers, path);
  return issuers;
}

function checkServerNames(reader: SettingsReader, issuers: Named<OktaIssuerSettings>, path: Path): void {
  const owners = new Map<string, string>();
  for (const [issuer, settings] of issuers) {
    const name = settings?.server?.name;
    if (name === undefined) continue;
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, issuer);
    else {
      const message = `The issuer ${JSON.stringify(owner)} has the same name in Okta; nobody could tell them apart.`;
      reader.fault([...path, issuer, "name"], message, { found: name, expected: "a name of its own" });
    }
  }
}
