import { regions } from "../../../../providers/jumpcloud/regions.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { checkIdToken } from "../../dataAccess/checkIdToken.ts";
import { authorizationUrl, newRequestSecrets } from "../../login/authorizationRequest.ts";
import { discover } from "../../login/discover.ts";
import { authenticationOf, scopesOf } from "../../login/loginKinds.ts";
import type { LoginTarget } from "../../login/LoginTarget.ts";
import { redeemAnswer } from "../../login/redeemAnswer.ts";
import { Browser } from "../../signIn/Browser.ts";
import { signIn, type SignInEnd } from "../../signIn/signIn.ts";
import type { Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import { observeStop } from "../federation/observeSignIn.ts";
import { Unreachable } from "../LiveHttp.ts";
import { isAt } from "../people/isAt.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";
import type { Person } from "./Person.ts";

/** What a sign-in came to. */
export interface JumpCloudSignIn {
  readonly observation: Observation;
  /** Validated; where there is one. A secret. */
  readonly idToken?: string;
}

export function expectedSignIn({ deployed }: DataAccessUnderTest, { mayUse, email }: Person): string {
  return mayUse ? `an ID token of ${deployed.issuer} for ${deployed.clientId}, about ${email}` : noCode;
}

const noCode = "no code";

/**
 * Signs a person in to the application as a browser would, with PKCE, state and nonce; the answer is caught on its way to the
 * application, and redeemed with the client's secret. The ID token is validated as AWS will.
 */
export async function signInAtJumpCloud(
  context: VerifyContext,
  under: DataAccessUnderTest,
  person: Person & { readonly password: string },
): Promise<JumpCloudSignIn> {
  const target = targetOf(context, under);
  try {
    const server = await discover(target, context.http);
    const secrets = await newRequestSecrets();
    const { redirectUri } = target;
    const browser = new Browser({
      send: (url, init) => context.http.respond(url, init),
      catches: (url) => isAt(url, redirectUri),
    });
    const passwordHost = consoleHost(context, under);
    const start = await browser.open(authorizationUrl(server, target, redirectUri, secrets));
    const end = await signIn(browser, start, { userName: person.email, password: person.password, passwordHost });
    if (!person.mayUse) return { observation: observeDenial(end) };
    if (end.kind !== "caught") return { observation: observeEnd(end, passwordHost) };
    if (target.clientSecret === undefined) {
      const ref = `${under.model.issuer}/${under.model.client}`;
      return { observation: notProved(`the stack's outputs hold no secret for ${ref}`) };
    }
    const { http, now } = context;
    const signedIn = await redeemAnswer({ ...secrets, target, server, redirectUri, http, now }, end.parameters);
    context.conceal(signedIn.idToken, signedIn.accessToken, signedIn.refreshToken ?? "");
    const email = checkIdToken(signedIn.idToken, under.deployed, now());
    const actual = expectedSignIn(under, { ...person, email });
    return { idToken: signedIn.idToken, observation: { actual, ok: email === person.email } };
  } catch (error) {
    const isAnswer = error instanceof CrosstrustError && !(error instanceof Unreachable);
    if (!isAnswer || error.code === "INTERRUPTED") throw error;
    const said = error.actual === undefined ? error.message : `${error.message} It is ${JSON.stringify(error.actual)}.`;
    return { observation: { actual: "no ID token", ok: false, reason: said } };
  }
}

function targetOf({ trust }: VerifyContext, under: DataAccessUnderTest): LoginTarget {
  const { model, deployed, deployedIssuer, secret } = under;
  const [redirectUri = ""] = deployedIssuer.applications[model.client]?.redirectUris ?? [];
  return {
    ...{ stack: trust.stack, issuer: model.issuer, kind: "jumpcloud", client: model.client },
    ...{ issuerUrl: deployed.issuer, discoveryUrl: deployedIssuer.discoveryUrl },
    ...{ clientId: deployed.clientId, clientSecret: secret },
    authentication: authenticationOf("jumpcloud", secret !== undefined),
    ...{ redirectUri, anyPort: false, loginUrl: undefined },
    scopes: scopesOf("jumpcloud", undefined, false),
  };
}

/** Where JumpCloud asks people of the issuer's region for their passwords. */
function consoleHost({ jumpcloud }: VerifyContext, { deployed: { issuer } }: DataAccessUnderTest): string {
  const region = Object.values(regions).find((one) => one.issuer === issuer);
  return new URL(region?.apiUrl ?? jumpcloud.loginUrl).hostname;
}

/** A password that JumpCloud does not take, or that another identity provider asks for, proves nothing of the application. */
function observeEnd(end: Exclude<SignInEnd, { kind: "caught" }>, passwordHost: string): Observation {
  if (end.kind === "asked" && end.page.url.hostname !== passwordHost) {
    return notProved(`${end.page.url.hostname} asks for a ${end.purpose}, and verify has the one for ${passwordHost}`);
  }
  return observeStop(end);
}

/** An answer without a code, to somebody who was signed in. */
function observeDenial(end: SignInEnd): Observation {
  if (end.kind === "caught") {
    const [code, error] = [end.parameters.get("code"), end.parameters.get("error")];
    if (code !== null) return { actual: "a code", ok: false };
    const isDenied = error === "access_denied";
    return { actual: isDenied ? noCode : `refused, ${error}`, ok: isDenied, reason: error ?? "no error" };
  }
  const { reason, actual } = observeStop(end);
  return notProved(`the sign-in did not come back to the application: ${reason ?? actual}`);
}
