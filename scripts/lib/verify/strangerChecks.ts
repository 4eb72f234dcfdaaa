import type { DeployedIssuer } from "../../../trust/DeployedTrust.ts";
import type { Check } from "./Check.ts";
import { notProved } from "./Check.ts";
import { declaredGrants, getsToken } from "./clientTokens.ts";
import { guardAnswers } from "./gatewayAnswers.ts";
import { gatewayCheck } from "./gatewayCheck.ts";
import type { Presented } from "./gatewayCheck.ts";
import type { RouteGuard, RouteUnderTest } from "./RouteUnderTest.ts";
import type { ClientRef } from "./TokenMinter.ts";
import type { VerifyContext } from "./VerifyContext.ts";

interface Stranger {
  readonly ref: ClientRef;
  readonly grants: readonly string[];
  readonly audience: string;
  readonly sameIssuer: boolean;
  readonly sameAudience: boolean;
}

/**
 * Real tokens of this stack that are meant for others: one for another audience, one of another issuer. Of those that
 * there are, the one is taken that differs in nothing else.
 */
export function strangerChecks(context: VerifyContext, under: RouteUnderTest, guard: RouteGuard): readonly Check[] {
  const strangers = strangersTo(context, guard);
  const foreignAudience = strangers.filter(({ sameAudience }) => !sameAudience).sort(byFlag("sameIssuer"));
  const foreignIssuer = strangers.filter(({ sameIssuer }) => !sameIssuer).sort(byFlag("sameAudience"));
  const { invalid } = guardAnswers[guard.kind];
  // The authorizer looks at the signature before the audience: only where the issuer is the same, the audience decides.
  const expectation = invalid(foreignAudience[0]?.sameIssuer ? "the token does not have a valid audience" : undefined);
  return [
    gatewayCheck(context, under, "a token for another audience", expectation, async () =>
      firstToken(context, foreignAudience, "no client of this stack gets tokens for another audience"),
    ),
    gatewayCheck(context, under, "a token of another issuer", invalid(), async () =>
      firstToken(context, foreignIssuer, "this stack has no other issuer with a client"),
    ),
  ];
}

function strangersTo({ trust }: VerifyContext, { admits }: RouteGuard): readonly Stranger[] {
  return Object.entries(trust.model.issuers).flatMap(([issuer, model]) => {
    const deployed = trust.issuers[issuer];
    return Object.keys(model.clients)
      .filter((client) => getsToken(model, client))
      .map((client) => {
        const audience = audienceOf(deployed, client);
        return {
          ref: { issuer, client },
          grants: declaredGrants(model, client),
          audience,
          sameIssuer: admits.some((one) => one.issuer === deployed?.issuer),
          sameAudience: admits.some(({ audiences }) => audiences.includes(audience)),
        };
      });
  });
}

/** What a client's tokens are for: at Cognito the client itself, elsewhere the issuer's audience. */
function audienceOf(issuer: DeployedIssuer | undefined, client: string): string {
  return (issuer?.kind === "cognito" ? issuer.clients[client]?.clientId : issuer?.audiences[0]) ?? "";
}

async function firstToken(context: VerifyContext, strangers: readonly Stranger[], none: string): Promise<Presented> {
  const [first] = strangers;
  if (first === undefined) return { kind: "none", observation: notProved(none) };
  let reason = none;
  // A token that differs in more than the best one would need other words of the gateway.
  for (const { ref, grants, audience } of strangers.filter(({ sameIssuer }) => sameIssuer === first.sameIssuer)) {
    const minted = await context.minter.mint(ref, grants);
    if (minted.outcome === "minted") {
      return {
        kind: "token",
        token: minted.token,
        origin: `sent: a token of ${ref.issuer}/${ref.client} for ${audience}`,
      };
    }
    reason = minted.reason;
  }
  return { kind: "none", observation: notProved(reason) };
}

function byFlag(flag: "sameIssuer" | "sameAudience"): (left: Stranger, right: Stranger) => number {
  return (left, right) => Number(right[flag]) - Number(left[flag]);
}
