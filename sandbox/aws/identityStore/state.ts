/** The directory of an Identity Center instance. Timestamps are in epoch seconds; property names in `attributes` are the API's. */
export interface IdentityStore {
  /** `d-{10 characters}`. */
  readonly id: string;
  readonly users: StoreUser[];
  readonly groups: StoreGroup[];
  readonly memberships: Membership[];
}

export interface StoreUser {
  readonly id: string;
  readonly created: number;
  updated: number;
  userName: string;
  /** All other members of the API's `User` that can be written: Name, DisplayName, Emails, … */
  attributes: UserAttributes;
}

export interface UserAttributes {
  readonly Emails?: readonly Email[] | undefined;
  readonly [name: string]: unknown;
}

export interface Email {
  readonly Value?: string | undefined;
  readonly Type?: string | undefined;
  readonly Primary?: boolean | undefined;
}

export interface StoreGroup {
  readonly id: string;
  readonly created: number;
  updated: number;
  displayName: string;
  description: string | undefined;
}

export interface Membership {
  readonly id: string;
  readonly created: number;
  readonly groupId: string;
  readonly userId: string;
}
