import type { AccessTable, FindKey } from "./decideAccess.mjs";

/** A request in payload format 2.0, as far as it is read. */
export interface AuthorizerEvent {
  readonly routeKey: string;
  readonly identitySource?: readonly string[];
  readonly requestContext?: { readonly requestId?: string };
}

export interface AuthorizerAnswer {
  readonly isAuthorized: boolean;
  /**
   * `issuer`, `iss`, `sub` and `client`, what the token does not have left out; of a refused request `refused`, which is the
   * check that decided, and of the others what is certain.
   */
  readonly context?: Readonly<Record<string, string>>;
}

export interface HandlerContext {
  readonly table: AccessTable;
  readonly findKey: FindKey;
  /** In milliseconds since 1970. */
  readonly now?: () => number;
  readonly log?: (line: string) => void;
}

/** Makes the handler of the Lambda authorizer. Whatever goes wrong is a refusal. */
export function createHandler(context: HandlerContext): (event: AuthorizerEvent) => Promise<AuthorizerAnswer>;
