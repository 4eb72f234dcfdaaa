import type { Claims } from "../../../trust/gateway/Decision.ts";
import type { Check } from "./Check.ts";
import { notProved } from "./Check.ts";
import { foreignSignedToken, hmacToken, tamperedToken, unsignedToken } from "./forgeTokens.ts";
import type { ForgeryBase } from "./forgeTokens.ts";
import { guardAnswers } from "./gatewayAnswers.ts";
import { gatewayCheck } from "./gatewayCheck.ts";
import type { Presented } from "./gatewayCheck.ts";
import type { AdmittedIssuer, RouteGuard, RouteUnderTest } from "./RouteUnderTest.ts";
import type { MintedToken } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

/**
 * No token, and four forgeries; each but for its forgery is a token that the route would admit.
 * @param genuine gets such a token, undefined where none is to be had
 */
export function forgeryChecks(
  context: VerifyContext,
  under: RouteUnderTest,
  guard: RouteGuard,
  genuine: () => Promise<MintedToken | undefined>,
): readonly Check[] {
  const { noToken, invalid } = guardAnswers[guard.kind];
  const forged = (what: string, forge: (base: ForgeryBase) => string | Promise<string>): Check =>
    gatewayCheck(context, under, what, invalid(), async () => {
      const base = await forgeryBase(context, guard, await genuine());
      return base === undefined
        ? none("the issuer's key set holds no RSA key to forge with")
        : token(await forge(base));
    });
  return [
    gatewayCheck(context, under, "no token", noToken, async () => token(undefined)),
    gatewayCheck(context, under, "a token with a changed claim", invalid(), async () => {
      const real = await genuine();
      return real === undefined
        ? none("no client's token is to be had for this route")
        : token(tamperedToken(real.token));
    }),
    forged("a token signed with a foreign key", foreignSignedToken),
    forged("a token without a signature (alg: none)", unsignedToken),
    forged("a token signed by HMAC with the issuer's public key", hmacToken),
  ];
}

async function forgeryBase(
  { documents }: VerifyContext,
  guard: RouteGuard,
  real: MintedToken | undefined,
): Promise<ForgeryBase | undefined> {
  const trusted = guard.admits.find(({ issuer }) => issuer === real?.claims["iss"]) ?? guard.admits[0];
  const [publicKey] = await documents.rsaKeys(trusted.discoveryUrl);
  if (publicKey === undefined) return undefined;
  return real === undefined
    ? { publicKey, claims: plausibleClaims(trusted) }
    : { publicKey, claims: real.claims, token: real.token };
}

function plausibleClaims({ issuer, audiences, scopeClaim, grants }: AdmittedIssuer): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: issuer,
    aud: audiences[0],
    sub: "crosstrust-probe",
    cid: "crosstrust-probe",
    iat: now,
    exp: now + 300,
    [scopeClaim]: scopeClaim === "scope" ? grants.join(" ") : grants,
  };
}

const token = (value: string | undefined): Presented => ({ kind: "token", token: value });
const none = (reason: string): Presented => ({ kind: "none", observation: notProved(reason) });
