// openid-client against whatever its environment says, by discovery: reads who it is and who signs in from standard input, and
// prints what it got.
import { text } from "node:stream/consumers";
import * as openid from "openid-client";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";
import { Browser } from "../../../../scripts/lib/signIn/Browser.ts";
import { signIn } from "../../../../scripts/lib/signIn/signIn.ts";

interface Given {
  readonly issuer: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly person: { readonly userName: string; readonly password: string };
}

install();
setGlobalDispatcher(new EnvHttpProxyAgent());
const { issuer, redirectUri, scope, client, person } = JSON.parse(await text(process.stdin)) as Given;
const server = new URL(issuer);
const config = await openid.discovery(server, client.id, undefined, openid.ClientSecretPost(client.secret));
openid.enableNonRepudiationChecks(config);

const pkceCodeVerifier = openid.randomPKCECodeVerifier();
const url = openid.buildAuthorizationUrl(config, {
  ...{ redirect_uri: redirectUri, scope, state: "s", nonce: "n" },
  ...{ code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: "S256" },
});
const catches = ({ origin }: URL) => origin === new URL(redirectUri).origin;
const browser = new Browser({ send: fetch, catches });
const end = await signIn(browser, await browser.open(url.href), { ...person, passwordHost: server.host });
if (end.kind !== "caught") throw new Error(`the sign-in ended ${end.kind}`);

const checks = { pkceCodeVerifier, expectedState: "s", expectedNonce: "n", idTokenExpected: true };
const tokens = await openid.authorizationCodeGrant(config, end.url, checks);
const claims = tokens.claims();
const userInfo = await openid.fetchUserInfo(config, tokens.access_token, claims?.sub ?? "");
const replayed = await openid
  .authorizationCodeGrant(config, end.url, checks)
  .catch((error: unknown) =>
    error instanceof openid.ResponseBodyError ? [error.status, error.error, error.error_description] : String(error),
  );
const logout = openid.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? "" });
const left = await browser.open(logout.href);
process.stdout.write(
  JSON.stringify({
    iss: claims?.iss,
    thin: [claims?.["name"], claims?.["email"], claims?.["given_name"] ?? null],
    userInfo: [userInfo.given_name, userInfo.email, userInfo.email_verified],
    replayed,
    left: left.kind === "page" ? left.page.title : left.kind,
  }),
);
