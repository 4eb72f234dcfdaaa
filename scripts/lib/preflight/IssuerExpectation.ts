/** What an issuer is expected to publish, before anything is deployed that trusts it. */
export interface IssuerExpectation {
  /** By the name in the config: `issuers.customers`. */
  readonly name: string;
  readonly discoveryUrl: string;
  readonly issuer: string;
  /** `exact` is character by character, as API Gateway compares; `tenant` by the tenant's id, as JumpCloud does. */
  readonly compare: "exact" | "tenant";
  /** Whether API Gateway reads the documents, so that its limits count. */
  readonly readByGateway: boolean;
  /** The stack makes it: an `up` that reads first what the vendors hold puts it right. */
  readonly madeHere?: true;
  /** What to change where the document is not there. */
  readonly whenMissing: string;
  /** What to change where the document names another issuer. */
  readonly whenDifferent: (published: string) => string;
}
