import { PageBrowser } from "../../../support/PageBrowser.ts";
import { type LoginTenants, loginUrl } from "./LoginTenants.ts";

export { attribute, type Shown } from "../../../support/PageBrowser.ts";

/** A browser at Microsoft's sign-in pages. */
export class Browser extends PageBrowser {
  constructor(tenants: LoginTenants) {
    super(loginUrl, (method, url, headers, body) => tenants.call(method, url, body, headers));
  }
}
