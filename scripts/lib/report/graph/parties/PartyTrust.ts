import type { GraphNode } from "../TrustGraph.ts";

/** Whom a relying party trusts, who comes to it, and what it opens to them: each by itself, however many there are. */
export interface PartyTrust {
  /** By the config's name. */
  readonly name: string;
  /** What it is, such as `S3 Access Grants`. */
  readonly system: string;
  readonly issuer: GraphNode;
  /** How the issuer knows it, such as `as the client jsm`. */
  readonly knownAs: string;
  /** Those who reach something. */
  readonly subjects: readonly PartySubject[];
  readonly resources: readonly PartyResource[];
}

export interface PartySubject {
  /** As it is named among others. */
  readonly name: string;
  readonly node: GraphNode;
  /** Ids of the resources that it reaches, or that the vendor alone knows whether it does. At least one. */
  readonly opens: readonly string[];
  /** Of a declared person: what lets them in, such as `in analysts`. Many people with the same are drawn as one. */
  readonly by?: string;
}

export interface PartyResource {
  /** Its tone is `open` where more than the declared subjects may reach it. */
  readonly node: GraphNode;
  /** In words, what many of them are drawn as one by, from fine to coarse. */
  readonly alike: readonly [near: string, far: string];
}
