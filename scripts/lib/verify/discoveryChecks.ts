import { discoveryUrlOf } from "../../../trust/entra/endpoints.ts";
import type { DeployedIssuer } from "../../../trust/DeployedTrust.ts";
import type { Check, Observation } from "./Check.ts";
import { expectedIssuers } from "../preflight/expectedIssuers.ts";
import type { Published } from "./PublishedDocuments.ts";
import { issuerSystem, publishedSystem } from "./systems.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/**
 * What API Gateway allows itself for an issuer's documents ("Quotas for configuring and running an HTTP API": 1,500 ms for
 * each, and 150,000 bytes for a key set).
 */
const limits = { milliseconds: 1500, bytes: 150_000 } as const;

/**
 * What an issuer publishes: its metadata under their URLs, its exact issuer in them, RSA keys behind them, and all of it
 * within what API Gateway waits for, where it is API Gateway that reads it.
 */
export function discoveryChecks(context: VerifyContext, name: string, issuer: DeployedIssuer): readonly Check[] {
  const { trust, documents } = context;
  const { discoveryUrl, metadataUrl } = issuer;
  const system = publishedSystem(issuer.kind);
  const expectation = expectedIssuers({
    model: trust.model,
    tenantId: "tenantId" in issuer ? issuer.tenantId : undefined,
    jumpCloudIssuer: issuer.kind === "jumpcloud" ? issuer.issuer : undefined,
    deployed: trust,
  }).find(({ name: where }) => where === `issuers.${name}`);
  const publishes = (document: string, title: string, field: string, expected: string): Check => ({
    system: document === "openid-configuration" ? system : issuerSystem(trust, name),
    name: `${name}: ${title} in ${document}`,
    expected,
    run: async () => {
      const url = document === "openid-configuration" ? discoveryUrl : metadataUrl;
      const observation = compareField(await documents.read(url), field, expected, sameFor(trust, name));
      if (field !== "issuer" || observation.ok !== false || expectation === undefined) return observation;
      return { ...observation, reason: expectation.whenDifferent(observation.actual) };
    },
  });
  // Okta has two metadata documents, the others one.
  const published = ["openid-configuration", ...(metadataUrl === discoveryUrl ? [] : ["oauth-authorization-server"])];
  return [
    ...published.flatMap((document) => [
      publishes(document, "issuer", "issuer", issuer.issuer),
      publishes(document, "token endpoint", "token_endpoint", issuer.tokenEndpoint),
    ]),
    {
      system,
      name: `${name}: RSA keys in the key set`,
      expected: "at least 1 RSA signing key",
      run: async () => {
        const { length } = await documents.rsaKeys(discoveryUrl);
        return { actual: `${length} RSA signing ${length === 1 ? "key" : "keys"}`, ok: length > 0 };
      },
    },
    // What Identity Center allows itself for the documents of a trusted token issuer is not documented.
    ...(issuer.kind === "jumpcloud"
      ? []
      : [
          {
            system,
            name: `${name}: documents within API Gateway's limits`,
            expected: `each in ${limits.milliseconds} ms, and no more than ${limits.bytes} bytes of keys`,
            run: async () => observeLimits(context, discoveryUrl),
          },
        ]),
  ];
}

/** The authorizers' issuers, compared with what the issuers publish, character by character. */
export function authorizerChecks(context: VerifyContext): readonly Check[] {
  return Object.entries(context.trust.apis).flatMap(([api, { authorizers, lambdaAuthorizer }]) => {
    const lambda = lambdaAuthorizer?.issuers ?? {};
    const trusted = [
      ...Object.entries(authorizers).map(([name, { issuer }]) => ({ name, issuer, authorizer: "authorizer" })),
      ...Object.entries(lambda).map(([name, { issuer }]) => ({ name, issuer, authorizer: "Lambda authorizer" })),
    ];
    return trusted.map(({ name, issuer, authorizer }): Check => {
      const discoveryUrl = discoveryUrlOf(issuer);
      return {
        system: context.trust.model.issuers[name]?.kind === "b2c" ? "b2c-api-gateway" : "gateway",
        name: `${api}: the ${authorizer}'s issuer is the one that ${name} publishes`,
        expected: issuer,
        run: async () => compareField(await context.documents.read(discoveryUrl), "issuer", issuer),
      };
    });
  });
}

function compareField(
  document: Published,
  field: string,
  expected: string,
  same: (url: string) => string = (url) => url,
): Observation {
  if (!document.found) return { actual: document.actual, ok: false };
  const actual = document.value[field];
  if (typeof actual !== "string") return { actual: `no ${field}`, ok: false };
  return { actual, ok: field === "issuer" ? actual === expected : same(actual) === same(expected) };
}

/** B2C's endpoints take the tenant by name and by id; the document names one of the two. */
function sameFor({ model }: VerifyContext["trust"], name: string): (url: string) => string {
  const issuer = model.issuers[name];
  if (issuer?.kind !== "b2c") return (url) => url;
  const { domain, tenantId, tenantName } = issuer;
  return (url) => url.replace(`https://${domain}/${tenantId}/`, `https://${domain}/${tenantName}.onmicrosoft.com/`);
}

/** As seen from here; API Gateway asks from its own region. */
async function observeLimits({ documents }: VerifyContext, discoveryUrl: string): Promise<Observation> {
  const discovery = await documents.measure(discoveryUrl, limits.milliseconds);
  if (!discovery.found) return { actual: discovery.actual, ok: false };
  const jwksUri = discovery.value["jwks_uri"];
  if (typeof jwksUri !== "string" || !URL.canParse(jwksUri)) return { actual: "no jwks_uri", ok: false };
  const keys = await documents.measure(jwksUri, limits.milliseconds);
  if (!keys.found) return { actual: keys.actual, ok: false };
  const times = [discovery.milliseconds, keys.milliseconds].map(Math.ceil);
  const ok = times.every((time) => time <= limits.milliseconds) && keys.bytes <= limits.bytes;
  return { actual: `${times.join(" ms and ")} ms, ${keys.bytes} bytes of keys`, ok };
}
