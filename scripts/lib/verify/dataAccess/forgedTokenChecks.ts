import type { AwsCredentials } from "../../vendors/aws/awsClient.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import { foreignSignedToken, type ForgeryBase, hmacToken, unsignedToken } from "../forgeTokens.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import { withAws } from "../../vendors/aws/withAws.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";
import { type ExchangeRole, refusalOf } from "./ExchangeRole.ts";
import { otherRegion } from "./otherRegion.ts";

type Role = AwsCredentials | undefined;

/** AWS looked at the token and did not take it (IAM Identity Center OIDC API reference, CreateTokenWithIAM). */
const ofTheToken = "InvalidGrantException";

/**
 * What the application must not exchange, whoever the person is: tokens that the issuer did not sign; and what only the exchange
 * role may, and only in the instance's Region. All of it is tried with forged tokens, so that nothing comes of it.
 */
export function forgedTokenChecks(
  context: VerifyContext,
  under: DataAccessUnderTest,
  exchangeRole: ExchangeRole,
): readonly Check[] {
  const forged = (what: string, forge: (base: ForgeryBase) => string | Promise<string>) =>
    tryExchange(`no exchange of ${what}`, `refused, ${ofTheToken}`, forge, async (services, role, token) => {
      const code = await refusalOf(services.path.ssoOidc(role), under, token);
      if (code === undefined || code === ofTheToken) return refused(code, true);
      return notProved(`AWS did not look at the token: ${code}`);
    });
  return [
    forged("a token that somebody else signed", foreignSignedToken),
    forged("a token that nobody signed", unsignedToken),
    forged("a token signed by HMAC with the issuer's public key", hmacToken),
    tryExchange(
      "no exchange but by the exchange role",
      "refused, AccessDeniedException",
      foreignSignedToken,
      async ({ path }, role, token) => {
        if (role === undefined) return notProved("the AWS credentials are the exchange role's own");
        const code = await refusalOf(path.ssoOidc(), under, token);
        if (code !== ofTheToken) return refused(code, code === "AccessDeniedException");
        return { ...refused(code, false), reason: "AWS looked at the token, so these credentials may exchange one" };
      },
    ),
    tryExchange(
      `no exchange in another Region (${otherRegion(under.deployed.region)})`,
      "refused, before the token is looked at",
      foreignSignedToken,
      async (_services, role, token) => {
        const elsewhere = await context.aws?.open(otherRegion(under.deployed.region));
        if (elsewhere === undefined) return notProved("AWS takes credentials");
        const code = await refusalOf(elsewhere.path.ssoOidc(role), under, token);
        if (code === undefined || code === ofTheToken) return refused(code, false);
        return { actual: "refused, before the token is looked at", ok: true, reason: code };
      },
    ),
  ];

  function tryExchange(
    name: string,
    expected: string,
    forge: (base: ForgeryBase) => string | Promise<string>,
    observe: (services: AwsServices, role: Role, token: string) => Promise<Observation>,
  ): Check {
    return {
      system: "jumpcloud-s3-access-grants",
      name: `${under.name}: ${name}`,
      expected,
      run: async () => {
        const base = await forgeryBase(context, under);
        if (base === undefined) return notProved("the issuer publishes no RSA key to forge with");
        return withAws(context, under.deployed, async (services) => {
          const role = await exchangeRole(services);
          return observe(services, role, await forge(base));
        });
      },
    };
  }
}

function refused(code: string | undefined, isRight: boolean): Observation {
  return code === undefined ? { actual: "exchanged", ok: false } : { actual: `refused, ${code}`, ok: isRight };
}

/** The claims of somebody who may exchange, as the issuer says them. */
async function forgeryBase(
  { documents, now }: VerifyContext,
  { deployed, deployedIssuer }: DataAccessUnderTest,
): Promise<ForgeryBase | undefined> {
  const [publicKey] = await documents.rsaKeys(deployedIssuer.discoveryUrl);
  if (publicKey === undefined) return undefined;
  const seconds = Math.floor(now().getTime() / 1000);
  const [user] = Object.values(deployed.users);
  const claims = {
    iss: deployed.issuer,
    aud: [deployed.clientId],
    sub: crypto.randomUUID(),
    jti: crypto.randomUUID(),
    ...(user !== undefined && { email: user.email, email_verified: true }),
    iat: seconds,
    exp: seconds + 300,
  };
  return { claims, publicKey };
}
