import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { CognitoDomainModel, TrustModel } from "../../../trust/TrustModel.ts";
import type { Finding } from "../../../trust/Finding.ts";

/** Who has a domain, as AWS says it: the id of a user pool, undefined where nobody has it. */
export type PoolOfDomain = (domain: string) => Promise<string | undefined>;

/**
 * Looks whether the domains of user pools are still to be had: a pool is made before its domain is, and would stay behind
 * without one. Whether AWS tells of domains in other accounts is not documented; one that it does not tell of is found out by
 * the deployment.
 * @param own ids of the user pools that the stack has
 * @throws CrosstrustError INTERRUPTED
 */
export async function inspectPoolDomains(
  { issuers }: TrustModel,
  own: ReadonlySet<string>,
  poolOf: PoolOfDomain,
): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    Object.entries(issuers).map(async ([name, model]): Promise<readonly Finding[]> => {
      if (model.kind !== "cognito") return [];
      const where = `issuers.${name}.domain`;
      const domain = nameOf(model.domain);
      try {
        const pool = await poolOf(domain);
        return pool === undefined || own.has(pool) ? [] : [taken(where, domain, pool)];
      } catch (error) {
        if (!(error instanceof CrosstrustError) || error.code === "INTERRUPTED") throw error;
        const message = `Whether the domain ${domain} is to be had could not be looked up: ${error.message}`;
        return [{ severity: "warning", where, message }];
      }
    }),
  );
  return findings.flat();
}

function nameOf(domain: CognitoDomainModel): string {
  return "prefix" in domain ? domain.prefix : domain.custom;
}

function taken(where: string, domain: string, pool: string): Finding {
  return {
    severity: "error",
    where,
    message: `The domain ${domain} is another user pool's.`,
    expected: "a domain that nobody has",
    actual: pool,
    advice: "another prefix; or take the domain from that pool first",
  };
}
