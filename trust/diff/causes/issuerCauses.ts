import { isOpenIssuer, obtainable } from "../../access/obtainable.ts";
import type {
  CognitoClientModel,
  CognitoIssuerModel,
  IssuerModel,
  MicrosoftClientModel,
  TrustModel,
} from "../../TrustModel.ts";
import { oktaGrantCauses } from "./oktaGrantCauses.ts";
import { listed, newcomers } from "./words.ts";

export interface IssuerChange {
  readonly before: TrustModel;
  readonly after: TrustModel;
  readonly issuer: string;
  /** A client of the issuer; undefined where any application is meant. */
  readonly client: string | undefined;
  /** What opens the route, in either model. */
  readonly scopes: readonly string[];
}

/** What of an issuer and its client brought about that the client can get other tokens than before. */
export function issuerCauses({ before, after, issuer: name, client, scopes }: IssuerChange): readonly string[] {
  const [was, is] = [before.issuers[name], after.issuers[name]];
  if (was === undefined || is === undefined) {
    return was === is ? [] : [`the issuer ${name} is ${was === undefined ? "new" : "gone"}`];
  }
  if (was.kind !== is.kind) return [`the issuer ${name} is of kind ${is.kind} now`];
  if (client !== undefined) {
    const [had, has] = [was, is].map((issuer) => Object.hasOwn(issuer.clients, client));
    if (had !== has) return [`the client ${client} of ${name} is ${had === true ? "gone" : "new"}`];
  }
  return [...openCauses(name, was, is), ...grantCauses(name, was, is, client, scopes)];
}

function openCauses(name: string, was: IssuerModel, is: IssuerModel): readonly string[] {
  const [wasOpen, isOpen] = [was, is].map(isOpenIssuer);
  if (wasOpen === isOpen) return [];
  if (is.kind === "okta") {
    return [
      isOpen === true
        ? `an access policy of ${name} is for all clients now`
        : `no access policy of ${name} is for all clients any more`,
    ];
  }
  return [isOpen === true ? `${name} requires no assignment any more` : `${name} requires assignment now`];
}

function grantCauses(
  name: string,
  was: IssuerModel,
  is: IssuerModel,
  client: string | undefined,
  scopes: readonly string[],
): readonly string[] {
  const applicant = client === undefined ? "any-application" : { client };
  if (was.kind === "okta" && is.kind === "okta") return oktaGrantCauses(name, was, is, applicant, scopes);
  if (client === undefined) return [];
  const [got, gets] = [obtainable(was, applicant), obtainable(is, applicant)];
  const [grantsBefore, grantsAfter] = [rolesOrScopes(was, client), rolesOrScopes(is, client)];
  const verb = is.kind === "cognito" ? "may ask for" : "is assigned";
  const more = newcomers(grantsBefore, grantsAfter);
  const less = newcomers(grantsAfter, grantsBefore);
  return [
    ...(more.length === 0 ? [] : [`${client} of ${name} ${verb} ${listed(more)} now`]),
    ...(less.length === 0 ? [] : [`${client} of ${name} ${verb} ${listed(less)} no more`]),
    ...(more.length + less.length === 0 && got.token !== gets.token ? [tokenCause(name, client, gets.token)] : []),
  ];
}

function tokenCause(name: string, client: string, gets: boolean): string {
  return gets ? `${client} gets tokens of ${name} now` : `${client} gets no tokens of ${name} any more`;
}

function rolesOrScopes(issuer: IssuerModel, client: string): readonly string[] {
  if (issuer.kind === "entra" || issuer.kind === "b2c") {
    const clients: Readonly<Record<string, MicrosoftClientModel>> = issuer.clients;
    return clients[client]?.roles ?? [];
  }
  return issuer.kind === "cognito" ? (clientsOf(issuer)[client]?.scopes ?? []) : [];
}

function clientsOf({ clients }: CognitoIssuerModel): Readonly<Record<string, CognitoClientModel>> {
  return clients;
}
