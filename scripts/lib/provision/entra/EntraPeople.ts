import { domainFault, mailNicknameOf } from "../../../../trust/entra/personNames.ts";
import { CrosstrustError } from "../../../../trust/CrosstrustError.ts";
import { GraphError, type GraphClient } from "../../vendors/microsoft/GraphClient.ts";
import { generatePassword } from "../generatePassword.ts";
import type { PeopleDirectory, Step } from "../PeopleDirectory.ts";
import type { EntraPerson } from "./EntraPerson.ts";

/** What is compared of a person's account; `mail` is what the ID token carries as `email`. */
interface Account {
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

/**
 * People of an Entra tenant, through Microsoft Graph (resource type `user`). An account that was disabled since stays disabled
 * where the file does not say otherwise, and the password of one that is there is never touched.
 */
export class EntraPeople implements PeopleDirectory<"userPrincipalName", EntraPerson> {
  readonly nameField = "userPrincipalName";
  readonly #graph: GraphClient;

  constructor(graph: GraphClient) {
    this.#graph = graph;
  }

  /** @throws CrosstrustError USAGE where a name ends in none of the tenant's verified domains */
  async check(people: readonly EntraPerson[]): Promise<void> {
    const domains = await this.#graph.list<{ readonly id: string; readonly isVerified: boolean }>("/domains");
    const verified = domains.filter(({ isVerified }) => isVerified).map(({ id }) => id.toLowerCase());
    const faults = people.flatMap(({ userPrincipalName }) => {
      const wrong = domainFault(userPrincipalName, verified);
      return wrong === undefined ? [] : [`${userPrincipalName}: ${wrong.message}`];
    });
    if (faults.length === 0) return;
    throw new CrosstrustError(
      "USAGE",
      ["The tenant would refuse these names; nothing was changed:", ...faults].join("\n"),
      { where: "Microsoft Graph, /domains", expected: `names that end in one of @${verified.join(", @")}` },
    );
  }

  async compare(person: EntraPerson): Promise<Step<EntraPerson>> {
    const path = `/users/${encodeURIComponent(person.userPrincipalName)}?${selected}`;
    const account = await this.#graph.find<Account>(path);
    if (account === undefined) return { kind: "create", person };
    const wanted: Readonly<Record<string, unknown>> = { ...person, mail: person.userPrincipalName };
    const found = account as unknown as Readonly<Record<string, unknown>>;
    const differing = Object.entries(wanted).filter(([name, value]) => !equal(name, value, found[name]));
    if (differing.length === 0) return { kind: "unchanged", person };
    const changes = Object.fromEntries(differing.map(([name, to]) => [name, { to, from: found[name] ?? null }]));
    return { kind: "update", person, id: account.id, changes };
  }

  passwordFor({ kind }: Step<EntraPerson>): string | undefined {
    return kind === "create" ? generatePassword() : undefined;
  }

  async apply(step: Step<EntraPerson>, password: string | undefined): Promise<void> {
    if (step.kind === "create") await this.#create(step.person, password);
    if (step.kind !== "update") return;
    const changes = Object.fromEntries(Object.entries(step.changes).map(([name, { to }]) => [name, to]));
    await this.#graph.patch(`/users/${encodeURIComponent(step.id)}`, changes);
  }

  /** Where no answer came, or one of a server in trouble. */
  leavesOpen(error: CrosstrustError): boolean {
    return error.code === "VENDOR_UNREACHABLE" || (error instanceof GraphError && error.status >= 500);
  }

  /** Creates the account, enabled unless it is said otherwise, its password to be changed at the first sign-in. */
  async #create(person: EntraPerson, password: string | undefined): Promise<void> {
    await this.#graph.post("/users", {
      mailNickname: mailNicknameOf(person.userPrincipalName),
      accountEnabled: true,
      ...person,
      mail: person.userPrincipalName,
      passwordProfile: { password, forceChangePasswordNextSignIn: true },
    });
  }
}

/** Names and addresses are the same in any case, and Entra ID keeps the case that it was first given. */
function equal(name: string, wanted: unknown, found: unknown): boolean {
  const caseless = name === "userPrincipalName" || name === "mail" || name === "mailNickname";
  if (caseless && typeof wanted === "string" && typeof found === "string") {
    return wanted.toLowerCase() === found.toLowerCase();
  }
  return wanted === found;
}
