import { isOpenIssuer } from "../../../trust/access/obtainable.ts";
import { grantableScopes } from "../../../trust/access/oktaGrants.ts";
import { accessMatrix } from "../../../trust/accessMatrix.ts";
import type { ClientSecrets, DeployedTrust, RelyingPartySecrets } from "../../../trust/DeployedTrust.ts";
import type { PrivateKey } from "oauth4webapi";
import type { CheckResult } from "../report/RehearsalReport.ts";
import { cacheChecks } from "./cacheChecks.ts";
import type { Check } from "./Check.ts";
import { notProved } from "./Check.ts";
import { apiChecks } from "./directory/apiChecks.ts";
import type { AwsAccess } from "../vendors/aws/AwsAccess.ts";
import type { DirectoryAccess } from "../vendors/microsoft/DirectoryAccess.ts";
import { authorizerChecks, discoveryChecks } from "./discoveryChecks.ts";
import { foreignClientChecks } from "./foreignClientChecks.ts";
import type { FirstSignIn } from "./jsm/Customer.ts";
import type { LiveHttp } from "./LiveHttp.ts";
import { PersonTokens } from "./people/PersonTokens.ts";
import { PublishedDocuments } from "./PublishedDocuments.ts";
import { relyingPartyChecks } from "./relyingPartyChecks.ts";
import { routeChecks } from "./routeChecks.ts";
import { routesUnderTest } from "./RouteUnderTest.ts";
import { runChecks } from "./runChecks.ts";
import { secretChecks } from "./secretChecks.ts";
import { listed, tokenChecks } from "./tokenChecks.ts";
import { TokenMinter } from "./TokenMinter.ts";
import type { ClientRef } from "./TokenMinter.ts";
import { userPoolChecks } from "./userPool/userPoolChecks.ts";
import type { JumpCloudAccess, VerifyContext } from "./VerifyContext.ts";

export interface VerifyOptions {
  readonly trust: DeployedTrust;
  readonly clientSecrets: ClientSecrets;
  /** Private keys of clients that authenticate with private_key_jwt, by `issuer/client`. */
  readonly clientKeys: ReadonlyMap<string, PrivateKey>;
  readonly relyingPartySecrets: RelyingPartySecrets;
  /** Passwords of people, by `relyingParty/person` or `issuer/person`; without one a person's sign-in is not proved. */
  readonly passwords: ReadonlyMap<string, string>;
  /** Of people who sign in for the first time, by `relyingParty/person`; it changes their passwords. Nobody's unless given. */
  readonly firstSignIns?: ReadonlyMap<string, FirstSignIn>;
  readonly jumpcloud: JumpCloudAccess;
  readonly directories: DirectoryAccess;
  /** Without it, what AWS's APIs would show is not proved. */
  readonly aws?: AwsAccess | undefined;
  /** Tokens of other issuers that clients have instead of a secret, by `issuer/client`. */
  readonly clientAssertions: ReadonlyMap<string, string>;
  readonly http: LiveHttp;
  readonly now?: () => Date;
  readonly progress: (done: number, of: number) => void;
}

/**
 * Proves the trust of a deployed stack with real tokens, on the live systems: what is allowed, and what is not.
 * @returns one result a check, in the order of issuers, relying parties and routes; none holds a token or a secret
 * @throws CrosstrustError VENDOR_UNREACHABLE where nothing could be proved at all; INTERRUPTED
 */
