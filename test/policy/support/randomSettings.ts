import type { RawSettings } from "../../../trust/Settings.ts";
import type { Loose } from "../../trust/settingsFixture.ts";
import { part, strictRaw, type StrictSettings } from "../../trust/policy/policyFixture.ts";

type Pick = (end: number) => number;
type Edit = (settings: StrictSettings, pick: Pick) => void;

const oneOf = <T>(list: readonly T[], pick: Pick): T => list[pick(list.length)]!;

/** A config that breaks some rules, or none; the same for the same numbers. Not every one is without a fault. */
export function randomRaw(pick: Pick): RawSettings {
  return strictRaw((settings) => {
    for (const edit of edits) if (pick(2) === 0) edit(settings, pick);
  });
}

const urls = [
  "https://support.acme.example/callback",
  "https://support.acme.example:8443/a%20b?c=d",
  "http://localhost:5000/callback",
  "https://localhost:8443/callback",
];

function someUrls(pick: Pick): readonly string[] {
  const some = urls.filter(() => pick(2) === 0);
  return some.length === 0 ? urls.slice(0, 1) : some;
}

function someSecret(pick: Pick): Loose {
  const days = 2 + pick(700);
  const end = pick(2) === 0 ? { validDays: days } : { expires: dateIn(days) };
  return { ...end, generation: "2", ...(pick(2) === 0 && { previousGeneration: "1" }) };
}

/** The program counts from the day on which it runs. */
function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

const edits: readonly Edit[] = [
  ({ policy }, pick) => {
    policy["production"] = pick(3) > 0;
  },
  ({ policy }, pick) => {
    policy["limits"] = {
      accessTokenMinutes: 5 + pick(oneOf([60, 476], pick)),
      refreshTokenDays: 1 + pick(oneOf([30, 365], pick)),
      authorizerCacheSeconds: pick(901),
      temporaryPasswordDays: 1 + pick(30),
      secretDays: 1 + pick(365),
    };
  },
  ({ policy }) => {
    policy["publicRoutes"] = {};
  },
  ({ issuers }, pick) => {
    const authentication = oneOf(["client_secret_basic", "client_secret_post"], pick);
    part(issuers.okta, "clients")["other"] = { scopes: ["keys.read"], authentication };
    part(issuers.okta, "accessPolicies", "readers")["clients"] = ["other", "reader"];
  },
  ({ issuers }) => {
    part(issuers.okta, "accessPolicies", "readers")["clients"] = "all";
  },
  ({ issuers }, pick) => {
    const rules = part(issuers.okta, "accessPolicies", "readers", "rules");
    rules["everything"] = { priority: 2, scopes: "all", accessTokenMinutes: 5 + pick(1436) };
  },
  ({ issuers }, pick) => {
    part(issuers.okta, "accessPolicies", "readers", "rules", "machines")["accessTokenMinutes"] = 5 + pick(1436);
  },
  ({ issuers }, pick) => {
    // One setting says how long the tokens of all derived policies live; here there is one.
    Reflect.deleteProperty(issuers.okta, "accessPolicies");
    Reflect.deleteProperty(part(issuers.okta, "clients"), "other");
    issuers.okta["accessTokenMinutes"] = 5 + pick(1436);
  },
  ({ issuers }) => {
    issuers.workforce["assignmentRequired"] = false;
  },
  ({ issuers }, pick) => {
    part(issuers.workforce, "clients")["batch"] = { roles: ["Orders.Export"], secret: someSecret(pick) };
  },
  ({ issuers }, pick) => {
    part(issuers.workforce, "clients")["plain"] = { roles: pick(2) === 0 ? [] : ["Orders.Export"] };
  },
  ({ issuers }) => {
    part(issuers.workforce, "clients", "deploy", "federatedCredentials", "github")["subject"] =
      "repo:acme/orders:pull_request";
  },
  ({ issuers }, pick) => {
    const clients = { shop: { roles: ["orders.read"], ...(pick(2) === 0 && { secret: someSecret(pick) }) } };
    (issuers as Loose)["customers"] = {
      kind: "b2c",
      tenantId: "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29",
      tenantName: "acmecustomers",
      policy: "B2C_1_signin",
      roles: { "orders.read": {} },
      clients,
      assignmentRequired: pick(2) === 0,
    };
  },
  ({ issuers }, pick) => {
    issuers.portal["mfa"] = oneOf(["off", "optional"], pick);
  },
  ({ issuers }) => {
    issuers.portal["deletionProtection"] = false;
  },
  ({ issuers }, pick) => {
    issuers.portal["passwords"] = { temporaryDays: 1 + pick(60) };
  },
  ({ issuers }, pick) => {
    const jsm = part(issuers.portal, "clients", "jsm");
    jsm["localhost"] = true;
    jsm["callbackUrls"] = someUrls(pick);
    jsm["logoutUrls"] = someUrls(pick);
  },
  ({ issuers }, pick) => {
    const jsm = part(issuers.portal, "clients", "jsm");
    jsm["authFlows"] = ["srp", "password", "admin-password", "choice", "refresh"].filter(() => pick(2) === 0);
  },
  ({ issuers }, pick) => {
    const jsm = part(issuers.portal, "clients", "jsm");
    jsm["tokens"] = { accessMinutes: 5 + pick(1436), idMinutes: 5 + pick(1436), refreshDays: 2 + pick(3000) };
  },
  ({ issuers }, pick) => {
    part(issuers.portal, "clients", "batch")["tokens"] = { accessMinutes: 5 + pick(1436) };
  },
  ({ issuers }, pick) => {
    part(issuers.portal, "clients", "jsm")["identityProviders"] = oneOf([["staff"], ["cognito", "staff"]], pick);
  },
  ({ issuers }) => {
    part(issuers.portal, "federation", "staff")["assignment"] = "everyone";
  },
  ({ issuers }, pick) => {
    part(issuers.portal, "federation", "company")["secret"] = someSecret(pick);
  },
  ({ issuers }, pick) => {
    part(issuers.jumpcloud, "clients", "s3")["redirectUris"] = someUrls(pick);
  },
  ({ apis }) => {
    const routes = part(apis.inventory, "routes");
    routes["GET /all"] = { issuer: "okta", scopes: [], lambda: "inventory" };
    routes["GET /mine"] = { issuer: "portal", scopes: [], lambda: "inventory" };
  },
  ({ apis }, pick) => {
    const key = oneOf(["$default", "ANY /open", "GET /{proxy+}", "GET /open", "ANY /{proxy+}"], pick);
    part(apis.inventory, "routes")[key] = { public: true, lambda: "inventory" };
  },
  ({ apis }, pick) => {
    apis.inventory["lambdaAuthorizer"] = { cacheSeconds: pick(3601) };
  },
  ({ relyingParties }) => {
    relyingParties.s3["callers"] = "account";
  },
  ({ relyingParties }) => {
    part(relyingParties.s3, "identityCenter")["assignment"] = { required: false };
  },
  ({ relyingParties }, pick) => {
    part(relyingParties.s3, "grants", "dora")["prefix"] = oneOf(["*", "inbox/summary.csv"], pick);
  },
  ({ relyingParties }, pick) => {
    part(relyingParties.s3, "locations", "reports")["prefix"] = oneOf(["", "app/"], pick);
    part(relyingParties.s3, "grants", "dora")["prefix"] = "*";
  },
  ({ relyingParties }, pick) => {
    part(relyingParties.jumpcloud, "application")["redirectUris"] = someUrls(pick);
  },
  ({ relyingParties }, pick) => {
    part(relyingParties.jumpcloud, "application")["secret"] = someSecret(pick);
  },
];
