// Microsoft's own library against whatever its environment says: reads who it is from standard input, and prints what it
// got.
import { text } from "node:stream/consumers";
import { AuthError, ConfidentialClientApplication, CryptoProvider, type Configuration } from "@azure/msal-node";
import { CookieJar } from "tough-cookie";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";
import { signInByForm } from "./signInByForm.ts";

interface Given {
  readonly authority: string;
  readonly scope: string;
  readonly secret: { readonly id: string; readonly value: string };
  readonly federated: { readonly id: string; readonly assertion: string };
  readonly web: { readonly id: string; readonly secret: string; readonly redirectUri: string };
  readonly person: { readonly name: string; readonly password: string };
}

install();
setGlobalDispatcher(new EnvHttpProxyAgent());
const given = JSON.parse(await text(process.stdin)) as Given;
const { authority, scope, secret, federated, web, person } = given;

const client = (auth: Partial<Configuration["auth"]>) =>
  new ConfidentialClientApplication({ auth: { clientId: secret.id, authority, ...auth } });

const bySecret = client({ clientSecret: secret.value });
const first = await bySecret.acquireTokenByClientCredential({ scopes: [scope] });
const cached = await bySecret.acquireTokenByClientCredential({ scopes: [scope] });
const byAssertion = await client({
  clientId: federated.id,
  clientAssertion: federated.assertion,
}).acquireTokenByClientCredential({ scopes: [scope] });
const wrong: unknown = await client({ clientSecret: "wrong" })
  .acquireTokenByClientCredential({ scopes: [scope] })
  .catch((error: unknown) => error);

const forPeople = client({ clientId: web.id, clientSecret: web.secret });
const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
const scopes = ["openid", "profile", "email"];
const authorize = await forPeople.getAuthCodeUrl({
  ...{ scopes, redirectUri: web.redirectUri, codeChallenge: challenge, codeChallengeMethod: "S256", state: "s" },
});
const back = await signInByForm(new URL(authorize), person, new CookieJar());
const signedIn = await forPeople.acquireTokenByCode({
  ...{ scopes, redirectUri: web.redirectUri, codeVerifier: verifier, code: back.get("code") ?? "" },
});
const silent =
  signedIn.account && (await forPeople.acquireTokenSilent({ scopes, account: signedIn.account, forceRefresh: true }));

process.stdout.write(
  JSON.stringify({
    bySecret: first?.accessToken,
    cached: cached?.fromCache,
    byAssertion: byAssertion?.accessToken,
    wrong: wrong instanceof AuthError ? [wrong.errorCode, wrong.errorMessage.slice(0, 50)] : String(wrong),
    state: back.get("state"),
    account: signedIn.account?.username,
    homeAccountId: signedIn.account?.homeAccountId,
    scopes: signedIn.scopes,
    silent: [silent?.fromCache, silent?.account?.username],
  }),
);
