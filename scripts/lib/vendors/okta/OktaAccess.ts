/** An Okta organisation's management API, to read. */
export interface ReadableOkta {
  /**
   * One object.
   * @param path below the organisation, such as `/api/v1/authorizationServers/{id}`
   * @returns undefined where there is none (404)
   * @throws CrosstrustError VENDOR_REFUSED, VENDOR_UNREACHABLE, INTERRUPTED
   */
  find(path: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** A whole list, all its pages (`Link: rel="next"`). */
  list(path: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** The Okta organisation of a stack. */
export interface OktaAccess {
  /** `https://{org}.okta.com`, as the stack's config names it. */
  readonly organisationUrl: string | undefined;
  /** Undefined where there are no credentials for it. */
  readonly api: ReadableOkta | undefined;
}