export async function verifyTrust(options: VerifyOptions): Promise<readonly CheckResult[]> {
  const { trust, clientSecrets, clientKeys, clientAssertions, relyingPartySecrets, passwords, jumpcloud } = options;
  const { directories, aws, http, progress, firstSignIns = new Map<string, FirstSignIn>() } = options;
  const now = options.now ?? (() => new Date());
  const credentialOf: VerifyContext["credentialOf"] = ({ issuer, client }) => {
    const secret = clientSecrets[issuer]?.[client];
    if (secret !== undefined) return { secret };
    const key = clientKeys.get(`${issuer}/${client}`);
    if (key !== undefined) return { key };
    const assertion = clientAssertions.get(`${issuer}/${client}`);
    return assertion === undefined ? undefined : { assertion };
  };
  const documents = new PublishedDocuments(http);
  const people = { passwords, firstSignIns };
  const secrets = [
    ...Object.values(clientSecrets).flatMap((byClient) => Object.values(byClient)),
    ...Object.values(relyingPartySecrets).flatMap(({ clientSecret, initialPasswords }) => [
      clientSecret,
      ...Object.values(initialPasswords),
    ]),
    ...passwords.values(),
    ...[...firstSignIns.values()].flatMap(({ temporary, chosen }) => [temporary, chosen]),
    ...clientAssertions.values(),
  ];
  const conceal: VerifyContext["conceal"] = (...obtained) => void secrets.push(...obtained);
  const personTokens = new PersonTokens({ trust, passwords, credentialOf, http, conceal });
  const minter = new TokenMinter(trust, credentialOf, http, personTokens);
  const systems = { jumpcloud, directories, aws };
  const context = { trust, http, minter, credentialOf, documents, ...people, ...systems, conceal, now };
  return runChecks(planChecks(context), { secrets, progress });
}

function planChecks(context: VerifyContext): readonly Check[] {
  const { model, issuers } = context.trust;
  const routes = routesUnderTest(context.trust);
  const rows = Map.groupBy(accessMatrix(model), ({ api, route }) => `${api} ${route}`);
  return [
    ...missingChecks(context),
    ...Object.entries(issuers).flatMap(([name, issuer]) => discoveryChecks(context, name, issuer)),
    ...authorizerChecks(context),
    ...clientsOf(context).flatMap(({ ref, issuer }) => tokenChecks(context, ref, issuer)),
    ...Object.keys(model.issuers).flatMap((name) => foreignClientChecks(context, name)),
    ...directoryChecks(context),
    ...userPoolChecks(context),
    ...wildcardChecks(context),
    ...secretChecks(context),
    ...relyingPartyChecks(context),
    ...routes.flatMap((under) => routeChecks(context, under, rows.get(`${under.apiName} ${under.route.key}`) ?? [])),
    ...cacheChecks(context, routes, rows),
  ];
}

function clientsOf({ trust: { model } }: VerifyContext) {
  return Object.entries(model.issuers).flatMap(([name, issuer]) =>
    Object.keys(issuer.clients).map((client) => ({ ref: { issuer: name, client } satisfies ClientRef, issuer })),
  );
}

function directoryChecks(context: VerifyContext): readonly Check[] {
  const { model, issuers } = context.trust;
  return Object.entries(model.issuers).flatMap(([name, issuer]) => {
    const deployed = issuers[name];
    return "assignmentRequired" in issuer && deployed !== undefined && "tenantId" in deployed
      ? apiChecks(context, name, issuer, deployed)
      : [];
  });
}

/** Issuers, APIs and relying parties that were declared, and are not among the stack's outputs: nothing about them can hold. */
function missingChecks({ trust }: VerifyContext): readonly Check[] {
  return (["issuers", "apis", "relyingParties"] as const).flatMap((section) =>
    Object.keys(trust.model[section])
      .filter((name) => trust[section][name] === undefined)
      .map((name) => ({
        system: "gateway",
        name: `${name}: deployed`,
        expected: `among the stack's ${sections[section]}`,
        run: async () => ({ actual: "missing in the stack's outputs", ok: false }),
      })),
  );
}

const sections = { issuers: "issuers", apis: "apis", relyingParties: "relying parties" } as const;

/** Applications that nobody declared: verify has none of their credentials, so what they can do is told, not proved. */
function wildcardChecks({ trust: { model } }: VerifyContext): readonly Check[] {
  return Object.entries(model.issuers)
    .filter(([, issuer]) => isOpenIssuer(issuer))
    .map(([name, issuer]) => ({
      system: issuer.kind === "b2c" ? "b2c-api-gateway" : "gateway",
      name: `${name}: tokens for any application of the ${issuer.kind === "okta" ? "organisation" : "tenant"}`,
      expected: `can get ${issuer.kind === "okta" ? listed(grantableScopes(issuer, "any-application")) : "one without roles"}`,
      run: async () => notProved("verify holds the credentials of declared clients only"),
    }));
}
