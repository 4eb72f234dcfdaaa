/** The customer portal of Jira Service Management, whose plugin signs customers in with a user pool. */
export interface JiraServiceManagementModel {
  readonly kind: "jira-service-management";
  /** Of kind cognito. */
  readonly issuer: string;
  /** An interactive client of the issuer. */
  readonly client: string;
  /** Where customers go. */
  readonly portalUrl: string;
  /** The plugin's, among the client's callback URLs. */
  readonly callbackUrl: string;
  /** Where customers come to after signing out, among the client's logout URLs. */
  readonly logoutUrl: string;
  /** What the plugin asks for, `openid` among them, in the order in which it does. */
  readonly scopes: readonly string[];
  /** Fields of a customer in Jira, each with the claim that it is taken from. */
  readonly attributes: Readonly<Record<string, string>>;
}
