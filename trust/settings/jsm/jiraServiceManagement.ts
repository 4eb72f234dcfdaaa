import { z } from "zod";
import { isLocalUrl } from "../../../lib/isLocalUrl.ts";
import { expectedName } from "../../../lib/suggest.ts";
import { sortedByKey } from "../../../lib/sortedByKey.ts";
import { comesWith, personClaims, scopeOf } from "../../cognito/userAttributes.ts";
import type { InteractiveClientModel, JiraServiceManagementModel } from "../../TrustModel.ts";
import type { IssuerSettings } from "../readIssuers.ts";
import { httpsUrl, mapping, plainName, text, uniqueTexts } from "../schemas.ts";
import { isMapping, memberOf, textsOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";

const defaultScopes = ["openid", "profile", "email"];
const defaultAttributes = { email: "email", firstName: "given_name", lastName: "family_name" };

const schema = z
  .strictObject({
    kind: z.literal("jira-service-management"),
    issuer: z.string().describe("the name of an issuer of kind cognito"),
    client: z.string().describe("the name of an interactive client of that issuer"),
    portalUrl: httpsUrl(
      "the https URL where customers go, such as https://acme.atlassian.net/servicedesk/customer/portals",
    ),
    callbackUrl: httpsUrl("one of the client's callback URLs, the plugin's").exactOptional(),
    logoutUrl: httpsUrl("one of the client's logout URLs").exactOptional(),
    scopes: uniqueTexts("scope", "what the plugin asks for, such as [openid, profile, email]").default(defaultScopes),
    attributes: mapping.default(defaultAttributes).describe("fields of a customer, each with its claim"),
  })
  .describe("a relying party: its kind, an issuer, a client and the portal's URL");

const claimSchema = text(128, "the name of a claim, such as email");

/** Reads a relying party of kind jira-service-management, and whether its client can sign customers in that way. */
export function readJiraServiceManagement(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
): JiraServiceManagementModel | undefined {
  const before = reader.faults.length;
  const party = reader.read(schema, value, path);
  const client = readClient(reader, value, path, issuers);
  const callbackUrl = chooseUrl(reader, value, path, "callback", client?.callbackUrls);
  const logoutUrl = chooseUrl(reader, value, path, "logout", client?.logoutUrls);
  checkLocal(reader, memberOf(value, "portalUrl"), [...path, "portalUrl"]);
  const scopes = checkScopes(reader, value, path, client);
  const attributes = readFields(reader, memberOf(value, "attributes"), [...path, "attributes"], scopes);
  if (party === undefined || callbackUrl === undefined || logoutUrl === undefined) return undefined;
  if (reader.faults.length > before) return undefined;
  const { kind, issuer, portalUrl } = party;
  return { kind, issuer, client: party.client, portalUrl, callbackUrl, logoutUrl, scopes: party.scopes, attributes };
}

/** Undefined where it is not what people sign in to, or could not be read. */
function readClient(
  reader: SettingsReader,
  party: unknown,
  path: Path,
  issuers: Named<IssuerSettings>,
): InteractiveClientModel | undefined {
  const [issuer, name] = [memberOf(party, "issuer"), memberOf(party, "client")];
  if (typeof issuer !== "string") return undefined;
  reader.reference([...path, "issuer"], "issuer", issuer, issuers.keys());
  const settings = issuers.get(issuer);
  if (settings === undefined) return undefined;
  if (settings.kind !== "cognito") {
    reader.fault([...path, "issuer"], "The plugin signs customers in with a user pool of Amazon Cognito.", {
      found: issuer,
      expected: "the name of an issuer of kind cognito",
    });
    return undefined;
  }
  if (typeof name !== "string") return undefined;
  reader.reference([...path, "client"], "client", name, settings.clients.keys(), `issuer ${JSON.stringify(issuer)}`);
  const client = settings.clients.get(name);
  if (client?.kind !== "machine") return client;
  reader.fault([...path, "client"], "Nobody signs in to this client.", {
    found: name,
    expected: "a client of kind interactive",
  });
  return undefined;
}

/**
 * The URL that the settings name, or the client's only one.
 * @param known the client's URLs; undefined where they are not known, and a fault is noted already
 */
function chooseUrl(
  reader: SettingsReader,
  party: unknown,
  path: Path,
  what: "callback" | "logout",
  known: readonly string[] | undefined,
): string | undefined {
  const at = [...path, `${what}Url`];
  const named = memberOf(party, `${what}Url`);
  if (known === undefined || (named !== undefined && typeof named !== "string")) return undefined;
  const names = known.map((url) => JSON.stringify(url)).join(", ");
  const [only, ...more] = known;
  if (named !== undefined && !known.includes(named)) {
    reader.fault(at, `The client has no such ${what} URL.`, {
      ...(!named.includes("@") && { found: named }),
      expected: names === "" ? `a ${what} URL that the client has too, in ${what}Urls` : `one of ${names}`,
    });
    return undefined;
  }
  if (named === undefined && more.length > 0) {
    reader.fault(at, `The client has several ${what} URLs, and one of them is the plugin's.`, {
      expected: `one of ${names}`,
    });
    return undefined;
  }
  if (named === undefined && only === undefined) {
    reader.fault(at, `The client has no ${what} URL.`, { expected: `one in the client's ${what}Urls` });
    return undefined;
  }
  const chosen = named ?? only;
  checkLocal(reader, chosen, at);
  return chosen;
}

/** Notes a URL that is on the machine of whoever opens it, where the portal is not. */
function checkLocal(reader: SettingsReader, url: unknown, path: Path): void {
  if (typeof url !== "string" || !isLocalUrl(url)) return;
  reader.fault(path, "The URL is on localhost, and Jira is not.", { found: url, expected: "an https URL of Jira's" });
}

/** @returns the scopes as far as they can be told */
function checkScopes(
  reader: SettingsReader,
  party: unknown,
  path: Path,
  client: InteractiveClientModel | undefined,
): readonly string[] {
  const at = [...path, "scopes"];
  const named = memberOf(party, "scopes");
  const asked = named === undefined ? defaultScopes.map((scope) => [at, scope] as const) : [];
  const listed = textsOf(named).map(([index, scope]) => [[...at, index], scope] as const);
  const all = [...asked, ...listed];
  for (const [place, scope] of client === undefined ? [] : all) {
    if (client?.scopes.includes(scope)) continue;
    reader.fault(place, `The client does not have the scope ${JSON.stringify(scope)}.`, {
      expected: expectedName(scope, client?.scopes ?? []),
    });
  }
  const scopes = all.map(([, scope]) => scope);
  if (Array.isArray(named) && !scopes.includes("openid")) {
    reader.fault(at, "Without openid there is no ID token, and nothing that says who signed in.", {
      expected: "openid among the scopes",
    });
  }
  return scopes;
}

/** Reads which field of a customer is taken from which claim, in order of the fields. */
function readFields(
  reader: SettingsReader,
  value: unknown = defaultAttributes,
  path: Path,
  scopes: readonly string[],
): Readonly<Record<string, string>> {
  if (!isMapping(value)) return {};
  const fields = reader.readEach(value, path, plainName, (entry, at) => {
    const claim = reader.read(claimSchema, entry, at);
    if (claim !== undefined) checkClaim(reader, claim, at, scopes);
    return claim;
  });
  if (!fields.has("email")) {
    reader.fault(path, "Jira tells customers apart by their email address.", {
      expected: "email, such as email: email",
    });
  }
  const read = [...fields].flatMap(([field, claim]) => (claim === undefined ? [] : [[field, claim] as const]));
  return Object.fromEntries(sortedByKey(read));
}

function checkClaim(reader: SettingsReader, claim: string, path: Path, scopes: readonly string[]): void {
  if (claim.startsWith("custom:")) {
    reader.fault(path, "The pool has no custom attributes.", { found: claim, expected: "a standard claim" });
  } else if (!personClaims.includes(claim)) {
    const message = `Neither ID tokens nor userInfo have the claim ${JSON.stringify(claim)}.`;
    reader.fault(path, message, { expected: expectedName(claim, personClaims) });
  } else if (!comesWith(claim, scopes)) {
    const scope = scopeOf(claim);
    reader.fault(path, `The claim ${JSON.stringify(claim)} does not come with these scopes.`, {
      expected: scope === undefined ? "openid as the only scope that is about people" : `${scope} among the scopes`,
    });
  }
}
