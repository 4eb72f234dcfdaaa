import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { escapeHtml, renderPage } from "../../pages/page.ts";
import type { SandboxResponse } from "../../Vendor.ts";
import { answerApplication, type AnswerTarget } from "./answerApplication.ts";

/**
 * A refusal of an interactive endpoint. Codes and descriptions are those of Okta's list
 * (developer.okta.com/docs/reference/error-codes, OAuth errors). Everything goes to the application but what says that its
 * address is not its own ("The only exception is when the provided Redirect URI is invalid": support.okta.com, error pages
 * of OpenID Connect applications).
 */
export class AuthorizationRefused extends CrosstrustError {
  readonly #error: string;
  readonly #description: string;
  readonly #target: AnswerTarget | undefined;
  readonly #cookies: readonly string[];

  /** @param target the application; without one the refusal is shown on a page of Okta's */
  constructor(error: string, description: string, target?: AnswerTarget, cookies: readonly string[] = []) {
    super("VENDOR_REFUSED", `${error}: ${description}`);
    this.#error = error;
    this.#description = description;
    this.#target = target;
    this.#cookies = cookies;
  }

  toResponse(): SandboxResponse {
    if (this.#target !== undefined) {
      const answer = { error: this.#error, error_description: this.#description };
      return answerApplication(this.#target, answer, this.#cookies);
    }
    const alert = `<p class="error" id="error" role="alert" data-error-code="${escapeHtml(this.#error)}">`;
    const body = `<p>Your request resulted in an error.</p>\n${alert}${escapeHtml(this.#description)}</p>`;
    return renderPage({ vendor: "Okta", status: 400, title: "400 Bad Request", body });
  }
}
