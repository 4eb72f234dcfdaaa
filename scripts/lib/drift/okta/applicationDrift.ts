import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { at, textAt, textsAt, without } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { putBack } from "../lib/putBack.ts";
import { whoeverRuns } from "../lib/whoeverRuns.ts";
import type { OktaApplication, OktaObject } from "./OktaPart.ts";

/** A setting of an application: where Okta has it, and what the provider calls it. */
interface Setting {
  readonly property: string;
  readonly path: readonly string[];
  /** In a sentence: what is another than declared. */
  readonly message: string;
  /** Who gains by what it has become. @param more items of a list that were not declared */
  readonly gains?: (application: OktaApplication, more: readonly string[], actual: string) => string | undefined;
}

const oauth = ["settings", "oauthClient"] as const;

/** Where a sign-in may end, each a rule of its own. */
const addresses: readonly Setting[] = [
  { property: "redirectUris", path: [...oauth, "redirect_uris"], message: "A sign-in may end at" },
  {
    property: "postLogoutRedirectUris",
    path: [...oauth, "post_logout_redirect_uris"],
    message: "A sign-out may end at",
  },
];

const lists: readonly Setting[] = [
  {
    property: "grantTypes",
    path: [...oauth, "grant_types"],
    message: "The application may use other grants.",
    gains: ({ can }, more) =>
      more.length > 0
        ? `Whoever uses the application by ${inWords(more)} gets its tokens${can ? ` and ${can}` : ""}.`
        : undefined,
  },
  {
    property: "responseTypes",
    path: [...oauth, "response_types"],
    message: "The authorization endpoint answers the application with other things.",
    gains: (_, more) =>
      more.length > 0 ? "Whoever sees a browser's address bar or history sees what is answered there." : undefined,
  },
];

const values: readonly Setting[] = [
  {
    property: "tokenEndpointAuthMethod",
    path: ["credentials", "oauthClient", "token_endpoint_auth_method"],
    message: "The application proves itself in another way.",
    gains: ({ can }, _, actual) =>
      actual === "none"
        ? `Nothing is asked of it: whoever knows its client id is the application${can ? ` and ${can}` : ""}.`
        : undefined,
  },
  {
    property: "pkceRequired",
    path: ["credentials", "oauthClient", "pkce_required"],
    message: "Whether a sign-in needs a proof of the code (PKCE) is another.",
  },
  {
    property: "refreshTokenRotation",
    path: [...oauth, "refresh_token", "rotation_type"],
    message: "Refresh tokens are renewed in another way.",
    gains: (_, __, actual) =>
      actual === "STATIC" ? "Whoever gets hold of a refresh token can use it until it is revoked." : undefined,
  },
  {
    property: "wildcardRedirect",
    path: [...oauth, "wildcard_redirect"],
    message: "Wildcards in redirect URIs count in another way.",
    gains: (_, __, actual) =>
      actual === "SUBDOMAIN" ? "Whoever runs any subdomain of a redirect URI gets people's sign-ins." : undefined,
  },
  {
    property: "implicitAssignment",
    path: ["settings", "implicitAssignment"],
    message: "Who may sign in is decided in another way.",
    gains: (_, __, actual) => (actual === "true" ? "Everyone of the Okta organisation can sign in." : undefined),
  },
  {
    property: "jwksUri",
    path: [...oauth, "jwks_uri"],
    message: "The application's keys are read somewhere else.",
    gains: ({ can }, _, actual) =>
      actual === "" ? undefined : `${whoeverRuns(actual)} can be the application${can ? ` and ${can}` : ""}.`,
  },
];

/** What Okta fills in by the type of the application where nothing is declared. Of the others a refresh may have taken in more. */
const filledByOkta: ReadonlySet<string> = new Set(["tokenEndpointAuthMethod", "pkceRequired"]);

