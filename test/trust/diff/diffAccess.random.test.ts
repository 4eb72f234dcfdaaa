import assert from "node:assert/strict";
import type { Applicant } from "../../../trust/access/Applicant.ts";
import { matchingRule } from "../../../trust/access/oktaGrants.ts";
import { accessMatrix, type AccessRow } from "../../../trust/accessMatrix.ts";
import { dataAccessMatrix } from "../../../trust/dataAccessMatrix.ts";
import type { AccessDiff, GrantChange, SettingChange } from "../../../trust/diff/AccessDiff.ts";
import { diffAccess } from "../../../trust/diff/diffAccess.ts";
import { dataRowId, routeRowId, signInRowId } from "../../../trust/diff/rowIds.ts";
import { covers } from "../../../trust/grantScopes.ts";
import { signInMatrix } from "../../../trust/signInMatrix.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { randomNumbers } from "../../support/random.ts";
import { baseModel, randomModel, randomRetreat } from "./randomChange.ts";

/** How much a row grants: nothing, perhaps something, something, and that for some more seconds. */
type Weights = ReadonlyMap<string, number>;

const pairs = 150;

describe("diffAccess of random pairs of models", () => {
  const base = baseModel();
  const pick = randomNumbers(7);
  const random = Array.from({ length: pairs }, () => {
    const before = randomModel(base, pick);
    // Every other one from there on, so that little differs.
    return [before, randomModel(pick(2) === 0 ? before : base, pick)] as const;
  });

  it("gains and loses exactly the rows that the matrices have after and not before, and the other way round", () => {
    let compared = 0;
    for (const [index, [before, after]] of random.entries()) {
      const diff = diffAccess(before, after);
      const { gained, lost } = expected(before, after);
      assert.deepEqual(idsOf(diff.gained), gained, `gained by pair ${index}`);
      assert.deepEqual(idsOf(diff.lost), lost, `lost by pair ${index}`);
      compared += gained.length + lost.length;
    }
    assert.ok(compared > 500, String(compared));
  });

  it("gains one way what is lost the other way, and nothing where nothing differs", () => {
    for (const [index, [before, after]] of random.entries()) {
      const [there, back] = [diffAccess(before, after), diffAccess(after, before)];
      assert.deepEqual(idsOf(there.lost), idsOf(back.gained.filter(isMoreThanLonger)), `pair ${index}`);
      const same = diffAccess(before, structuredClone(before));
      assert.deepEqual([same.widens, same.gained, same.lost, same.altered, same.settings], [false, [], [], [], []]);
    }
  });

  it("has one digest for one set of what widens, and another for another", () => {
    const byDigest = new Map<string, string>();
    const bySet = new Map<string, string>();
    for (const [before, after] of random) {
      const { digest, widens, ...diff } = diffAccess(before, after, { stack: "dev" });
      assert.equal(digest !== undefined, widens);
      if (digest === undefined) continue;
      const set = widenedSet(diff);
      assert.equal(byDigest.get(digest) ?? set, set);
      assert.equal(bySet.get(set) ?? digest, digest);
      byDigest.set(digest, set);
      bySet.set(set, digest);
    }
    assert.ok(byDigest.size > pairs / 2, String(byDigest.size));
  });

  it("widens wherever an application of Okta can get a scope for longer than before", () => {
    const longer = random.filter(([before, after]) => lastsLonger(before, after));
    assert.ok(longer.length > 20, String(longer.length));
    for (const [before, after] of longer) assert.equal(diffAccess(before, after).widens, true);
  });

  it("tells of longer tokens where access policies are taken away if, and only if, somebody gets them", () => {
    const told: boolean[] = [];
    for (let index = 0; index < pairs; index += 1) {
      const [before, after] = randomRetreat(base, pick);
      const { gained, settings } = diffAccess(before, after);
      const longer = settings.filter(
        ({ effect, what }) => effect === "widens" && what.startsWith("longest access token"),
      );
      assert.deepEqual(gained, [], `retreat ${index}`);
      assert.equal(longer.length > 0, lastsLonger(before, after), `retreat ${index}`);
      told.push(longer.length > 0);
    }
    assert.ok(told.filter(Boolean).length > 5 && told.includes(false), String(told.filter(Boolean).length));
  });

  it("gives a cause for every row, and the same text for the same pair in another order of keys", () => {
    for (const [before, after] of random.slice(0, 60)) {
      const diff = diffAccess(before, after, { stack: "dev" });
      for (const { because } of [...diff.gained, ...diff.lost, ...diff.altered]) assert.ok(because.length > 0);
      assert.equal(
        JSON.stringify(diffAccess(reversed(before), reversed(after), { stack: "dev" })),
        JSON.stringify(diff),
      );
    }
  });
});

