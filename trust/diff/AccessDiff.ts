/**
 * What a change of the trust model does to access, in a form that is stable: tools may read it as JSON. The same two models
 * give the same diff, to the byte.
 */
export interface AccessDiff {
  readonly version: 1;
  /** Whether anybody gains a grant, or a setting lets more in than before. */
  readonly widens: boolean;
  /** Of all that widens, by which it can be acknowledged: 32 hexadecimal digits. Absent where nothing widens. */
  readonly digest?: string;
  /** Access that was not there before, or lasts longer. */
  readonly gained: readonly GrantChange[];
  readonly lost: readonly GrantChange[];
  /** The same access for another reason, by other scopes or roles, or for a shorter time. */
  readonly altered: readonly GrantChange[];
  /** Every other part of the trust model that differs, those that widen access first. */
  readonly settings: readonly SettingChange[];
}

/** Of the three matrices: clients on routes, people's sign-ins, people's data in S3. */
export type Matrix = "route" | "sign-in" | "data";

/** One row of a matrix, whose access is another than before. */
export interface GrantChange {
  /** As `routeRowId`, `signInRowId` and `dataRowId` make it of the row. */
  readonly id: string;
  readonly matrix: Matrix;
  /** `key-admin of okta`, `alice`, `anyone`. */
  readonly who: string;
  /** `inventory GET /keys`, `sign in to jumpcloud`, `READ s3://acme-dev-reports/team-a/*`. */
  readonly what: string;
  readonly before: GrantState;
  readonly after: GrantState;
  /** What in the model brought it about, each in half a sentence: `the route asks for keys.audit too`. At least one. */
  readonly because: readonly string[];
}

/** `possible`: a vendor alone knows, for it is granted to a group whose members are not declared. */
export type Access = "none" | "possible" | "allowed";

/** What a row says of one of the two models. */
export interface GrantState {
  readonly access: Access;
  /** The matrix's reason; absent where the matrix has no such row. */
  readonly reason?: string;
  /** The reason in a sentence. */
  readonly why?: string;
  /** The scopes or roles that open the route; sorted. Only of clients on routes. */
  readonly by?: readonly string[];
  /** How long the gateway keeps an answer, where it does. */
  readonly cacheSeconds?: number;
}

/**
 * What a change of a setting does: `widens` lets somebody in, for longer, or past fewer guards, or puts another party in the
 * place of one that was trusted; `narrows` is the contrary of the first; `neutral` is neither.
 */
export type Effect = "widens" | "narrows" | "neutral";

/** A part of the model that differs. */
export interface SettingChange {
  /** The part's path in the model, as JSON: `["issuers","okta","audience"]`. Entries of lists go by their name or key. */
  readonly id: string;
  /** As findings name it: `issuers.okta`, `apis.inventory.routes["GET /keys"]`. */
  readonly where: string;
  /** `audience`, `access token lifetime in minutes`, `client`. */
  readonly what: string;
  readonly op: "added" | "removed" | "changed";
  readonly effect: Effect;
  /** A value of the model; of a part that has parts of its own, those of its values that are no parts. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Of a list, what is new in it and what is gone. */
  readonly added?: readonly unknown[];
  readonly removed?: readonly unknown[];
}
