import type { SignInRow } from "../../signIn/SignInRow.ts";
import type {
  InteractiveClientModel,
  JiraServiceManagementModel,
  JumpCloudFederationModel,
  PoolFederationModel,
  TrustModel,
} from "../../TrustModel.ts";
import { fallback, listed, newcomers } from "./words.ts";

/** What of a relying party, its people and its issuer brought about that a row of the sign-in matrix differs. */
export function signInCauses(before: TrustModel, after: TrustModel, row: SignInRow): readonly string[] {
  const [was, is] = [before.relyingParties[row.relyingParty], after.relyingParties[row.relyingParty]];
  if (was === undefined || is === undefined) {
    return [`the relying party ${row.relyingParty} is ${was === undefined ? "new" : "gone"}`];
  }
  if (was.kind !== is.kind) return [`the relying party ${row.relyingParty} is of kind ${is.kind} now`];
  if (row.kind === "person" && was.kind === "jumpcloud-federation" && is.kind === was.kind) {
    return fallback(personCauses(was, is, row.person), row.why);
  }
  if (row.kind === "anyone" && was.kind === "jira-service-management" && is.kind === was.kind) {
    return fallback([...customerCauses({ model: before, party: was }, { model: after, party: is })], row.why);
  }
  return fallback([], row.why);
}

function personCauses(was: JumpCloudFederationModel, is: JumpCloudFederationModel, name: string): readonly string[] {
  const [had, has] = [was.people[name], is.people[name]];
  if (had === undefined || has === undefined)
    return [`${name} is ${had === undefined ? "declared now" : "not declared any more"}`];
  const group = is.group;
  return [
    ...(had.routed === has.routed
      ? []
      : [has.routed ? `${name} joined the routed group ${group}` : `${name} left the routed group ${was.group}`]),
    ...(had.jumpcloud === has.jumpcloud
      ? []
      : [
          has.jumpcloud === "none"
            ? `${name} has no account in JumpCloud any more`
            : `${name} has an account in JumpCloud now`,
        ]),
  ];
}

interface Portal {
  readonly model: TrustModel;
  readonly party: JiraServiceManagementModel;
}

function* customerCauses(was: Portal, is: Portal): Iterable<string> {
  if (was.party.issuer !== is.party.issuer) yield `the portal uses the user pool ${is.party.issuer} now`;
  if (was.party.client !== is.party.client) yield `the portal uses the client ${is.party.client} now`;
  const [offered, offers] = [clientOf(was)?.identityProviders ?? [], clientOf(is)?.identityProviders ?? []];
  const more = newcomers(offered, offers);
  const less = newcomers(offers, offered);
  if (more.length > 0) yield `the client ${is.party.client} offers ${listed(more)} now`;
  if (less.length > 0) yield `the client ${is.party.client} does not offer ${listed(less)} any more`;
  const [had, has] = [federationOf(was), federationOf(is)];
  for (const name of Object.keys(has)) {
    const [one, other] = [assignmentOf(had[name]), assignmentOf(has[name])];
    if (one === undefined) yield `the identity provider ${name} is new`;
    else if (one !== other) yield `the identity provider ${name} lets in ${other}, before ${one}`;
  }
  for (const name of newcomers(Object.keys(has), Object.keys(had))) yield `the identity provider ${name} is gone`;
}

function clientOf({ model, party }: Portal): InteractiveClientModel | undefined {
  const issuer = model.issuers[party.issuer];
  const client = issuer?.kind === "cognito" ? issuer.clients[party.client] : undefined;
  return client?.kind === "interactive" ? client : undefined;
}

function federationOf({ model, party }: Portal): Readonly<Record<string, PoolFederationModel>> {
  const issuer = model.issuers[party.issuer];
  return issuer?.kind === "cognito" ? issuer.federation : {};
}

function assignmentOf(federation: PoolFederationModel | undefined): string | undefined {
  if (federation === undefined) return undefined;
  if (federation.kind === "entra") return "everyone of the Entra ID tenant";
  const { assignment } = federation;
  return assignment.kind === "everyone"
    ? "everyone of the Okta organisation"
    : `members of ${listed([...assignment.groups].sort())} of the Okta organisation`;
}
