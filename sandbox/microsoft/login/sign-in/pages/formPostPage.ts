import type { SandboxResponse } from "../../../../Vendor.ts";
import { escapeHtml, hiddenFields, policySource, renderPage } from "../../../../pages/page.ts";

/** Posts the answer to the application by itself; by a button where scripts are off. */
export function formPostPage(
  redirectUri: string,
  answer: URLSearchParams,
  cookies: readonly string[],
): SandboxResponse {
  const body = `<form method="post" action="${escapeHtml(redirectUri)}">
${hiddenFields(answer)}
<noscript><p>Script is disabled. Select Continue to go on.</p></noscript>
<button type="submit">Continue</button>
</form>`;
  return renderPage({
    vendor: "Microsoft",
    status: 200,
    title: "Working",
    body,
    formTargets: [policySource(redirectUri)],
    script: "document.forms[0].submit()",
    cookies,
  });
}
