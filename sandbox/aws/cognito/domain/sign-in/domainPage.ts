import { type Page, renderPage } from "../../../../pages/page.ts";
import type { SandboxResponse } from "../../../../Vendor.ts";
import { domainHeaders, type DomainCall } from "../DomainCall.ts";

/** A page of a domain, with the headers that all its answers have; the page's own win. */
export function domainPage(call: DomainCall, page: Omit<Page, "vendor">): SandboxResponse {
  const response = renderPage({ vendor: "Amazon Cognito", ...page });
  return { ...response, headers: { ...domainHeaders(call), ...response.headers } };
}
