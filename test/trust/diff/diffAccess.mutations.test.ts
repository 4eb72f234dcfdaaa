import assert from "node:assert/strict";
import type { AccessDiff } from "../../../trust/diff/AccessDiff.ts";
import { diffAccess } from "../../../trust/diff/diffAccess.ts";
import { diffSettings } from "../../../trust/diff/settings/diffSettings.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { fullModel } from "./fullModel.ts";

type Path = readonly (string | number)[];
type Loose = Record<string | number, unknown>;

describe("diffAccess of a model with everything in it", () => {
  const model = fullModel();
  const places = pathsOf(model);

  it("is empty for the same model, in another order of keys too", () => {
    for (const other of [fullModel(), reversed(model) as TrustModel]) {
      assert.deepEqual(diffAccess(model, other), {
        version: 1,
        widens: false,
        gained: [],
        lost: [],
        altered: [],
        settings: [],
      });
    }
  });

  it("has every kind of issuer, relying party and route in it", () => {
    assert.deepEqual(
      Object.values(model.issuers)
        .map(({ kind }) => kind)
        .sort(),
      ["b2c", "cognito", "entra", "jumpcloud", "okta"],
    );
    const routes = Object.values(model.apis).flatMap((api) => api.routes.map(({ access }) => access.kind));
    assert.deepEqual([...new Set(routes)].sort(), ["jwt", "lambda", "public"]);
    assert.ok(places.length > 400, String(places.length));
  });

  for (const change of [changed, removed]) {
    it(`shows whatever is ${change.name}, in either direction, by itself and beside the grants`, () => {
      let compared = 0;
      for (const path of places) {
        const other = structuredClone(model);
        if (!change(other, path)) continue;
        const place = path.join(".");
        const diff = diffOf(model, other);
        if (diff === undefined) continue;
        compared += 1;
        assert.ok(diffSettings(other, model).length > 0, place);
        const { gained, lost, altered, settings, widens, digest } = diff;
        assert.ok(settings.length > 0, place);
        assert.equal(widens, digest !== undefined);
        for (const { because } of [...gained, ...lost, ...altered]) assert.ok(because.length > 0, place);
      }
      assert.ok(compared > 300, String(compared));
    });
  }

  it("gains everything where nothing was deployed, and loses everything the other way round", () => {
    const nothing: TrustModel = { issuers: {}, apis: {}, relyingParties: {} };
    const gained = diffAccess(undefined, model);
    assert.deepEqual([gained.lost, gained.altered], [[], []]);
    assert.deepEqual(gained, diffAccess(nothing, model));
    const lost = diffAccess(model, nothing);
    assert.deepEqual({ gained: lost.gained, widens: lost.widens }, { gained: [], widens: false });
    assert.equal(lost.lost.length, gained.gained.length);
    assert.equal(lost.settings.length, gained.settings.length);
  });

  it("counts a part of which it knows nothing as one that widens", () => {
    const other = structuredClone(model) as unknown as Loose;
    (other["issuers"] as Record<string, Loose>)["okta"]!["novelty"] = { on: true };
    other["section"] = ["x"];
    const { settings } = diffAccess(model, other as unknown as TrustModel);
    assert.deepEqual(
      settings.map(({ where, effect }) => [where, effect]),
      [
        ["issuers.okta.novelty.on", "widens"],
        ["section", "widens"],
      ],
    );
  });
});

/** A model that lost what its kind must have is refused long before: no matrix can be made of it. */
function diffOf(before: TrustModel, after: TrustModel): AccessDiff | undefined {
  try {
    return diffAccess(before, after);
  } catch (error) {
    assert.ok(error instanceof TypeError, String(error));
    return undefined;
  }
}

function changed(model: unknown, path: Path): boolean {
  const [parent, key] = placeOf(model, path);
  const value = parent[key];
  if (typeof value === "object") return false;
  parent[key] =
    typeof value === "number" ? value + 1 : typeof value === "boolean" ? !value : `${value as string}-other`;
  return true;
}

function removed(model: unknown, path: Path): boolean {
  const [parent, key] = placeOf(model, path);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
  return path.length > 1;
}

function placeOf(model: unknown, path: Path): readonly [Loose, string | number] {
  const parent = path.slice(0, -1).reduce((node, step) => (node as Loose)[step], model);
  return [parent as Loose, path.at(-1)!];
}

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  const own = path.length === 0 ? [] : [path];
  if (Array.isArray(value)) return own.concat(value.flatMap((item, index) => pathsOf(item, [...path, index])));
  if (typeof value !== "object" || value === null) return own;
  return own.concat(Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key])));
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}
