import { z } from "zod";
import type { RouteAccess, TokenRequirement } from "../TrustModel.ts";
import { checkRequirement } from "./checkRequirement.ts";
import type { IssuerSettings } from "./readIssuers.ts";
import { mapping, uniqueTexts } from "./schemas.ts";
import { isMapping, memberOf, type Named, type Path, type SettingsReader } from "./SettingsReader.ts";

const scopes = uniqueTexts("scope", "scopes of the issuer, one of which is enough").exactOptional();
const roles = uniqueTexts("role", "roles of the issuer, one of which is enough").exactOptional();

/** The settings of a route that say who may call it. */
export const accessSettings = {
  public: z.boolean().exactOptional(),
  authorizer: z.enum(["lambda"]).exactOptional(),
  issuer: z.string().describe("the name of an issuer").exactOptional(),
  issuers: mapping.describe("issuers by name, each with its scopes or roles").exactOptional(),
  scopes,
  roles,
};

const requirementSchema = z.strictObject({ scopes, roles }).describe("scopes or roles of the issuer");

const decisions = "public: true, or issuer and scopes (an empty list admits every token of the issuer)";
const lists = "scopes or roles, one of which is enough; an empty list admits every token of the issuer";

type Raw = Readonly<Record<string, unknown>>;

/**
 * Reads who may call a route, said explicitly: nobody is asked, or a JWT authorizer asks one issuer's scopes, or the Lambda
 * authorizer asks scopes or roles of one issuer or several.
 * @param route the route as it stands, whose own schema tells faults of type
 */
export function readAccess(
  reader: SettingsReader,
  route: Raw,
  path: Path,
  issuers: Named<IssuerSettings>,
): RouteAccess | undefined {
  const before = reader.faults.length;
  const byLambda = route["authorizer"] === "lambda";
  checkForm(reader, route, path);
  const requirements = requirementsOf(route, path);
  for (const { issuer, holder, at, issuerPath } of requirements) {
    reader.reference(issuerPath, "issuer", issuer, issuers.keys());
    if (holder !== route) reader.read(requirementSchema, holder, at);
    checkRequirement(reader, holder, at, {
      name: issuer,
      namedAt: issuerPath,
      settings: issuers.get(issuer),
      byLambda,
    });
  }
  if (reader.faults.length > before) return undefined;
  if (route["public"] === true) return { kind: "public" };
  const admits = requirements.map(({ issuer, holder }) => toRequirement(issuer, holder));
  const [only] = admits;
  if (only === undefined) return undefined;
  return byLambda ? { kind: "lambda", admits } : { kind: "jwt", issuer: only.issuer, scopes: only.scopes };
}

interface Requirement {
  readonly issuer: string;
  /** Where its scopes and roles stand. */
  readonly holder: unknown;
  readonly at: Path;
  readonly issuerPath: Path;
}

function requirementsOf(route: Raw, path: Path): readonly Requirement[] {
  const { issuer, issuers } = route;
  const several = isMapping(issuers)
    ? Object.entries(issuers).map(([name, holder]): Requirement => {
        const at = [...path, "issuers", name];
        return { issuer: name, holder, at, issuerPath: at };
      })
    : [];
  const single = { holder: route, at: path, issuerPath: [...path, "issuer"] };
  return typeof issuer === "string" ? [{ issuer, ...single }, ...several] : several;
}

function toRequirement(issuer: string, holder: unknown): TokenRequirement {
  const { scopes: asked = [], roles: assigned = [] } = holder as {
    scopes?: readonly string[];
    roles?: readonly string[];
  };
  return { issuer, scopes: asked, roles: assigned };
}

function checkForm(reader: SettingsReader, route: Raw, path: Path): void {
  const has = (name: string) => route[name] !== undefined;
  const token = ["authorizer", "issuer", "issuers", "scopes", "roles"].filter(has);
  if (route["public"] === false) {
    reader.fault([...path, "public"], "public: false does not say who may call the route.", {
      found: false,
      expected: "issuer and scopes instead",
    });
  } else if (!has("public") && token.length === 0) {
    reader.fault(path, "Nothing says who may call the route.", { expected: decisions });
  } else if (has("public") && token.length > 0) {
    reader.fault(path, "The route is public and asks for a token.", { expected: decisions });
  } else if (has("issuers")) checkIssuers(reader, route, path);
  else if (!has("public") && !has("issuer")) {
    reader.fault([...path, "issuer"], '"issuer" is missing.', { expected: "the name of the issuer of the scopes" });
  } else if (!has("public")) checkLists(reader, route, path, route["authorizer"] === "lambda");
}

function checkIssuers(reader: SettingsReader, route: Raw, path: Path): void {
  const at = [...path, "issuers"];
  const beside = ["issuer", "scopes", "roles"].filter((name) => route[name] !== undefined);
  const { issuers } = route;
  if (beside.length > 0) {
    reader.fault(path, `The route has issuers and, beside them, ${beside.join(" and ")}.`, {
      expected: "either issuers, each with its scopes or roles, or one issuer",
    });
  }
  if (route["authorizer"] !== "lambda") {
    reader.fault(at, "A JWT authorizer trusts one issuer, so a route for several needs the Lambda authorizer.", {
      expected: "authorizer: lambda, or one issuer",
    });
  }
  if (!isMapping(issuers)) return;
  if (Object.keys(issuers).length === 0) {
    reader.fault(at, "No issuer is named, so nobody could call the route.", { expected: "issuers by name" });
  }
  for (const [name, holder] of Object.entries(issuers)) {
    if (isMapping(holder)) checkLists(reader, holder, [...at, name], true);
  }
}

/** That either scopes or roles are said, which an empty list does too; and that roles have an authorizer that looks at them. */
function checkLists(reader: SettingsReader, holder: Raw, path: Path, byLambda: boolean): void {
  const has = (name: string) => memberOf(holder, name) !== undefined;
  if (!byLambda && has("roles")) {
    reader.fault([...path, "roles"], "A JWT authorizer looks at scope and scp only: no one would check the roles.", {
      expected: "authorizer: lambda beside the roles, or scopes",
    });
  } else if (!byLambda && !has("scopes")) {
    reader.fault([...path, "scopes"], '"scopes" is missing.', {
      expected: "a list of scopes, one of which is enough; [] admits every token of the issuer",
    });
  } else if (!has("scopes") && !has("roles")) {
    reader.fault(path, "Nothing says which tokens of the issuer are admitted.", { expected: lists });
  } else if (has("scopes") && has("roles")) {
    reader.fault(path, "Scopes and roles are asked for, and no token has both.", { expected: `either ${lists}` });
  }
}
