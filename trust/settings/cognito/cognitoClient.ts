import { z } from "zod";
import { isLocalUrl } from "../../../lib/isLocalUrl.ts";
import type { AuthFlow, CognitoClientModel } from "../../TrustModel.ts";
import { uniqueTexts } from "../schemas.ts";
import { isMapping, memberOf, textsOf, type Path, type SettingsReader } from "../SettingsReader.ts";
import { browserUrls } from "./browserUrls.ts";
import { checkClientScopes } from "./clientScopes.ts";

/** Of a client (Amazon Cognito user pools API reference, CreateUserPoolClient). */
const mostScopes = 50;

const flows = ["srp", "password", "admin-password", "choice", "refresh"] as const satisfies readonly AuthFlow[];

/** Access and ID tokens live five minutes to a day, refresh tokens up to ten years (as above). */
const minutes = z.int().min(5).max(1440).default(60).describe("a whole number of minutes from 5 to 1440");
const days = z.int().min(1).max(3650).default(30).describe("a whole number of days from 1 to 3650");

const label = z
  .string()
  .refine((value) => /^[\w\s+=,.@-]{1,128}$/.test(value) && value === value.trim(), {
    error: "Cognito does not take this as the name of a client.",
    params: { expected: "1 to 128 letters, digits, spaces and + = , . @ - _" },
  })
  .describe("the client's name in AWS, at most 128 characters");

/** Both kinds have a secret, which AWS makes; that it may be said is for those who look for the setting. */
const secret = z
  .custom<true>((value) => value === true, {
    error: "A client without a secret is one that anybody can pass for.",
    params: { expected: "true, or nothing, which means true" },
  })
  .exactOptional();

const scopes = (expected: string) => uniqueTexts("scope", expected).min(1).max(mostScopes);

const interactiveSchema = z
  .strictObject({
    kind: z.literal("interactive"),
    label: label.exactOptional(),
    secret,
    callbackUrls: browserUrls("callback").min(1),
    logoutUrls: browserUrls("logout").default([]),
    scopes: scopes("what the client may ask for, such as [openid, email]").default([
      "openid",
      "email",
      "phone",
      "profile",
    ]),
    identityProviders: uniqueTexts(
      "identity provider",
      "whom people sign in with: cognito, which is the pool itself, and names of its federation, at least one",
    )
      .min(1)
      .exactOptional(),
    authFlows: z
      .array(z.enum(flows))
      .min(1)
      .refine((list) => new Set(list).size === list.length, {
        error: "A flow is listed twice.",
        params: { expected: "each of them once" },
      })
      .default(["srp", "refresh"])
      .describe(`at least one of ${flows.join(", ")}: without any, Cognito allows some of its own choice`),
    tokens: z
      .strictObject({ accessMinutes: minutes, idMinutes: minutes, refreshDays: days })
      .prefault({})
      .describe("how long tokens live, such as { accessMinutes: 60, idMinutes: 60, refreshDays: 30 }"),
    localhost: z.boolean().default(false).describe("true lets http://localhost stand among the URLs"),
  })
  .describe("a client that people sign in to");

const machineSchema = z
  .strictObject({
    kind: z.literal("machine"),
    label: label.exactOptional(),
    secret,
    scopes: scopes("scopes of resource servers, such as [orders/read], at least one"),
    tokens: z
      .strictObject({ accessMinutes: minutes })
      .prefault({})
      .describe("how long tokens live, such as { accessMinutes: 60 }"),
  })
  .describe("a client that asks for tokens in its own name");

const kindSchema = z
  .looseObject({ kind: z.enum(["interactive", "machine"]) })
  .describe("a client: its kind, interactive or machine, and what the kind asks for");

/** What belongs to clients that people sign in to. */
const interactiveSettings = ["callbackUrls", "logoutUrls", "identityProviders", "authFlows", "localhost"];

/** What a pool declares beside its clients. */
interface Pool {
  /** The scopes of its resource servers; undefined where they could not all be read. */
  readonly custom: readonly string[] | undefined;
  /** The names of its federation. */
  readonly federation: readonly string[];
}

/** Reads a client of either kind. */
export function readCognitoClient(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  { custom, federation }: Pool,
): CognitoClientModel | undefined {
  if (isMapping(value) && Array.isArray(value["kind"])) {
    reader.fault([...path, "kind"], cannotBeBoth, { expected: "two clients, one of each kind" });
    return undefined;
  }
  const kind = reader.read(kindSchema, value, path)?.kind;
  if (kind === undefined) return undefined;
  checkClientScopes(reader, value, path, kind, custom);
  if (kind === "interactive") return readInteractive(reader, value, path, ["cognito", ...federation]);
  const foreign = interactiveSettings.filter((setting) => memberOf(value, setting) !== undefined);
  if (foreign.length > 0) {
    reader.fault(path, cannotBeBoth, {
      found: foreign.join(", "),
      expected: "two clients, one of each kind",
    });
    return undefined;
  }
  const client = reader.read(machineSchema, value, path);
  if (client === undefined) return undefined;
  const { label: title, tokens } = client;
  return { kind, ...(title !== undefined && { label: title }), scopes: [...client.scopes].sort(), tokens };
}

/** Amazon Cognito user pools API reference, CreateUserPoolClient, AllowedOAuthFlows. */
const cannotBeBoth =
  "A client cannot be both machine and interactive: Cognito takes client credentials as a client's only grant.";

function readInteractive(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  providers: readonly string[],
): CognitoClientModel | undefined {
  const before = reader.faults.length;
  checkLocalhost(reader, value, path);
  for (const [index, provider] of textsOf(memberOf(value, "identityProviders"))) {
    reader.reference([...path, "identityProviders", index], "identity provider", provider, providers, "pool");
  }
  const client = reader.read(interactiveSchema, value, path);
  if (client === undefined || reader.faults.length > before) return undefined;
  const { kind, label: title, callbackUrls, logoutUrls, tokens } = client;
  return {
    kind,
    ...(title !== undefined && { label: title }),
    callbackUrls,
    logoutUrls,
    scopes: [...client.scopes].sort(),
    identityProviders: [...(client.identityProviders ?? providers)].sort(),
    authFlows: [...client.authFlows].sort(),
    tokens,
  };
}

/** A URL on localhost hands a person's code to whatever listens there, so a client says that it is for development. */
function checkLocalhost(reader: SettingsReader, value: unknown, path: Path): void {
  const allowed = memberOf(value, "localhost") === true;
  const local = (["callbackUrls", "logoutUrls"] as const).flatMap((setting) =>
    textsOf(memberOf(value, setting)).flatMap(([index, url]) => (isLocalUrl(url) ? [[...path, setting, index]] : [])),
  );
  if (allowed && local.length === 0) {
    reader.fault([...path, "localhost"], "No URL of the client is on localhost.", {
      found: true,
      expected: "localhost: true on clients for development alone",
    });
  }
  for (const at of allowed ? [] : local) {
    reader.fault(at, "The URL is on localhost, and the client does not say that it is for development.", {
      expected: "an https URL of the portal; or localhost: true, on a client that production does not have",
    });
  }
}
