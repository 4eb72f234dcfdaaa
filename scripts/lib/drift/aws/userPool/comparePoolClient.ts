import type { UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";
import { clientAsItIs, declaredClient } from "../../../vendors/aws/userPool/clientSettings.ts";
import { readClientSecrets } from "../../../vendors/aws/userPool/readClientSecrets.ts";
import type { CognitoClientModel } from "../../../../../trust/TrustModel.ts";
import { withoutKeys } from "../../../../../lib/withoutKeys.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { gainedAccess } from "../../lib/gainedAccess.ts";
import { notThere } from "../../lib/notThere.ts";
import { putBack } from "../../lib/putBack.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { ifThere, readPart } from "../lib/compareAws.ts";
import { compareSettings, type Setting } from "../lib/compareSettings.ts";
import { configPlace, type Place } from "../lib/configPlace.ts";
import { beyond, listed } from "../lib/words.ts";
import type { PoolUnderDrift, UserPools } from "./PoolUnderDrift.ts";
import { type SettingMeaning, settingsInDrift } from "./settingsInDrift.ts";

/** Where a declared client's people are sent, how it gets tokens, for what and for how long, and with which secrets. */
export async function comparePoolClient(
  under: PoolUnderDrift,
  userPools: UserPools,
  client: string,
): Promise<readonly DriftFinding[]> {
  const { context, name, model, deployed } = under;
  const declared = model.clients[client];
  const ClientId = deployed.clients[client]?.clientId;
  if (declared === undefined || ClientId === undefined) return [];
  const place = configPlace("issuers", name, "clients", client);
  const id = { UserPoolId: deployed.userPoolId, ClientId };
  return [
    ...(await readPart({ place, action: "cognito-idp:DescribeUserPoolClient" }, async () => {
      const found = (await ifThere(userPools.describeUserPoolClient(id)))?.UserPoolClient;
      if (found === undefined) return notThere(place, ClientId);
      const settings = withoutKeys(declaredClient(declared), ["secrets"]);
      const of = { ...place, subject: `The client ${client}`, id: ClientId };
      const ofAttributes = compareSettings({ ...of, advice: attributesAdvice }, [attributesSetting(client, found)]);
      const ofOthers = compareSettings(
        { ...of, advice: putBack(context.stack) },
        settingsInDrift(settings, clientAsItIs(found, 1), meaningsOf(under, client, declared, found)).map(
          (setting) => ({
            ...setting,
            part: setting.what,
          }),
        ),
      );
      return [...ofOthers, ...ofAttributes];
    })),
    ...(await readPart({ place, action: "cognito-idp:ListUserPoolClientSecrets" }, async () => {
      const secrets = await ifThere(readClientSecrets(userPools, id));
      return secrets === undefined ? notThere(place, ClientId) : secretsBeyond(under, place, client, secrets);
    })),
  ];
}

/** The engine leaves alone what the program does not say. */
const attributesAdvice =
  'In the Amazon Cognito console, under "Attribute permissions" of the app client, let it write the standard attributes and no others.';

/**
 * Where nobody chose, Cognito tells no attributes, and an app may change the standard ones (API reference, UserPoolClientType:
 * WriteAttributes); attributes of one's own it may change only where they are named.
 */
function attributesSetting(client: string, { WriteAttributes: writable = [] }: UserPoolClientType): Setting {
  const byDefault = "the standard ones";
  const own = writable.filter((name) => /^(?:custom|dev):/.test(name));
  return {
    what: "attributes that people may change",
    part: "attributes that people may change",
    declared: byDefault,
    actual: writable.length === 0 ? byDefault : listed(writable),
    properties: ["writeAttributes"],
    gains:
      own.length > 0 ? `Whoever signs in to ${client} chooses what their tokens say in ${listed(own)}.` : undefined,
  };
}

function meaningsOf(
  { context, name, model }: PoolUnderDrift,
  client: string,
  declared: CognitoClientModel,
  found: UserPoolClientType,
): Readonly<Record<string, SettingMeaning>> {
  const [callbackUrls, logoutUrls, providers] =
    declared.kind === "interactive"
      ? [declared.callbackUrls, declared.logoutUrls, declared.identityProviders]
      : [[], [], []];
  const urls = beyond(found.CallbackURLs ?? [], callbackUrls);
  const logouts = beyond(found.LogoutURLs ?? [], logoutUrls);
  const others = beyond(
    found.SupportedIdentityProviders ?? [],
    providers.map((one) => (one === "cognito" ? "COGNITO" : one)),
  );
  const scopes = beyond(found.AllowedOAuthScopes ?? [], declared.scopes);
  const redirect = { rule: "unmanaged-redirect-uri" } as const;
  const oauth = ["allowedOauthFlows", "allowedOauthFlowsUserPoolClient"];
  const asItIs = { ...declared, scopes: found.AllowedOAuthScopes ?? [] };
  const pool = { ...model, clients: { ...model.clients, [client]: asItIs } };
  const { trust } = context;
  const access = gainedAccess(trust.model, {
    ...trust.model,
    issuers: { ...trust.model.issuers, [name]: pool },
  });
  return {
    "callback URLs": {
      properties: ["callbackUrls"],
      ...(urls.length > 0 && {
        as: redirect,
        gains: `Whoever is at ${listed(urls)} is sent the codes of people who sign in to ${client}.`,
      }),
    },
    "logout URLs": {
      properties: ["logoutUrls"],
      ...(logouts.length > 0 && {
        as: redirect,
        gains: `People who sign out of ${client} can be sent to ${listed(logouts)}.`,
      }),
    },
    "OAuth flows": { properties: oauth, gains: `${client} can get tokens by ${listed(found.AllowedOAuthFlows)}.` },
    scopes: {
      properties: ["allowedOauthScopes"],
      ...(scopes.length > 0 && { gains: access ?? `${client} can get tokens for ${listed(scopes)}.` }),
    },
    "identity providers": {
      properties: ["supportedIdentityProviders"],
      ...(others.length > 0 && { gains: `People of ${listed(others)} can sign in to ${client}.` }),
    },
    "authentication flows": {
      properties: ["explicitAuthFlows"],
      gains: `Whoever holds somebody's credentials can sign in to ${client} by ${listed(found.ExplicitAuthFlows)}.`,
    },
    "access tokens": {
      properties: ["accessTokenValidity", "tokenValidityUnits"],
      gains: (actual) => `Whoever holds an access token of ${client} can use it for ${actual}.`,
    },
    "ID tokens": {
      properties: ["idTokenValidity", "tokenValidityUnits"],
      gains: (actual) => `Whoever holds an ID token of ${client} can use it for ${actual}.`,
    },
    "refresh tokens": {
      properties: ["refreshTokenValidity", "tokenValidityUnits"],
      gains: (actual) => `Whoever holds a refresh token of ${client} gets new tokens for ${actual}.`,
    },
    "token revocation": {
      properties: ["enableTokenRevocation"],
      gains: `Whoever stole a refresh token of ${client} keeps it: nobody can revoke it.`,
    },
    "errors for unknown users": {
      properties: ["preventUserExistenceErrors"],
      gains: "Anyone can find out who has an account.",
    },
  };
}

/** The program makes one secret for a client. Which of two it is, nothing says but that it is the older one. */
function secretsBeyond(
  { context, deployed }: PoolUnderDrift,
  place: Place,
  client: string,
  secrets: Awaited<ReturnType<typeof readClientSecrets>>,
): readonly DriftFinding[] {
  const byAge = secrets.toSorted(
    (one, other) => (one.ClientSecretCreateDate?.getTime() ?? 0) - (other.ClientSecretCreateDate?.getTime() ?? 0),
  );
  return byAge.slice(1).map(({ ClientSecretId = "", ClientSecretCreateDate: made }) => {
    const ids = {
      "user-pool-id": deployed.userPoolId,
      "client-id": deployed.clients[client]?.clientId ?? "",
      "client-secret-id": ClientSecretId,
    };
    return driftFinding({
      rule: "unmanaged-secret",
      ...place,
      message: `The client ${client} has a second secret, which nobody declared.`,
      expected: "1 secret",
      actual: `${ClientSecretId}, made ${made?.toISOString() ?? "at an unknown time"}`,
      gains: `Whoever holds it gets tokens as ${client}.`,
      advice: deleteIt(awsCommand("cognito-idp delete-user-pool-client-secret", ids, context.trust.region)),
    });
  });
}
