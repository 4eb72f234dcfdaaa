import { requirementsOf } from "../../access/requirementsOf.ts";
import { describePath } from "../../describeFaults.ts";
import type { ApiModel, RouteAccess, TokenRequirement, TrustModel } from "../../TrustModel.ts";
import type { Effect, SettingChange } from "../AccessDiff.ts";
import { alternatives } from "./effects.ts";

/**
 * A change of what a route asks for says little by itself where another kind of access takes the place of the one before: a
 * public route lets everybody in, and both authorizers can ask for the same. The place is told as the config has it.
 */
export function judgeRoute(change: SettingChange, before: TrustModel, after: TrustModel): SettingChange {
  const [section, api = "", routes, key, access, ...rest] = JSON.parse(change.id) as readonly string[];
  if (section !== "apis" || routes !== "routes" || access !== "access") return change;
  const [first = "", ...deeper] = rest;
  const inConfig = first === "admits" ? ["issuers", ...deeper] : first === "kind" ? [] : rest;
  const where = describePath([section, api, routes, key ?? "", ...inConfig]);
  const [was, is] = [before, after].map((model) => accessIn(model, api, key ?? ""));
  if (was === undefined || is === undefined || was.kind === is.kind) return { ...change, where };
  return { ...change, where, effect: effectOf(was, is) };
}

/** Undefined where the model has no such route. */
function accessIn({ apis }: TrustModel, api: string, key: string): RouteAccess | undefined {
  const { routes = [] }: Partial<ApiModel> = apis[api] ?? {};
  return routes.find((route) => route.key === key)?.access;
}

function effectOf(was: RouteAccess, is: RouteAccess): Effect {
  if (was.kind === "public") return "narrows";
  if (is.kind === "public") return "widens";
  // A JWT authorizer takes people's ID tokens where a route asks for nothing; the Lambda authorizer does not.
  if (is.kind === "jwt" && asked(is).length === 0) return "widens";
  const wanted = new Map(requirementsOf(was).map((one) => [one.issuer, asksOf(one)]));
  const effects = requirementsOf(is).map((one): Effect => {
    const asked = wanted.get(one.issuer);
    return asked === undefined ? "widens" : alternatives("").effect(asked, asksOf(one));
  });
  if (effects.includes("widens")) return "widens";
  return effects.includes("narrows") || effects.length < wanted.size ? "narrows" : "neutral";
}

function asked(access: RouteAccess): readonly string[] {
  return requirementsOf(access).flatMap(asksOf);
}

function asksOf({ scopes = [], roles = [] }: Partial<TokenRequirement>): readonly string[] {
  return [...scopes, ...roles];
}
