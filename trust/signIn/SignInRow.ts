/** Who can sign in to a relying party, or cannot. */
export type SignInRow = PersonSignIn | AnyoneSignIn;

/** One declared person. */
export interface PersonSignIn extends Judgement {
  readonly kind: "person";
  /** By the config's name. */
  readonly person: string;
  /** What the person signs in as: a user principal name or an email. */
  readonly account: string;
  readonly reason: PersonReason;
}

/** Everybody of a kind, whom the config does not name one by one. */
export interface AnyoneSignIn extends Judgement {
  readonly kind: "anyone";
  /** Such as `anyone with an account in the user pool portal`. */
  readonly who: string;
  readonly reason: AnyoneReason;
}

interface Judgement {
  readonly relyingParty: string;
  readonly allowed: boolean;
  /** The reason in a sentence. */
  readonly why: string;
}

/** Why a person can sign in or not. */
export type PersonReason =
  /** The person's account is in the group that the routing policy names. */
  | "routed"
  /** The person has an account, but not in that group. */
  | "not-routed"
  /** No account of the relying party has the person's company email. */
  | "no-jumpcloud-account";

/** Why everybody of a kind can sign in or not. */
export type AnyoneReason =
  /** The client offers the pool's own accounts. */
  | "pool-account"
  /** The client offers the identity provider, which lets everybody of its directory in. */
  | "federated"
  /** The client offers the identity provider, which lets members of a group in. */
  | "federated-group"
  /** The client does not offer it. */
  | "not-offered";

/** A row before it is known which relying party it is about. */
export type PartOfRow<Row extends SignInRow> = Omit<Row, "relyingParty">;
