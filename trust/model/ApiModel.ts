export interface ApiModel {
  readonly description?: string;
  /** In order of their keys. */
  readonly routes: readonly RouteModel[];
  /** Lambda functions by name; a function without code of its own is the built-in one that answers with the claims. */
  readonly functions: Readonly<Record<string, FunctionModel>>;
  readonly accessLogs: { readonly retentionDays: number };
  /** On bursts of refused requests; absent where they are off. */
  readonly alarms?: AlarmsModel;
  /** APIs that this one knowingly shares its tokens with. */
  readonly sharesTokensWith: readonly string[];
  /** There where a route asks for it. */
  readonly lambdaAuthorizer?: LambdaAuthorizerModel;
}

/** When CloudWatch is to give the alarm, and whom it tells. */
export interface AlarmsModel {
  /** Of answers 401: nobody was recognized. */
  readonly unauthorized: BurstModel;
  /** Of answers 403: somebody was recognized and is not allowed. */
  readonly forbidden: BurstModel;
  /** ARNs of SNS topics, sorted. */
  readonly notify: readonly string[];
}

/** So many within so many minutes. */
export interface BurstModel {
  readonly count: number;
  readonly minutes: number;
}

export interface LambdaAuthorizerModel {
  /** How long API Gateway keeps an answer: a token that was revoked or expired still passes that long. 0 to 3600; 0 is no caching. */
  readonly cacheSeconds: number;
}

export interface RouteModel {
  /** `METHOD /path` or `$default`, as API Gateway writes it. */
  readonly key: string;
  readonly access: RouteAccess;
  readonly backend: RouteBackend;
  readonly probe?: RouteProbe;
}

export type RouteAccess =
  | { readonly kind: "public" }
  /** Scopes are OR: one of them is enough. None at all admits every token that the issuer signs for the audience. */
  | { readonly kind: "jwt"; readonly issuer: string; readonly scopes: readonly string[] }
  /** The API's Lambda authorizer decides: any of these is enough. In order of the issuers' names, at least one. */
  | { readonly kind: "lambda"; readonly admits: readonly TokenRequirement[] };

/** Which tokens of an issuer a route admits. */
export interface TokenRequirement {
  readonly issuer: string;
  /** Looked for in `scope` or `scp`; one of them is enough. Sorted. */
  readonly scopes: readonly string[];
  /** Looked for in `roles`; one of them is enough. Sorted. At most one of the two lists has entries; none admits every token. */
  readonly roles: readonly string[];
}

export type RouteBackend =
  { readonly kind: "lambda"; readonly function: string } | { readonly kind: "http"; readonly url: string };

/** How verify may call a route that is neither GET nor HEAD with an admitted token. */
export interface RouteProbe {
  /** The path to call, path parameters filled in; by default the route's own path. */
  readonly path?: string;
  readonly method?: string;
  readonly body?: string;
  readonly contentType?: string;
  /** The backend's expected status; by default anything but 401 and 403. */
  readonly expectStatus?: number;
}

export interface FunctionModel {
  /** A folder, relative to the project, that holds the code. */
  readonly code?: string;
  /** By default `index.handler`. */
  readonly handler?: string;
  readonly environment: Readonly<Record<string, string>>;
}
