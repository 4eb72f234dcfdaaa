import { grantableScopes, isOpenToAll } from "../../../trust/access/oktaGrants.ts";
import { accessMatrix } from "../../../trust/accessMatrix.ts";
import type { ClientSecrets, DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { PrivateKey } from "oauth4webapi";
import type { CheckResult } from "../report/RehearsalReport.ts";
import type { Check } from "./Check.ts";
import { notProved } from "./Check.ts";
import { authorizerChecks, discoveryChecks } from "./discoveryChecks.ts";
import { foreignClientChecks } from "./foreignClientChecks.ts";
import { keyInsightChecks } from "./keyInsightChecks.ts";
import type { LiveHttp } from "./LiveHttp.ts";
import { PublishedDocuments } from "./PublishedDocuments.ts";
import { routeChecks } from "./routeChecks.ts";
import { routesUnderTest } from "./RouteUnderTest.ts";
import { runChecks } from "./runChecks.ts";
import { listed, tokenChecks } from "./tokenChecks.ts";
import { TokenMinter } from "./TokenMinter.ts";
import type { ClientRef } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

export interface VerifyOptions {
  readonly trust: DeployedTrust;
  readonly clientSecrets: ClientSecrets;
  /** Private keys of clients that authenticate with private_key_jwt, by `issuer/client`. */
  readonly clientKeys: ReadonlyMap<string, PrivateKey>;
  readonly http: LiveHttp;
  readonly progress: (done: number, of: number) => void;
}

/**
 * Proves the trust of a deployed stack with real tokens, on the live systems: what is allowed, and what is not.
 * @returns one result a check, in the order of issuers, relying parties and routes; none holds a token or a secret
 * @throws CrosstrustError VENDOR_UNREACHABLE where nothing could be proved at all; INTERRUPTED
 */
export async function verifyTrust(options: VerifyOptions): Promise<readonly CheckResult[]> {
  const { trust, clientSecrets, clientKeys, http, progress } = options;
  const credentialOf: VerifyContext["credentialOf"] = ({ issuer, client }) => {
    const secret = clientSecrets[issuer]?.[client];
    if (secret !== undefined) return { secret };
    const key = clientKeys.get(`${issuer}/${client}`);
    return key === undefined ? undefined : { key };
  };
  const minter = new TokenMinter(trust, credentialOf, http);
  const context = { trust, http, minter, credentialOf, documents: new PublishedDocuments(http) };
  const secrets = Object.values(clientSecrets).flatMap((byClient) => Object.values(byClient));
  return runChecks(planChecks(context), { secrets, progress });
}

function planChecks(context: VerifyContext): readonly Check[] {
  const { model, issuers } = context.trust;
  const rows = Map.groupBy(accessMatrix(model), ({ api, route }) => `${api} ${route}`);
  return [
    ...missingChecks(context),
    ...Object.entries(issuers).flatMap(([name, issuer]) => discoveryChecks(context, name, issuer)),
    ...authorizerChecks(context),
    ...clientsOf(context).flatMap(({ ref, issuer }) => tokenChecks(context, ref, issuer)),
    ...Object.keys(model.issuers).flatMap((name) => foreignClientChecks(context, name)),
    ...wildcardChecks(context),
    ...Object.entries(model.relyingParties).flatMap(([name, party]) => keyInsightChecks(context, name, party)),
    ...routesUnderTest(context.trust).flatMap((under) =>
      routeChecks(context, under, rows.get(`${under.apiName} ${under.route.key}`) ?? []),
    ),
  ];
}

function clientsOf({ trust: { model } }: VerifyContext) {
  return Object.entries(model.issuers).flatMap(([name, issuer]) =>
    Object.keys(issuer.clients).map((client) => ({ ref: { issuer: name, client } satisfies ClientRef, issuer })),
  );
}

/** Issuers and APIs that were declared, and are not among the stack's outputs: nothing about them can hold. */
function missingChecks({ trust }: VerifyContext): readonly Check[] {
  return (["issuers", "apis"] as const).flatMap((section) =>
    Object.keys(trust.model[section])
      .filter((name) => trust[section][name] === undefined)
      .map((name) => ({
        system: "gateway",
        name: `${name}: deployed`,
        expected: `among the stack's ${section}`,
        run: async () => ({ actual: "missing in the stack's outputs", ok: false }),
      })),
  );
}

/** Applications that nobody declared: verify has none of their credentials, so what they can do is told, not proved. */
function wildcardChecks({ trust: { model } }: VerifyContext): readonly Check[] {
  return Object.entries(model.issuers)
    .filter(([, issuer]) => isOpenToAll(issuer))
    .map(([name, issuer]) => ({
      system: "gateway",
      name: `${name}: tokens for any application of the organisation`,
      expected: `can get ${listed(grantableScopes(issuer, "any-application"))}`,
      run: async () => notProved("verify holds the credentials of declared clients only"),
    }));
}
