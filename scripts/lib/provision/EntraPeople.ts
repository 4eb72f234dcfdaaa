import { mailNicknameOf } from "../../../trust/entra/personNames.ts";
import type { GraphClient } from "../azure/GraphClient.ts";
import type { Person } from "./Person.ts";

/** What is compared of a person's account; `mail` is what the ID token carries as `email`. */
export interface Account {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly mailNickname: string | null;
  readonly accountEnabled: boolean | null;
}

const selected = "$select=id,userPrincipalName,displayName,givenName,surname,mail,mailNickname,accountEnabled";

/** People of an Entra tenant, through Microsoft Graph (resource type `user`). */
export class EntraPeople {
  readonly #graph: GraphClient;

  constructor(graph: GraphClient) {
    this.#graph = graph;
  }

  /** The tenant's verified domains, in lower case. */
  async domains(): Promise<readonly string[]> {
    const domains = await this.#graph.list<{ readonly id: string; readonly isVerified: boolean }>("/domains");
    return domains.filter(({ isVerified }) => isVerified).map(({ id }) => id.toLowerCase());
  }

  async find(userPrincipalName: string): Promise<Account | undefined> {
    return this.#graph.find<Account>(`/users/${encodeURIComponent(userPrincipalName)}?${selected}`);
  }

  /** Creates the account, enabled unless it is said otherwise, its password to be changed at the first sign-in. */
  async create(person: Person, password: string): Promise<void> {
    await this.#graph.post("/users", {
      mailNickname: mailNicknameOf(person.userPrincipalName),
      accountEnabled: true,
      ...person,
      mail: person.userPrincipalName,
      passwordProfile: { password, forceChangePasswordNextSignIn: true },
    });
  }

  /** Changes the properties that differ, and nothing else. */
  async update(id: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#graph.patch(`/users/${encodeURIComponent(id)}`, changes);
  }
}
