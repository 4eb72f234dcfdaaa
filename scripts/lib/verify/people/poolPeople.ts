import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { TrustModel } from "../../../../trust/TrustModel.ts";
import { type Customer, customer } from "../jsm/Customer.ts";
import { ownPeople } from "../jsm/JsmUnderTest.ts";

/**
 * What the user may write before the `=` of --person for people of a user pool, who are not declared: the pool's name and any
 * of theirs. Where a relying party has the pool's name too, the name is the relying party's.
 */
export function poolPeopleNames(model: TrustModel): readonly string[] {
  return Object.keys(model.issuers).flatMap((pool) => {
    const own = roomsOf(model, pool).find(({ name }) => name === pool && !isTaken(model, pool));
    return own?.providers.map((provider) => nameOf(pool, provider, "*")) ?? [];
  });
}

/** People of a pool whose passwords verify was given: under its own name, and under the names of portals that trust it. */
export function poolPeople(
  { model, issuers }: DeployedTrust,
  passwords: ReadonlyMap<string, string>,
  pool: string,
): readonly Customer[] {
  const deployed = issuers[pool];
  if (deployed?.kind !== "cognito") return [];
  const rooms = roomsOf(model, pool);
  return [...passwords].flatMap(([key, password]) => {
    const room = rooms.find(({ name }) => key.startsWith(`${name}/`));
    if (room === undefined) return [];
    return [customer({ deployed, federation: deployed.federation }, key.slice(room.name.length + 1), password)];
  });
}

/** What to give to verify for a client that none of the people at hand can sign in to. */
export function missingPerson(model: TrustModel, pool: string, client: string): string {
  const able = providersOf(model, pool, client);
  const provider = able.includes(ownPeople) ? ownPeople : able[0];
  const room = roomsOf(model, pool).find(({ providers }) => provider !== undefined && providers.includes(provider));
  const needed = `people sign in to ${pool}/${client}, so it takes the password of one of them`;
  return room === undefined || provider === undefined
    ? `${needed}, and a relying party has the name ${pool}, so that none can be named`
    : `${needed}: --person ${nameOf(room.name, provider, "NAME")}=FILE`;
}

/** A name that people of a pool are given under, and whom they can come from there. */
interface Room {
  readonly name: string;
  /** Sorted. */
  readonly providers: readonly string[];
}

/** The pool itself, where no relying party has its name, and its portals. */
function roomsOf(model: TrustModel, pool: string): readonly Room[] {
  const issuer = model.issuers[pool];
  if (issuer?.kind !== "cognito") return [];
  const providers = Object.keys(issuer.clients).flatMap((client) => providersOf(model, pool, client));
  const own = { name: pool, providers: [...new Set(providers)].sort() };
  const portals = Object.entries(model.relyingParties).flatMap(([name, party]) =>
    party.kind === "jira-service-management" && party.issuer === pool
      ? [{ name, providers: providersOf(model, pool, party.client) }]
      : [],
  );
  return isTaken(model, pool) ? portals : [own, ...portals];
}

function providersOf({ issuers }: TrustModel, pool: string, client: string): readonly string[] {
  const issuer = issuers[pool];
  const settings = issuer?.kind === "cognito" ? issuer.clients[client] : undefined;
  return settings?.kind === "interactive" ? settings.identityProviders : [];
}

function isTaken({ relyingParties }: TrustModel, name: string): boolean {
  return Object.hasOwn(relyingParties, name);
}

function nameOf(room: string, provider: string, person: string): string {
  return provider === ownPeople ? `${room}/${person}` : `${room}/${provider}:${person}`;
}
