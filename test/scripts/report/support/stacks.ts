import type { DrawnTrust } from "../../../../scripts/lib/report/graph/DrawnTrust.ts";
import type { ReportedTrust } from "../../../../scripts/lib/report/sources/readTrusts.ts";
import { diffAccess } from "../../../../trust/diff/diffAccess.ts";
import type { RawSettings } from "../../../../trust/Settings.ts";
import { deploy, settings } from "../../verify/support/deployedTrust.ts";

/** A stack with as many routes as given, of which every tenth is public. */
export function withRoutes(count: number): RawSettings {
  return { ...settings, apis: { orders: { routes: routes(count) } } };
}

/** A stack with as many APIs as given, each with as many routes. */
export function withApis(count: number, routesEach: number): RawSettings {
  const names = Array.from({ length: count }, (_, index) => `api-${index}`);
  const apis = names.map((name) => {
    const sharesTokensWith = names.filter((other) => other !== name);
    return [name, { routes: routes(routesEach), sharesTokensWith }] as const;
  });
  return { ...settings, apis: Object.fromEntries(apis) };
}

function routes(count: number): Record<string, unknown> {
  const all = Array.from({ length: count }, (_, index): readonly [string, unknown] => [
    `GET /orders/v${index}`,
    index % 10 === 9 ? { public: true, lambda: "orders" } : { issuer: "main", scopes: ["keys.read"], lambda: "orders" },
  ]);
  return Object.fromEntries(all);
}

/** A report of what one config changes of another. */
export function changesOf(
  before: RawSettings | undefined,
  after: RawSettings,
): ReportedTrust & { readonly trust: DrawnTrust } {
  const [was, is] = [before && deploy(before), deploy(after)];
  return {
    source: "changes",
    trust: is,
    changes: { before: was, diff: diffAccess(was?.model, is.model, { stack: "test" }) },
  };
}
