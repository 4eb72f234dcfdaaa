import type { RouteAccess, S3AccessGrantsModel, TrustModel } from "../../../trust/TrustModel.ts";
import { accessGrantsModel } from "../accessGrantsFixture.ts";
import { federatedModel } from "../cognitoFixture.ts";
import { microsoftModel } from "../microsoftFixture.ts";
import { modelOf } from "../settingsFixture.ts";

type Pick = (end: number) => number;
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
type Loose = Mutable<TrustModel>;
type Edit = (model: Loose, pick: Pick) => void;

/** A small model that has whatever a matrix tells apart. */
export function baseModel(): TrustModel {
  const okta = modelOf(({ issuers }) => {
    issuers.okta.clients["batch"] = { scopes: ["keys.write"] };
  });
  const models: readonly TrustModel[] = [okta, microsoftModel(), federatedModel(), accessGrantsModel()];
  return models.reduce((one, other) => ({
    issuers: { ...one.issuers, ...other.issuers },
    apis: { ...one.apis, ...other.apis },
    relyingParties: { ...one.relyingParties, ...other.relyingParties },
  }));
}

/** A model that differs from the base in some things that decide on access; the same for the same numbers. */
export function randomModel(base: TrustModel, pick: Pick): TrustModel {
  const model = structuredClone(base) as Loose;
  for (let left = pick(7); left > 0; left -= 1) edits[pick(edits.length)]?.(model, pick);
  return model;
}

const oneOf = <T>(list: readonly T[], pick: Pick): T => list[pick(list.length)]!;
const anyOf = <T>(list: readonly T[], pick: Pick): T | undefined => list[pick(list.length)];
const someOf = <T>(list: readonly T[], pick: Pick): T[] => list.filter(() => pick(2) === 0);

const asks: Readonly<Record<string, { readonly scopes: readonly string[]; readonly roles: readonly string[] }>> = {
  okta: { scopes: ["keys.read", "keys.write"], roles: [] },
  workforce: { scopes: [], roles: ["Orders.Export", "Orders.Approve"] },
  customers: { scopes: ["orders.read", "orders.write"], roles: [] },
};

function randomAccess(pick: Pick): RouteAccess {
  const issuers = Object.keys(asks);
  const kind = oneOf(["public", "jwt", "jwt", "lambda", "lambda"] as const, pick);
  if (kind === "public") return { kind };
  if (kind === "jwt") {
    const issuer = oneOf(issuers, pick);
    return { kind, issuer, scopes: someOf(asks[issuer]!.scopes, pick) };
  }
  const trusted = someOf(issuers, pick);
  const admits = (trusted.length === 0 ? ["okta"] : trusted).sort().map((issuer) => ({
    issuer,
    scopes: someOf(asks[issuer]!.scopes, pick),
    roles: someOf(asks[issuer]!.roles, pick),
  }));
  return { kind, admits };
}

const apis = ["inventory", "orders"];

function partyOf(model: Loose): Mutable<S3AccessGrantsModel> | undefined {
  const party = model.relyingParties["s3"];
  return party?.kind === "s3-access-grants" ? party : undefined;
}

function somePolicies(model: Loose, pick: Pick): void {
  const issuer = model.issuers["okta"];
  if (issuer?.kind !== "okta") return;
  const clients = Object.keys(issuer.clients);
  issuer.accessPolicies = Array.from({ length: pick(4) }, (_, index) => ({
    name: oneOf(["a", "b", "c"], pick) + String(index),
    description: "",
    priority: index + 1,
    clients: pick(4) === 0 ? "all" : someOf(clients, pick),
    rules: Array.from({ length: 1 + pick(2) }, (__, rule) => ({
      name: `rule-${rule}`,
      priority: rule + 1,
      scopes: pick(4) === 0 ? ("all" as const) : someOf(Object.keys(issuer.scopes), pick),
      accessTokenMinutes: oneOf([5, 60, 1440], pick),
    })),
  }));
}

/** What takes from the access policies alone. */
function fewerPolicies(model: Loose, pick: Pick): void {
  const issuer = model.issuers["okta"];
  const policies = issuer?.kind === "okta" ? issuer.accessPolicies : [];
  const policy = anyOf(policies, pick);
  if (issuer?.kind !== "okta" || policy === undefined) return;
  const rule = anyOf(policy.rules, pick);
  const kind = pick(4);
  if (kind === 0) policies.splice(policies.indexOf(policy), 1);
  else if (kind === 1)
    policy.clients = policy.clients === "all" ? Object.keys(issuer.clients) : policy.clients.slice(1);
  else if (kind === 2 && policy.rules.length > 1) policy.rules.splice(pick(policy.rules.length), 1);
  else if (rule !== undefined) rule.scopes = rule.scopes === "all" ? Object.keys(issuer.scopes) : rule.scopes.slice(1);
}

