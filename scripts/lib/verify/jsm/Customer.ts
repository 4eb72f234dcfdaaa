import type { TrustModel } from "../../../../trust/TrustModel.ts";
import type { SignInCredentials } from "../../signIn/signIn.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { type JsmUnderTest, ownPeople } from "./JsmUnderTest.ts";

/** Somebody who signs in to the portal. */
export interface Customer {
  /** As the user wrote it: `alice@acme.example`, or `company:alice@acme.example` for one of another identity provider. */
  readonly name: string;
  /** A name of the pool's federation; undefined for one of the pool's own people. */
  readonly provider: string | undefined;
  readonly credentials: SignInCredentials;
}

/** A temporary password, and the one that takes its place. */
export interface FirstSignIn {
  readonly temporary: string;
  readonly chosen: string;
}

/** The customers whose passwords verify was given. */
export function customersOf({ passwords }: VerifyContext, under: JsmUnderTest): readonly Customer[] {
  return named(under, passwords).map(([name, password]) => customer(under, name, password));
}

/** The customers who are to sign in for the first time, each with a temporary password. */
export function newcomersOf(
  { firstSignIns }: VerifyContext,
  under: JsmUnderTest,
): readonly (readonly [Customer, FirstSignIn])[] {
  return named(under, firstSignIns).map(([name, signIn]) => [customer(under, name, signIn.temporary), signIn]);
}

/** What the user may write before the `=` of --person: the portal's customers are not declared, so any name will do. */
export function customerNames(model: TrustModel): readonly string[] {
  return portals(model).flatMap(({ party, providers }) =>
    providers.map((provider) => (provider === ownPeople ? `${party}/*` : `${party}/${provider}:*`)),
  );
}

/** The same of --first-sign-in: only the pool's own people have temporary passwords. */
export function newcomerNames(model: TrustModel): readonly string[] {
  return portals(model).flatMap(({ party, providers }) => (providers.includes(ownPeople) ? [`${party}/*`] : []));
}

function portals({ issuers, relyingParties }: TrustModel) {
  return Object.entries(relyingParties).flatMap(([party, model]) => {
    if (model.kind !== "jira-service-management") return [];
    const pool = issuers[model.issuer];
    const client = pool?.kind === "cognito" ? pool.clients[model.client] : undefined;
    return client?.kind === "interactive" ? [{ party, providers: client.identityProviders }] : [];
  });
}

function named<V>({ name: party }: JsmUnderTest, given: ReadonlyMap<string, V>): readonly (readonly [string, V])[] {
  return [...given].flatMap(([key, value]) =>
    key.startsWith(`${party}/`) ? [[key.slice(party.length + 1), value] as const] : [],
  );
}

/** Where a customer signs in: at the pool's pages, or with an identity provider of the pool's. */
interface Where {
  readonly deployed: { readonly domain: string };
  readonly federation: JsmUnderTest["federation"];
}

/** The password goes to the host of whoever the person signs in with: the pool's domain, or the identity provider's. */
export function customer({ deployed, federation }: Where, name: string, password: string): Customer {
  const [, before, after] = /^([^:]+):(.+)$/s.exec(name) ?? [];
  const provider = before === undefined ? undefined : federation[before];
  if (before === undefined || after === undefined || provider === undefined) {
    return { name, provider: undefined, credentials: { userName: name, password, passwordHost: deployed.domain } };
  }
  const passwordHost = new URL(provider.issuer).host;
  return { name, provider: before, credentials: { userName: after, password, passwordHost } };
}
