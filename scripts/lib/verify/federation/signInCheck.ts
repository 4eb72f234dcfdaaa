import type { PersonSignIn } from "../../../../trust/signIn/SignInRow.ts";
import { Browser } from "../../signIn/Browser.ts";
import { signIn, type SignInEnd } from "../../signIn/signIn.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { credentialsOf, type FederationUnderTest, missingPassword } from "./FederationUnderTest.ts";
import { observeStop } from "./observeSignIn.ts";

/** A row of the sign-in matrix: a person starts at JumpCloud's login page, as every day, and ends signed in, or not. */
export function signInCheck(context: VerifyContext, under: FederationUnderTest, row: PersonSignIn): Check {
  const { person, allowed, reason, why, account: email } = row;
  const { loginUrl } = context.jumpcloud;
  return {
    system: "entra-jumpcloud",
    name: `${under.name}/${person}: the federated login from JumpCloud's page (${reason})`,
    expected: allowed ? `signed in as ${email}` : "not signed in by it",
    run: async () => {
      const credentials = credentialsOf(context, under, person);
      if (credentials === undefined) return notProved(missingPassword(under, person));
      const hosts = jumpCloudHosts(context, under);
      const browser = new Browser({ send: (url, init) => context.http.respond(url, init) });
      const end = await signIn(browser, await browser.open(loginUrl), credentials);
      return allowed ? observeAdmission(end, hosts, email) : observeDenial(end, hosts, email, why);
    },
  };
}

/**
 * That nobody gets another person's account by signing in to Entra ID as themselves: the login begins with the email of
 * somebody who may sign in, and goes on at Entra ID as one who may not.
 */
export function impersonationCheck(
  context: VerifyContext,
  under: FederationUnderTest,
  { person, account }: PersonSignIn,
  victim: PersonSignIn,
): Check {
  const { loginUrl } = context.jumpcloud;
  return {
    system: "entra-jumpcloud",
    name: `${under.name}/${person}: no account of ${victim.person} by signing in to Entra ID as ${account}`,
    expected: "not signed in by it",
    run: async () => {
      const credentials = credentialsOf(context, under, person);
      if (credentials === undefined) return notProved(missingPassword(under, person));
      const browser = new Browser({ send: (url, init) => context.http.respond(url, init) });
      const start = await browser.open(loginUrl);
      const end = await signIn(browser, start, { ...credentials, nameElsewhere: victim.account });
      const why = "the ID token's email is not the account's";
      const observation = observeDenial(end, jumpCloudHosts(context, under), victim.account, why);
      return end.kind === "asked" ? notProved(`JumpCloud did not send ${victim.account} to Entra ID`) : observation;
    },
  };
}

/** Where JumpCloud answers a browser: its portal, and the address that Entra ID sends people back to. */
function jumpCloudHosts({ jumpcloud }: VerifyContext, { deployed }: FederationUnderTest): readonly string[] {
  return [jumpcloud.loginUrl, ...deployed.redirectUris].map((url) => new URL(url).host);
}

/** Whether the browser ended on a page of JumpCloud's that shows the person, and asks for nothing more. */
function isSignedIn(end: SignInEnd, hosts: readonly string[], email: string): boolean {
  if (end.kind !== "page" || end.page.status !== 200 || end.page.alert !== "") return false;
  const { url, text } = end.page;
  return hosts.includes(url.host) && text.toLowerCase().includes(email.toLowerCase());
}

function observeAdmission(end: SignInEnd, hosts: readonly string[], email: string): Observation {
  if (isSignedIn(end, hosts, email)) return { actual: `signed in as ${email}`, ok: true };
  return end.kind === "caught" ? { actual: "no answer", ok: false } : observeStop(end);
}

/**
 * Not signed in, by an answer of JumpCloud's own: it says no, or it asks for its own password. A sign-in that ended
 * elsewhere proves nothing about JumpCloud.
 */
function observeDenial(end: SignInEnd, hosts: readonly string[], email: string, why: string): Observation {
  if (isSignedIn(end, hosts, email)) return { actual: `signed in as ${email}`, ok: false };
  if (!("page" in end)) return notProved(end.kind === "stopped" ? end.why : "the sign-in left JumpCloud");
  const said = observeStop(end);
  if (!hosts.includes(end.page.url.host) || said.ok === null) {
    return notProved(`the sign-in ended at ${end.page.url.host}: ${said.reason ?? ""}`);
  }
  if (end.kind === "asked") return { actual: `asked for JumpCloud's own ${end.purpose}`, ok: true, reason: why };
  return { actual: "refused", ok: true, reason: end.page.alert || why };
}
