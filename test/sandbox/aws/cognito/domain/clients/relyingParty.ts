// openid-client and aws-jwt-verify against whatever their environment says, by discovery: reads who they are from standard
// input, and prints what they got.
import { text } from "node:stream/consumers";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { parse, type DefaultTreeAdapterTypes } from "parse5";
import * as openid from "openid-client";
import { CookieJar } from "tough-cookie";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";

interface Given {
  readonly issuer: string;
  readonly poolId: string;
  readonly redirectUri: string;
  readonly portal: { readonly id: string; readonly secret: string };
  readonly machine: { readonly id: string; readonly secret: string };
  readonly person: { readonly name: string; readonly password: string };
}

install();
setGlobalDispatcher(new EnvHttpProxyAgent());
const { issuer, poolId, redirectUri, portal, machine, person } = JSON.parse(await text(process.stdin)) as Given;
const server = new URL(issuer);
const config = await openid.discovery(server, portal.id, undefined, openid.ClientSecretBasic(portal.secret));

const pkceCodeVerifier = openid.randomPKCECodeVerifier();
const url = openid.buildAuthorizationUrl(config, {
  ...{ redirect_uri: redirectUri, scope: "openid profile email", state: "s", nonce: "n" },
  ...{ code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: "S256" },
});
const callback = new URL(await signIn(url));
const checks = { pkceCodeVerifier, expectedState: "s", expectedNonce: "n", idTokenExpected: true };
const tokens = await openid.authorizationCodeGrant(config, callback, checks);
const userInfo = await openid.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? "");
const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "");

const options = { userPoolId: poolId, clientId: portal.id };
// Its own fetcher knows of no proxy where Node does not.
const jwksCache = new SimpleJwksCache({ fetcher: { fetch: async (uri) => (await fetch(uri)).arrayBuffer() } });
const verifier = (tokenUse: "id" | "access") => CognitoJwtVerifier.create({ ...options, tokenUse }, { jwksCache });
const id = await verifier("id").verify(refreshed.id_token ?? "");
const access = await verifier("access").verify(refreshed.access_token);

await openid.tokenRevocation(config, tokens.refresh_token ?? "");
const revoked = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "").catch(errorOf);
const gone = await openid.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? "").then(
  () => "still there",
  (error: unknown) => (error instanceof Error && error.cause instanceof Response ? error.cause.status : String(error)),
);
// Last, as it revokes what the code was exchanged for.
const replayed = await openid.authorizationCodeGrant(config, callback, checks).catch(errorOf);

const asMachine = await openid.discovery(server, machine.id, undefined, openid.ClientSecretPost(machine.secret));
const granted = await openid.clientCredentialsGrant(asMachine, { scope: "orders/read" });
const forMachine = { userPoolId: poolId, clientId: machine.id, tokenUse: "access", scope: "orders/read" } as const;
const own = await CognitoJwtVerifier.create(forMachine, { jwksCache }).verify(granted.access_token);
const wrongScope = await CognitoJwtVerifier.create({ ...forMachine, scope: "orders/write" }, { jwksCache })
  .verify(granted.access_token)
  .catch((error: unknown) => (error instanceof Error ? error.constructor.name : ""));

process.stdout.write(
  JSON.stringify({
    email: [tokens.claims()?.["email"], userInfo.email, userInfo.email_verified],
    id: [id.token_use, id["cognito:username"]],
    access: [access.token_use, access["scope"]],
    ...{ replayed, revoked, gone },
    machine: [own.sub, own.client_id],
    wrongScope,
  }),
);

function errorOf(error: unknown): unknown {
  return error instanceof openid.ResponseBodyError ? [error.status, error.error] : String(error);
}

/** Follows the browser's way until it leaves for the application, and fills in the login form. */
async function signIn(from: URL): Promise<string> {
  const jar = new CookieJar();
  let response = await ask(from.href);
  for (let target = from.href, hops = 0; hops < 5; hops++) {
    const location = response.headers.get("location");
    if (location?.startsWith(redirectUri)) return location;
    if (location !== null) {
      target = location;
      response = await ask(target);
      continue;
    }
    const { action, fields } = readForm(await response.text());
    const body = new URLSearchParams({ ...fields, username: person.name, password: person.password });
    target = new URL(action, target).href;
    response = await ask(target, { method: "POST", body });
  }
  throw new Error("the sign-in goes on and on");

  async function ask(target: string, init: RequestInit = {}): Promise<Response> {
    const headers = { cookie: await jar.getCookieString(target) };
    const answer = await fetch(target, { redirect: "manual", ...init, headers });
    for (const cookie of answer.headers.getSetCookie()) await jar.setCookie(cookie, target);
    return answer;
  }
}

function readForm(html: string): { readonly action: string; readonly fields: Record<string, string> } {
  const elements = elementsIn(parse(html));
  const value = (element: DefaultTreeAdapterTypes.Element | undefined, name: string): string =>
    element?.attrs.find((attribute) => attribute.name === name)?.value ?? "";
  const inputs = elements.filter(({ tagName }) => tagName === "input");
  return {
    action: value(
      elements.find(({ tagName }) => tagName === "form"),
      "action",
    ),
    fields: Object.fromEntries(inputs.map((input) => [value(input, "name"), value(input, "value")])),
  };
}

function elementsIn(node: DefaultTreeAdapterTypes.ParentNode): DefaultTreeAdapterTypes.Element[] {
  return node.childNodes.flatMap((child) => ("tagName" in child ? [child, ...elementsIn(child)] : []));
}
