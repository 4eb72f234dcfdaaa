import type { S3AccessGrantsModel } from "../../../../trust/TrustModel.ts";
import type { Check, Observation } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { once } from "../../vendors/requestIds.ts";
import { accessGrantsChecks } from "./accessGrantsChecks.ts";
import { applicationChecks } from "./applicationChecks.ts";
import { type DataAccessUnderTest, dataAccessUnderTest } from "./DataAccessUnderTest.ts";
import { type ExchangeRole, exchangeRoleOf } from "./ExchangeRole.ts";
import { forgedTokenChecks } from "./forgedTokenChecks.ts";
import { grantChecks } from "./grantChecks.ts";
import { peopleChecks } from "./peopleChecks.ts";
import { peopleOf, type Person } from "./Person.ts";
import { expectedExchange, expectedIdentity, expectedReplay, type PersonVisit, visit } from "./personVisit.ts";
import { declaredRights } from "./rights.ts";
import { expectedSignIn } from "./signInAtJumpCloud.ts";
import { trustedTokenIssuerChecks } from "./trustedTokenIssuerChecks.ts";

/**
 * What data in S3 stands on, from the issuer that AWS trusts to people who get at what they were granted, and at nothing
 * else. Tokens are exchanged for this; data is listed and looked at, and never written.
 */
export function dataAccessChecks(context: VerifyContext, name: string, model: S3AccessGrantsModel): readonly Check[] {
  const under = dataAccessUnderTest(context, name, model);
  if (under === undefined) return [];
  const exchangeRole = exchangeRoleOf(context, under);
  return [
    ...trustedTokenIssuerChecks(context, under),
    ...applicationChecks(context, under),
    ...accessGrantsChecks(context, under),
    ...peopleChecks(context, under),
    ...forgedTokenChecks(context, under, exchangeRole),
    ...peopleOf(context, under).flatMap((person) => personChecks(context, under, person, exchangeRole)),
  ];
}

function personChecks(
  context: VerifyContext,
  under: DataAccessUnderTest,
  person: Person,
  exchangeRole: ExchangeRole,
): readonly Check[] {
  const visiting = once(() => visit(context, under, person, exchangeRole));
  const row = (what: string, expected: string, of: (visit: PersonVisit) => Observation): Check => ({
    system: "jumpcloud-s3-access-grants",
    name: `${under.name}/${person.name}: ${what}`,
    expected,
    run: async () => of(await visiting()),
  });
  const signIn = row("a sign-in at JumpCloud", expectedSignIn(under, person), (visit) => visit.signIn);
  if (!person.mayUse) return [signIn];
  const { assigned } = declaredRights(under, person);
  const exchanged =
    assigned === null ? "exchanged, if Identity Center has them in an assigned group" : expectedExchange(assigned);
  const exchange = row("the exchange of the ID token", exchanged, (visit) => visit.exchange);
  if (assigned === false) return [signIn, exchange];
  return [
    signIn,
    exchange,
    row("the exchange of the same ID token again", expectedReplay, ({ replay }) => replay),
    row("the identity role, in their name", expectedIdentity, ({ identity }) => identity),
    ...grantChecks(context, under, person, visiting),
  ];
}
