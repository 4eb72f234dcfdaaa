import type { DeployedIssuer } from "../../../trust/DeployedTrust.ts";
import type { System } from "../report/RehearsalReport.ts";
import type { Check, Observation } from "./Check.ts";
import type { Published } from "./PublishedDocuments.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/** What an issuer publishes: both metadata documents under their URLs, its exact issuer in them, RSA keys behind them. */
export function discoveryChecks(context: VerifyContext, name: string, issuer: DeployedIssuer): readonly Check[] {
  const { documents } = context;
  const metadataSystem = systemOf(context, name);
  const publishes = (system: System, title: string, url: string, field: string, expected: string): Check => ({
    system,
    name: `${name}: ${title}`,
    expected,
    run: async () => compareField(await documents.read(url), field, expected),
  });
  const { discoveryUrl, metadataUrl } = issuer;
  return [
    publishes("gateway", "issuer in openid-configuration", discoveryUrl, "issuer", issuer.issuer),
    publishes(
      "gateway",
      "token endpoint in openid-configuration",
      discoveryUrl,
      "token_endpoint",
      issuer.tokenEndpoint,
    ),
    publishes(metadataSystem, "issuer in oauth-authorization-server", metadataUrl, "issuer", issuer.issuer),
    publishes(
      metadataSystem,
      "token endpoint in oauth-authorization-server",
      metadataUrl,
      "token_endpoint",
      issuer.tokenEndpoint,
    ),
    {
      system: "gateway",
      name: `${name}: RSA keys in the key set`,
      expected: "at least 1 RSA signing key",
      run: async () => {
        const { length } = await documents.rsaKeys(discoveryUrl);
        return { actual: `${length} RSA signing ${length === 1 ? "key" : "keys"}`, ok: length > 0 };
      },
    },
  ];
}

/** The authorizers' issuers, compared with what the issuers publish, character by character. */
export function authorizerChecks(context: VerifyContext): readonly Check[] {
  return Object.entries(context.trust.apis).flatMap(([api, { authorizers }]) =>
    Object.entries(authorizers).map(([issuerName, authorizer]): Check => {
      const discoveryUrl = `${authorizer.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
      return {
        system: "gateway",
        name: `${api}: the authorizer's issuer is the one that ${issuerName} publishes`,
        expected: authorizer.issuer,
        run: async () => compareField(await context.documents.read(discoveryUrl), "issuer", authorizer.issuer),
      };
    }),
  );
}

/** Key Insight's own path, where it trusts this issuer (through this client, where one is named). */
export function systemOf({ trust }: VerifyContext, issuer: string, client?: string): System {
  const trusted = Object.values(trust.model.relyingParties).some(
    (party) => party.issuer === issuer && (client === undefined || party.client === client),
  );
  return trusted ? "okta-key-insight" : "gateway";
}

function compareField(document: Published, field: string, expected: string): Observation {
  if (!document.found) return { actual: document.actual, ok: false };
  const actual = document.value[field];
  return { actual: typeof actual === "string" ? actual : `no ${field}`, ok: actual === expected };
}
