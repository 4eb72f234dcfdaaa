import { sortedByKey } from "../../lib/sortedByKey.ts";
import type { JiraServiceManagementModel, PoolFederationModel, TrustModel } from "../TrustModel.ts";
import type { AnyoneSignIn, PartOfRow } from "./SignInRow.ts";

type Row = PartOfRow<AnyoneSignIn>;

/**
 * The customers of a portal: whoever has an account in the user pool, and whoever can sign in at an identity provider of
 * its federation, as far as the client offers them. None of them is named in the config. The pool's own accounts first,
 * then the identity providers in order of their names.
 */
export function jiraSignIns(
  { issuer, client }: JiraServiceManagementModel,
  { issuers }: Pick<TrustModel, "issuers">,
): readonly Row[] {
  const pool = issuers[issuer];
  const application = pool?.kind === "cognito" ? pool.clients[client] : undefined;
  if (pool?.kind !== "cognito" || application?.kind !== "interactive") return [];
  const judge = (provider: string, row: Row): Row =>
    application.identityProviders.includes(provider) ? row : notOffered(row, client);
  const own: Row = {
    kind: "anyone",
    who: `anyone with an account in the user pool ${issuer}`,
    allowed: true,
    reason: "pool-account",
    why: `The client ${client} offers the accounts of the user pool, which administrators make.`,
  };
  return [
    judge("cognito", own),
    ...sortedByKey(Object.entries(pool.federation)).flatMap(([name, federation]) =>
      federationRows(name, federation, client).map((row) => judge(name, row)),
    ),
  ];
}

function federationRows(name: string, federation: PoolFederationModel, client: string): readonly Row[] {
  const offers = `The client ${client} offers the identity provider ${name}`;
  if (federation.kind === "entra") {
    const why = `${offers}, whose application in the Entra ID tenant asks for no assignment: guests of the tenant can sign in too.`;
    return [
      { kind: "anyone", who: `anyone of the Entra ID tenant (${name})`, allowed: true, reason: "federated", why },
    ];
  }
  const { assignment } = federation;
  if (assignment.kind === "everyone") {
    const why = `${offers}, whose application is for everyone of the Okta organisation.`;
    return [
      { kind: "anyone", who: `anyone of the Okta organisation (${name})`, allowed: true, reason: "federated", why },
    ];
  }
  return [...assignment.groups].sort().map((group) => ({
    kind: "anyone",
    who: `anyone in the group ${group} of the Okta organisation (${name})`,
    allowed: true,
    reason: "federated-group",
    why: `${offers}, whose application the group ${group} is assigned to.`,
  }));
}

function notOffered(row: Row, client: string): Row {
  return {
    ...row,
    allowed: false,
    reason: "not-offered",
    why: `The client ${client} does not offer this way to sign in.`,
  };
}