/** An application's own settings against the declared ones, and whether it is switched off. @param found as Okta has it */
export function applicationDrift(application: OktaApplication, found: OktaObject): readonly DriftFinding[] {
  const { context, place, resource } = application;
  const { id = "", inputs, outputs } = resource;
  const advice = putBack(context.stack);
  const findings: DriftFinding[] = [];
  if (found["status"] !== "ACTIVE" && outputs["status"] === "ACTIVE") {
    const message = "The application is switched off: it gets no token.";
    const explains = [{ id, property: "status" }];
    findings.push(
      driftFinding({
        rule: "deactivated",
        ...place,
        message,
        expected: "ACTIVE",
        actual: textAt(found, "status"),
        advice,
        explains,
      }),
    );
  }
  for (const { property, path, message } of addresses) {
    const [actual, declared] = [textsAt(found, ...path), textsAt(inputs, property)];
    const told = { ...place, expected: inWords(declared) || "none", actual: inWords(actual) || "none", advice };
    const explains = [{ id, property }];
    for (const uri of without(actual, declared)) {
      const where = `${place.where}, ${uri}`;
      const gains = `${whoeverRuns(uri)} gets the answers to people's sign-ins.`;
      const text = `${message} ${uri}, and nobody declared that.`;
      findings.push(driftFinding({ rule: "unmanaged-redirect-uri", ...told, where, message: text, gains, explains }));
    }
    const gone = without(declared, actual);
    if (gone.length > 0) {
      const text = `${message} ${inWords(gone)} no longer.`;
      findings.push(driftFinding({ rule: "managed-changed", ...told, message: text, explains }));
    }
  }
  for (const { property, path, message, gains } of lists) {
    const [actual, declared] = [textsAt(found, ...path), textsAt(outputs, property)];
    if (actual.join() === declared.join()) continue;
    const gained = gains?.(application, without(actual, declared), inWords(actual));
    findings.push(changed(property, message, inWords(declared), inWords(actual), gained));
  }
  for (const { property, path, message, gains } of values) {
    const declared = valueOf((filledByOkta.has(property) ? outputs : inputs)[property]);
    const actual = valueOf(at(found, ...path));
    if (actual === declared || isUnsaid(property, actual, declared)) continue;
    findings.push(changed(property, message, declared || "none", actual || "none", gains?.(application, [], actual)));
  }
  return [...findings, ...proofDrift(application, found)];

  function changed(
    property: string,
    message: string,
    expected: string,
    actual: string,
    gains: string | undefined,
  ): DriftFinding {
    const explains = [{ id, property }];
    const told = { ...place, message, expected, actual, advice, explains };
    return driftFinding({ rule: "managed-changed", ...told, ...(gains !== undefined && { gains }) });
  }
}

/** DPoP, which the provider can neither set nor read (@pulumi/okta 7.0.0, `app.OAuth`); Okta makes applications without it. */
function proofDrift({ place }: OktaApplication, found: OktaObject): readonly DriftFinding[] {
  if (at(found, ...oauth, "dpop_bound_access_tokens") !== true) return [];
  return [
    driftFinding({
      rule: "managed-changed",
      ...place,
      message:
        "Okta asks the application for a proof of possession (DPoP) with each request for a token, and it sends none.",
      expected: "tokens without DPoP",
      actual: "tokens bound by DPoP",
      advice: `In the Okta console, on the application's General tab, turn off "Require Demonstrating Proof of Possession (DPoP) header in token requests".`,
    }),
  ];
}

function valueOf(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "boolean" ? String(value) : "";
}

/** What neither side says is what Okta has by default. */
function isUnsaid(property: string, actual: string, declared: string): boolean {
  const unsaid: Readonly<Record<string, string>> = {
    pkceRequired: "false",
    implicitAssignment: "false",
    wildcardRedirect: "DISABLED",
    refreshTokenRotation: "STATIC",
  };
  const byDefault = unsaid[property];
  return byDefault !== undefined && (actual || byDefault) === (declared || byDefault);
}
