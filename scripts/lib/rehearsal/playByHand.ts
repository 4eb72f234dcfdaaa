import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { DeployedJumpCloudFederation, DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { JumpCloudFederationModel, TrustModel } from "../../../trust/TrustModel.ts";
import { generatePassword } from "../provision/generatePassword.ts";
import { Browser, type Send } from "../signIn/Browser.ts";
import { signIn } from "../signIn/signIn.ts";
import type { StackOutputs } from "../stack/readStackOutputs.ts";
import { playCustomers, removeCustomers } from "./playCustomers.ts";
import { playPasswords } from "./playDataAccess.ts";
import { gitHubIssuer, type VendorConsole } from "./VendorConsole.ts";

/** What was played, in words; and options for verify that name the files which came of it. */
export interface Played {
  readonly steps: readonly string[];
  readonly options: readonly string[];
}

/** Before the first `up`: what has to be there for a stack to be deployed, and no API makes. Played again, it changes nothing. */
export async function playBeforeUp(console: VendorConsole, model: TrustModel): Promise<readonly string[]> {
  const steps: string[] = [];
  for (const [name, issuer] of Object.entries(model.issuers)) {
    if (issuer.kind !== "b2c") continue;
    await console.chooseTfpIssuer(issuer.domain, issuer.policy);
    steps.push(`${name}: chose the issuer with /tfp/ for the user flow ${issuer.policy}`);
  }
  for (const [name, { people }] of federations(model)) {
    for (const person of Object.values(people).filter(({ jumpcloud }) => jumpcloud === "existing")) {
      const made = await console.createJumpCloudUser({
        username: person.mailNickname,
        email: person.userPrincipalName,
        ...(person.givenName === undefined ? {} : { firstname: person.givenName }),
        ...(person.surname === undefined ? {} : { lastname: person.surname }),
      });
      if (!made) continue;
      steps.push(
        `${name}: made the JumpCloud account ${person.userPrincipalName}, which the config expects to be there`,
      );
    }
  }
  return steps;
}

/**
 * After `up`: JumpCloud's routing policy, each person's first sign-in with the change of the password that Entra ID asks
 * for, passwords of JumpCloud's people, customers of the portals, and the workflows that have tokens instead of a client's secret.
 * @param folder where passwords and tokens go, readable by their owner alone
 */
export async function playAfterUp(
  console: VendorConsole,
  send: Send,
  { trust, relyingPartySecrets }: StackOutputs,
  folder: string,
): Promise<Played> {
  const steps: string[] = [];
  const options: string[] = [];
  const keep = async (option: string, name: string, secret: string): Promise<void> => {
    const file = join(folder, name.replace("/", "-"));
    await writeFile(file, secret, { mode: 0o600 });
    options.push(option, `${name}=${file}`);
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, { people }] of federations(trust.model)) {
    const party = trust.relyingParties[name];
    if (party?.kind !== "jumpcloud-federation") continue;
    await console.createRoutingPolicy(routingPolicyOf(name), party.identityProviderId, [party.group.id]);
    steps.push(`${name}: made the routing policy ${routingPolicyOf(name)} for the group ${party.group.name}`);
    for (const [person, { userPrincipalName }] of Object.entries(people)) {
      const initial = relyingPartySecrets[name]?.initialPasswords[person];
      if (initial === undefined) continue;
      const chosen = generatePassword();
      await firstSignIn(send, party, { userName: userPrincipalName, password: initial, newPassword: chosen });
      await keep("--person", `${name}/${person}`, chosen);
      steps.push(`${name}: signed ${userPrincipalName} in to Entra ID for the first time, with a new password`);
    }
  }
  steps.push(...(await playPasswords(console, trust, keep)));
  steps.push(...(await playCustomers(console, trust, keep)));
  for (const { issuer, client, subject, audience } of workflows(trust.model)) {
    await keep("--client-assertion", `${issuer}/${client}`, await console.workflowToken(subject, audience));
    steps.push(`${issuer}: ran the workflow ${subject} of GitHub Actions, whose token is ${client}'s credential`);
  }
  return { steps, options };
}

/** Before `destroy`: a group that a routing policy names is not to be deleted, and people who were made are to go. */
export async function playBeforeDestroy(console: VendorConsole, trust: DeployedTrust): Promise<readonly string[]> {
  const steps: string[] = [];
  for (const [name] of federations(trust.model)) {
    await console.deleteRoutingPolicy(routingPolicyOf(name));
    steps.push(`${name}: deleted the routing policy ${routingPolicyOf(name)}`);
  }
  for (const [name, issuer] of Object.entries(trust.issuers)) {
    const pool = trust.model.issuers[name];
    if (issuer.kind !== "cognito" || pool?.kind !== "cognito" || !pool.deletionProtection) continue;
    await console.liftDeletionProtection({ region: trust.region, userPoolId: issuer.userPoolId });
    steps.push(`${name}: switched off the pool's deletion protection`);
  }
  steps.push(...(await removeCustomers(console, trust)));
  return steps;
}

const routingPolicyOf = (relyingParty: string): string => `${relyingParty} to Entra ID`;

async function firstSignIn(
  send: Send,
  party: DeployedJumpCloudFederation,
  credentials: { readonly userName: string; readonly password: string; readonly newPassword: string },
): Promise<void> {
  const [redirectUri = ""] = party.redirectUris;
  const url = new URL(party.authorizationEndpoint);
  url.search = new URLSearchParams({
    client_id: party.clientId,
    response_type: "id_token",
    response_mode: "form_post",
    redirect_uri: redirectUri,
    scope: "openid email profile",
    nonce: crypto.randomUUID(),
  }).toString();
  const browser = new Browser({ send, catches: ({ href }) => href.startsWith(redirectUri) });
  const end = await signIn(browser, await browser.open(url.href), { ...credentials, passwordHost: url.hostname });
  if (end.kind === "caught" && end.parameters.has("id_token")) return;
  const why =
    end.kind === "caught"
      ? end.parameters.get("error_description")
      : "page" in end
        ? end.page.alert || end.page.title
        : end.why;
  throw new CrosstrustError(
    "VENDOR_REFUSED",
    `The first sign-in of ${credentials.userName} did not succeed: ${why ?? "no ID token"}`,
  );
}

/** The clients that a workflow of GitHub Actions speaks for. */
function workflows({ issuers }: TrustModel) {
  return Object.entries(issuers).flatMap(([issuer, model]) =>
    model.kind === "entra" || model.kind === "b2c"
      ? Object.entries(model.clients).flatMap(([client, { federatedCredentials }]) => {
          const credential = Object.values(federatedCredentials).find((one) => one.issuer === gitHubIssuer);
          return credential === undefined
            ? []
            : [{ issuer, client, subject: credential.subject, audience: credential.audience }];
        })
      : [],
  );
}

function federations({ relyingParties }: TrustModel): readonly (readonly [string, JumpCloudFederationModel])[] {
  return Object.entries(relyingParties).flatMap(([name, party]) =>
    party.kind === "jumpcloud-federation" ? [[name, party] as const] : [],
  );
}
