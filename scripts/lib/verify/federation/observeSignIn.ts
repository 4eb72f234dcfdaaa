import type { SignInEnd } from "../../signIn/signIn.ts";
import type { Observation } from "../Check.ts";

/**
 * What a sign-in that did not come to its end says of itself. A page that this browser cannot read, for it lives by
 * scripts as Microsoft's own pages do, is no failure of the trust path.
 */
export function observeStop(end: Exclude<SignInEnd, { kind: "caught" }>): Observation {
  switch (end.kind) {
    case "stopped":
      return { actual: "no answer", ok: false, reason: end.why };
    case "refused":
      return { actual: "refused", ok: false, reason: end.message };
    case "asked":
      return {
        actual: `asked for a ${end.purpose}`,
        ok: false,
        reason: `${end.page.url.host} asks for a ${end.purpose} that verify does not have: ${end.page.alert || end.page.title}`,
      };
    case "page":
      return observePage(end);
  }
}

function observePage({ page }: Extract<SignInEnd, { kind: "page" }>): Observation {
  const { host } = page.url;
  const said = page.alert === "" ? page.title : page.alert;
  if (page.alert === "" && page.hasScripts) {
    return {
      actual: "not proved",
      ok: null,
      reason: `the page at ${host} (${page.title || "without a title"}) takes JavaScript, and verify's browser has none`,
    };
  }
  return { actual: `a page at ${host}`, ok: false, reason: said === "" ? `status ${page.status}` : said };
}