/** A model with random access policies, and what becomes of it where some of them are taken away, in whole or in part. */
export function randomRetreat(base: TrustModel, pick: Pick): readonly [before: TrustModel, after: TrustModel] {
  const before = structuredClone(base) as Loose;
  somePolicies(before, pick);
  const after = structuredClone(before);
  for (let left = 1 + pick(2); left > 0; left -= 1) fewerPolicies(after, pick);
  return [before, after];
}

const edits: readonly Edit[] = [
  (model, pick) => {
    const route = anyOf(model.apis[oneOf(apis, pick)]?.routes ?? [], pick);
    if (route !== undefined) route.access = randomAccess(pick) as typeof route.access;
  },
  (model, pick) => {
    const routes = model.apis[oneOf(apis, pick)]?.routes ?? [];
    if (pick(2) === 0) routes.splice(pick(routes.length + 1), 1);
    else {
      const key = `GET /random-${pick(3)}`;
      if (routes.every((route) => route.key !== key)) {
        routes.push({ key, access: randomAccess(pick) as never, backend: { kind: "lambda", function: "inventory" } });
      }
    }
  },
  (model, pick) => {
    const api = model.apis[oneOf(apis, pick)];
    if (api !== undefined) api.lambdaAuthorizer = { cacheSeconds: oneOf([0, 60, 300], pick) };
  },
  somePolicies,
  fewerPolicies,
  (model, pick) => {
    const issuer = model.issuers[oneOf(["workforce", "customers"], pick)];
    if (issuer?.kind !== "entra" && issuer?.kind !== "b2c") return;
    if (pick(3) === 0) issuer.assignmentRequired = pick(2) === 0;
    const client = anyOf(Object.keys(issuer.clients), pick);
    if (client !== undefined) issuer.clients[client]!.roles = someOf(Object.keys(issuer.roles), pick);
  },
  (model, pick) => {
    const { clients } = model.issuers[oneOf(["okta", "workforce", "customers"], pick)] ?? {};
    const name = anyOf(Object.keys(clients ?? {}), pick);
    if (clients !== undefined && name !== undefined) Reflect.deleteProperty(clients, name);
  },
  (model, pick) => {
    const section = oneOf(["issuers", "apis", "relyingParties"] as const, pick);
    if (pick(4) === 0) Reflect.deleteProperty(model[section], oneOf(Object.keys(model[section]), pick));
  },
  (model, pick) => {
    const party = model.relyingParties["jumpcloud"];
    if (party?.kind !== "jumpcloud-federation") return;
    const person = party.people[oneOf(Object.keys(party.people), pick)];
    if (person !== undefined) person.routed = pick(2) === 0;
  },
  (model, pick) => {
    const issuer = model.issuers["jumpcloud"];
    if (issuer?.kind !== "jumpcloud") return;
    const person = issuer.people[oneOf(Object.keys(issuer.people), pick)];
    if (person !== undefined) person.groups = someOf(Object.keys(issuer.groups), pick);
  },
  (model, pick) => {
    const pool = model.issuers["portal"];
    const client =
      pool?.kind === "cognito" ? Object.values(pool.clients).find(({ kind }) => kind === "interactive") : undefined;
    if (pool?.kind !== "cognito" || client?.kind !== "interactive") return;
    client.identityProviders = someOf(["cognito", ...Object.keys(pool.federation)], pick);
  },
  (model, pick) => {
    const party = partyOf(model);
    if (party === undefined) return;
    const { groups, users, assignment } = party.identityCenter;
    const name = oneOf(Object.keys(groups), pick);
    groups[name] = { source: "adopted", members: [] } as never;
    if (pick(3) > 0)
      groups[name] = { source: "declared", displayName: name, members: someOf(Object.keys(users), pick) } as never;
    if (pick(3) === 0) {
      party.identityCenter.assignment = assignment.required
        ? { required: false }
        : { required: true, users: someOf(Object.keys(users), pick), groups: someOf(Object.keys(groups), pick) };
    }
  },
  (model, pick) => {
    const party = partyOf(model);
    if (party === undefined) return;
    const { groups, users } = party.identityCenter;
    const name = oneOf([...Object.keys(party.grants), "random"], pick);
    if (pick(4) === 0) Reflect.deleteProperty(party.grants, name);
    else {
      party.grants[name] = {
        location: oneOf(Object.keys(party.locations), pick),
        subPrefix: oneOf(["*", "team-a/*", "team-a/x.csv", "team-b/*"], pick),
        grantee:
          pick(2) === 0 ? { user: oneOf(Object.keys(users), pick) } : { group: oneOf(Object.keys(groups), pick) },
        permission: oneOf(["READ", "WRITE", "READWRITE"] as const, pick),
      };
    }
  },
];