function expected(before: TrustModel, after: TrustModel): { readonly gained: string[]; readonly lost: string[] } {
  const rows = [routes(before, after), routes(after, before), signIns(before), signIns(after)] as const;
  const data = [places(before, before, after), places(after, before, after)] as const;
  const more = (was: Weights, is: Weights, isLonger: boolean): string[] =>
    [...is].flatMap(([id, weight]) => {
      const had = was.get(id) ?? 0;
      return isLonger ? (weight > had ? [id] : []) : Math.min(weight, 2) > Math.min(had, 2) ? [id] : [];
    });
  const [routesBefore, routesAfter, signInsBefore, signInsAfter] = rows;
  return {
    gained: [
      ...more(routesBefore.can, routesAfter.rows, true),
      ...more(signInsBefore, signInsAfter, true),
      ...merged(more(data[0], data[1], true)),
    ].sort(),
    lost: [
      ...more(routesAfter.can, routesBefore.rows, false),
      ...more(signInsAfter, signInsBefore, false),
      ...merged(more(data[1], data[0], false)),
    ].sort(),
  };
}

/** `rows` of the model that allow; `can` says of the other model's rows too what they may here, as anyone if need be. */
function routes(model: TrustModel, other: TrustModel): { readonly rows: Weights; readonly can: Weights } {
  const own = accessMatrix(model);
  const weight = ({ allowed, cacheSeconds = 0 }: AccessRow): number => (allowed ? 2 + cacheSeconds : 0);
  const rows = new Map(own.map((row) => [routeRowId(row), weight(row)]));
  const open = new Set(own.flatMap(({ client, api, route }) => (client.kind === "anyone" ? [`${api} ${route}`] : [])));
  const others = accessMatrix(other).flatMap((row) =>
    open.has(`${row.api} ${row.route}`) ? [[routeRowId(row), 2] as const] : [],
  );
  return { rows, can: new Map([...others, ...rows]) };
}

function signIns(model: TrustModel): Weights {
  return new Map(signInMatrix(model).map((row) => [signInRowId(row), row.allowed ? 2 : 0]));
}

/** What each person may do at every place that either model names, reading and writing apart. */
function places(model: TrustModel, ...all: readonly TrustModel[]): Weights {
  const rows = dataAccessMatrix(model);
  const weights = new Map<string, number>();
  for (const { relyingParty, person, scope } of all.flatMap(dataAccessMatrix)) {
    for (const permission of ["READ", "WRITE"] as const) {
      const granted = rows
        .filter((row) => row.relyingParty === relyingParty && row.person === person && covers(row.scope, scope))
        .filter((row) => [permission, "READWRITE"].includes(row.permission))
        .map(({ allowed }) => (allowed === null ? 1 : allowed ? 2 : 0));
      weights.set(dataRowId({ relyingParty, person, scope, permission }), Math.max(0, ...granted));
    }
  }
  return weights;
}

/** Reading and writing together are one row where both change; so that the two ways of saying it compare. */
function idsOf(changes: readonly GrantChange[]): string[] {
  return changes.flatMap(({ id }) => apart(id)).sort();
}

function apart(id: string): readonly string[] {
  const [kind, ...rest] = JSON.parse(id) as readonly string[];
  if (kind !== "data" || rest.at(-1) !== "READWRITE") return [id];
  return ["READ", "WRITE"].map((permission) => JSON.stringify([kind, ...rest.slice(0, -1), permission]));
}

function merged(ids: readonly string[]): readonly string[] {
  return ids.flatMap(apart);
}

function lastsLonger(before: TrustModel, after: TrustModel): boolean {
  const was = lifetimes(before);
  return [...lifetimes(after)].some(([key, minutes]) => minutes > (was.get(key) ?? 0));
}

/** The longest access token that an applicant can get a scope in, by every request that it could make. */
function lifetimes({ issuers }: TrustModel): Weights {
  const issuer = issuers["okta"];
  const longest = new Map<string, number>();
  if (issuer?.kind !== "okta") return longest;
  const scopes = Object.keys(issuer.scopes);
  const requests = Array.from({ length: 2 ** scopes.length - 1 }, (_, bits) =>
    scopes.filter((_scope, index) => ((bits + 1) >> index) % 2 === 1),
  );
  const applicants: readonly Applicant[] = [
    ...Object.keys(issuer.clients).map((client) => ({ client })),
    "any-application",
  ];
  for (const applicant of applicants) {
    for (const request of requests) {
      const minutes = matchingRule(issuer.accessPolicies, applicant, request)?.accessTokenMinutes ?? 0;
      for (const scope of request) {
        const key = JSON.stringify([applicant, scope]);
        longest.set(key, Math.max(minutes, longest.get(key) ?? 0));
      }
    }
  }
  return longest;
}

function isMoreThanLonger({ before, after }: GrantChange): boolean {
  return before.access !== after.access;
}

function widenedSet({ gained, settings }: Pick<AccessDiff, "gained" | "settings">): string {
  const grants = gained.map(({ id, before, after }) => {
    const facts = [before, after].map(({ access, reason, by, cacheSeconds }) => [access, reason, by, cacheSeconds]);
    return JSON.stringify([id, facts]);
  });
  const isNewThing = ({ op, after }: SettingChange) =>
    op === "added" && typeof after === "object" && !Array.isArray(after);
  const widening = settings.filter((one) => one.effect === "widens" || (one.effect === "neutral" && isNewThing(one)));
  return JSON.stringify([grants.sort(), widening.map((one) => JSON.stringify(one)).sort()]);
}

function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => reversed(item)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item as unknown)]),
  ) as T;
}
