import type { JiraServiceManagementModel } from "../../../../trust/TrustModel.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { expectedIdToken } from "../people/idToken.ts";
import { expectedArrival } from "../people/observeArrival.ts";
import { once } from "../../vendors/requestIds.ts";
import { expectedAttributes } from "./attributes.ts";
import { codeProbes, type CodeProbes } from "./codeProbes.ts";
import { type Customer, customersOf, newcomersOf } from "./Customer.ts";
import { type CustomerVisit, visitPortal } from "./customerVisit.ts";
import { discoveryChecks } from "./discoveryChecks.ts";
import { firstSignInChecks, noFirstSignIn } from "./firstSignInChecks.ts";
import { identityProviderChecks } from "./identityProviderChecks.ts";
import { type JsmUnderTest, jsmUnderTest, ownPeople } from "./JsmUnderTest.ts";
import { passwordChecks } from "./passwordChecks.ts";
import { refusalChecks } from "./refusalChecks.ts";
import { expectedSignOut } from "./signOut.ts";

/**
 * What the customer portal stands on: the pool as its plugin sees it, customers who sign in and out, and what the pool must
 * refuse.
 */
export function jsmChecks(context: VerifyContext, name: string, model: JiraServiceManagementModel): readonly Check[] {
  const under = jsmUnderTest(context, name, model);
  if (under === undefined) return [];
  const customers = customersOf(context, under);
  const newcomers = newcomersOf(context, under);
  const takesPasswords = under.client.identityProviders.includes(ownPeople);
  // Refusals are tried with one customer: one of the pool's own, where there is one.
  const probing = customers.find(({ provider }) => provider === undefined) ?? customers[0];
  const visits = customers.map((customer) => ({
    customer,
    visit: once(() => visitPortal(context, under, customer, customer === probing)),
  }));
  const probes = visits.find(({ customer }) => customer === probing)?.visit;
  const own = [...customers, ...newcomers.map(([newcomer]) => newcomer)].find(({ provider }) => provider === undefined);
  return [
    ...discoveryChecks(context, under),
    ...identityProviderChecks(context, under),
    ...refusalChecks(context, under, async () => (await probes?.())?.scopeBeyond ?? missing(under)),
    ...(takesPasswords ? passwordChecks(context, under, own) : []),
    ...(visits.length === 0 ? visitChecks(under, name) : []),
    ...visits.flatMap(({ customer, visit }) => visitChecks(under, nameOf(under, customer), visit)),
    ...codeChecks(under, probes),
    ...(takesPasswords && newcomers.length === 0 ? [noFirstSignIn(under)] : []),
    ...newcomers.flatMap((newcomer) => firstSignInChecks(context, under, newcomer)),
  ];
}

type Visiting = () => Promise<CustomerVisit>;

/** @param visit without one, nobody's password is at hand */
function visitChecks(under: JsmUnderTest, name: string, visit?: Visiting): readonly Check[] {
  const row = (what: string, expected: string, of: (visit: CustomerVisit) => Observation): Check => ({
    system: "cognito-jsm",
    name: `${name}: ${what}`,
    expected,
    run: async () => (visit === undefined ? missing(under) : of(await visit())),
  });
  return [
    row("a sign-in that comes back to the portal", expectedArrival(under), ({ arrival }) => arrival),
    row("an ID token for the portal", expectedIdToken(under), ({ idToken }) => idToken),
    row("the mapped attributes at userInfo", expectedAttributes(under), ({ attributes }) => attributes),
    row("a sign-out at the logout endpoint", expectedSignOut(under), ({ signOut }) => signOut),
  ];
}

function codeChecks(under: JsmUnderTest, visit: Visiting | undefined): readonly Check[] {
  return Object.entries(codeProbes).map(([probe, { name, expected }]) => ({
    system: "cognito-jsm",
    name: `${under.name}: ${name}`,
    expected,
    run: async () => {
      if (visit === undefined) return missing(under);
      const { codes } = await visit();
      return "actual" in codes ? codes : codes[probe as keyof CodeProbes];
    },
  }));
}

function nameOf({ name }: JsmUnderTest, customer: Customer): string {
  return `${name}/${customer.name}`;
}

/** What to give to verify where nobody's password is at hand. */
function missing({ name }: JsmUnderTest): Observation {
  return notProved(`it takes a customer's password: --person ${name}/NAME=FILE`);
}
