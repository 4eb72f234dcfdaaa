import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { at, objectsAt, textAt, textsAt, without } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { putBack } from "../lib/putBack.ts";
import { whoeverRuns } from "../lib/whoeverRuns.ts";
import { restore } from "./fixes.ts";
import type { GraphObject, RegisteredApplication } from "./RegisteredApplication.ts";

/** Where an application has redirect URIs: Graph's name and the provider's. */
const platforms = [
  { platform: "web", property: "web", what: "a web application" },
  { platform: "spa", property: "singlePageApplication", what: "a single-page application" },
  { platform: "publicClient", property: "publicClient", what: "a public client, without a secret" },
] as const;

/**
 * Where people's answers may go, and what tokens say: an application's settings against the declared ones. What was left to
 * what Microsoft has by default is that, whatever a refresh took into the state since.
 */
export function settingsDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  return [
    ...redirectDrift(application, found),
    ...implicitDrift(application, found),
    ...claimDrift(application, found),
    ...valueDrift(application, found),
  ];
}

function redirectDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { place, resource, principal } = application;
  // The service principal shows the same addresses.
  const mirrored = principal?.id === undefined ? [] : [{ id: principal.id, property: "redirectUris" }];
  return platforms.flatMap(({ platform, property, what }) => {
    const [actual, declared] = [
      textsAt(found, platform, "redirectUris"),
      textsAt(resource.inputs, property, "redirectUris"),
    ];
    const told = {
      ...place,
      expected: inWords(declared) || "none",
      actual: inWords(actual) || "none",
      advice: restore(application, property, { [platform]: { redirectUris: declared } }),
      explains: [{ id: resource.id ?? "", property }, ...mirrored],
    };
    const extra = without(actual, declared).map((uri) =>
      driftFinding({
        rule: "unmanaged-redirect-uri",
        ...told,
        where: `${place.where}, ${uri}`,
        message: `Sign-ins may end at ${uri}, as at ${what}, and nobody declared that.`,
        gains: `${whoeverRuns(uri)} gets the answers to people's sign-ins.`,
      }),
    );
    const gone = without(declared, actual);
    if (gone.length === 0) return extra;
    const message = `Sign-ins may no longer end at ${inWords(gone)}.`;
    return [...extra, driftFinding({ rule: "managed-changed", ...told, message })];
  });
}

function implicitDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { place, resource } = application;
  const flags = [
    { name: "enableAccessTokenIssuance", property: "accessTokenIssuanceEnabled", tokens: "access tokens" },
    { name: "enableIdTokenIssuance", property: "idTokenIssuanceEnabled", tokens: "ID tokens" },
  ] as const;
  return flags.flatMap(({ name, property, tokens }) => {
    const actual = at(found, "web", "implicitGrantSettings", name) === true;
    const declared = at(resource.inputs, "web", "implicitGrant", property) === true;
    if (actual === declared) return [];
    return [
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, implicit ${tokens}`,
        message: `The authorization endpoint ${actual ? "hands out" : "no longer hands out"} ${tokens} by itself.`,
        ...(actual && { gains: `Whoever sees a browser's address bar, history or scripts gets ${tokens}.` }),
        expected: declared ? "on" : "off",
        actual: actual ? "on" : "off",
        advice: restore(application, "web", { web: { implicitGrantSettings: { [name]: declared } } }),
        explains: [{ id: resource.id ?? "", property: "web" }],
      }),
    ];
  });
}

function claimDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { place, resource } = application;
  const kinds = [
    { name: "idToken", property: "idTokens", tokens: "ID tokens" },
    { name: "accessToken", property: "accessTokens", tokens: "Access tokens" },
    { name: "saml2Token", property: "saml2Tokens", tokens: "SAML tokens" },
  ] as const;
  const names = (object: GraphObject, ...path: readonly string[]) =>
    objectsAt(object, ...path)
      .map((claim) => textAt(claim, "name"))
      .toSorted();
  const optional = kinds.flatMap(({ name, property, tokens }) => {
    const actual = names(found, "optionalClaims", name);
    const declared = names(resource.inputs, "optionalClaims", property);
    const told = {
      ...place,
      expected: inWords(declared) || "none",
      actual: inWords(actual) || "none",
      advice: restore(application, "optionalClaims", {
        optionalClaims: { [name]: declared.map((claim) => ({ name: claim })) },
      }),
      explains: [{ id: resource.id ?? "", property: "optionalClaims" }],
    };
    const extra = without(actual, declared).map((claim) =>
      driftFinding({
        rule: "unmanaged-claim",
        ...told,
        where: `${place.where}, claim ${claim}`,
        message: `${tokens} carry an optional claim ${claim} that nobody declared.`,
        gains: `Whoever gets the application's tokens learns people's ${claim}.`,
      }),
    );
    const others = objectsAt(found, "optionalClaims", name).flatMap((claim) => {
      const own = objectsAt(resource.inputs, "optionalClaims", property).find((one) => one["name"] === claim["name"]);
      const [is, was] = [describeClaim(claim), own && describeClaim(own)];
      if (was === undefined || is === was) return [];
      const claimName = textAt(claim, "name");
      const where = `${place.where}, claim ${claimName}`;
      const message = `${tokens} say ${claimName} in another way.`;
      const asRoles = textsAt(claim, "additionalProperties").includes("emit_as_roles");
      const gains = asRoles ? "Whoever is in a group has it among their roles." : undefined;
      const value = { expected: was, actual: is, ...(gains !== undefined && { gains }) };
      return [driftFinding({ rule: "managed-changed", ...told, where, message, ...value })];
    });
    const gone = without(declared, actual);
    if (gone.length === 0) return [...extra, ...others];
    const message = `${tokens} no longer carry ${inWords(gone)}.`;
    return [...extra, ...others, driftFinding({ rule: "managed-changed", ...told, message })];
  });
  const groups = textAt(found, "groupMembershipClaims");
  const declared = textsAt(resource.inputs, "groupMembershipClaims").join(",");
  if (groups.replace(/^None$/, "") === declared.replace(/^None$/, "")) return optional;
  return [
    ...optional,
    driftFinding({
      rule: groups === "" ? "managed-changed" : "unmanaged-claim",
      ...place,
      where: `${place.where}, claim groups`,
      message: "Tokens tell people's groups as nobody declared.",
      ...(groups !== "" && { gains: "Whoever gets the application's tokens learns which groups people are in." }),
      expected: declared || "none",
      actual: groups || "none",
      advice: restore(application, "groupMembershipClaims", { groupMembershipClaims: declared || null }),
      explains: [{ id: resource.id ?? "", property: "groupMembershipClaims" }],
    }),
  ];
}

/** Beside its name. The provider and Graph name these alike. */
function describeClaim(claim: GraphObject): string {
  const source = textAt(claim, "source");
  return (
    inWords([
      ...(source === "" ? [] : [`from ${source}`]),
      ...(claim["essential"] === true ? ["essential"] : []),
      ...textsAt(claim, "additionalProperties"),
    ]) || "as it is"
  );
}

function valueDrift(application: RegisteredApplication, found: GraphObject): readonly DriftFinding[] {
  const { place, resource, principal } = application;
  const { id = "", inputs } = resource;
  const findings: DriftFinding[] = [];
  const version = Number(at(found, "api", "requestedAccessTokenVersion") ?? 1);
  const wantedVersion = Number(at(inputs, "api", "requestedAccessTokenVersion") ?? 1);
  if (version !== wantedVersion) {
    findings.push(
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, token version`,
        message:
          "Its access tokens are of another version, with another issuer and audience: whoever checks them refuses them.",
        expected: `version ${wantedVersion}`,
        actual: `version ${version}`,
        advice: restore(application, "api", { api: { requestedAccessTokenVersion: wantedVersion } }),
        explains: [{ id, property: "api" }],
      }),
    );
  }
  const audience = textAt(found, "signInAudience");
  const wantedAudience = textAt(inputs, "signInAudience") || "AzureADMyOrg";
  if (audience !== wantedAudience) {
    findings.push(
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, accounts`,
        message: "It is for other accounts than were declared.",
        ...(audience !== "AzureADMyOrg" && { gains: "People and applications of other directories can use it." }),
        expected: wantedAudience,
        actual: audience,
        advice: restore(application, "signInAudience", { signInAudience: wantedAudience }),
        explains: [
          { id, property: "signInAudience" },
          ...(principal?.id ? [{ id: principal.id, property: "signInAudience" }] : []),
        ],
      }),
    );
  }
  const mapped = at(found, "api", "acceptMappedClaims") === true;
  const wantedMapped = at(inputs, "api", "mappedClaimsEnabled") === true;
  if (mapped !== wantedMapped) {
    findings.push(
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, mapped claims`,
        message: `Its tokens ${mapped ? "say" : "no longer say"} what a claims mapping policy of the tenant has them say.`,
        ...(mapped && {
          gains:
            "Whoever assigns the application such a policy decides what its tokens say of people and applications.",
        }),
        expected: wantedMapped ? "on" : "off",
        actual: mapped ? "on" : "off",
        advice: restore(application, "api", { api: { acceptMappedClaims: wantedMapped } }),
        explains: [{ id, property: "api" }],
      }),
    );
  }
  if (found["isFallbackPublicClient"] === true && inputs["fallbackPublicClientEnabled"] !== true) {
    findings.push(
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, public client flows`,
        message: 'It may be used without a secret ("Allow public client flows").',
        gains: "Whoever gets people to enter a code, or knows their passwords, gets tokens in the application's name.",
        expected: "off",
        actual: "on",
        // The provider sends it with each change, false where nothing is declared.
        advice: putBack(application.context.stack),
        explains: [{ id, property: "fallbackPublicClientEnabled" }],
      }),
    );
  }
  return findings;
}
