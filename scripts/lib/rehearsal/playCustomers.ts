import type { DeployedCognitoIssuer, DeployedTrust } from "../../../trust/DeployedTrust.ts";
import type { CognitoIssuerModel } from "../../../trust/TrustModel.ts";
import { generatePassword } from "../provision/generatePassword.ts";
import type { VendorConsole } from "./VendorConsole.ts";

/** Hands a file to verify: the option that names it, for whom, and what stands in it. */
type Keep = (option: string, name: string, secret: string) => Promise<void>;

/** Of the pool's own people: who has a password for good, and who is to change it at the first sign-in. */
const customers = [
  { nickname: "regular", givenName: "Regular", surname: "Customer", temporary: false },
  { nickname: "newcomer", givenName: "New", surname: "Customer", temporary: true },
] as const;

/** Of the company's directory, where the pool takes people from there. */
const employee = { givenName: "Company", surname: "Customer" } as const;
const employeeNickname = (portal: string, provider: string): string => `${portal}-${provider}-customer`;

/**
 * Makes customers of each portal, as an administrator does: two of the pool's own people, and one of each directory of Entra
 * ID's that the pool takes people from. Where a pool has clients that none of these can sign in to, people for them too.
 * @returns the steps in words
 */
export async function playCustomers(console: VendorConsole, trust: DeployedTrust, keep: Keep): Promise<string[]> {
  const steps: string[] = [];
  for (const { name, pool, userPoolId, providers, isPortal } of rooms(trust)) {
    for (const { nickname, givenName, surname, temporary } of providers.includes("cognito") ? customers : []) {
      if (temporary && !isPortal) continue;
      const email = `${nickname}@${name}.example`;
      const value = generatePassword(pool.passwords.minimumLength);
      const { userName, attributes } = signInName(pool, `${name}-${nickname}`, email, steps.length);
      await console.createPoolUser(
        { region: trust.region, userPoolId, userName },
        { ...attributes, email, email_verified: "true", given_name: givenName, family_name: surname },
        { value, temporary },
      );
      const chosen = generatePassword(pool.passwords.minimumLength);
      if (temporary) await keep("--first-sign-in", `${name}/${userName}`, `${value}\n${chosen}\n`);
      else await keep("--person", `${name}/${userName}`, value);
      steps.push(`${name}: made the customer ${userName} with a ${temporary ? "temporary" : "permanent"} password`);
    }
    for (const [provider, tenantId] of tenantsOf(trust, name)) {
      const password = generatePassword();
      const userPrincipalName = await console.createDirectoryUser(tenantId, {
        ...{ ...employee, nickname: employeeNickname(name, provider), password },
      });
      await keep("--person", `${name}/${provider}:${userPrincipalName}`, password);
      steps.push(`${name}: made ${userPrincipalName} in the directory that ${provider} stands for`);
    }
  }
  return steps;
}

/** Takes the directories' people away again; the pool's own go with the pool. @returns the steps in words */
export async function removeCustomers(console: VendorConsole, trust: DeployedTrust): Promise<string[]> {
  const steps: string[] = [];
  for (const { name } of rooms(trust)) {
    for (const [provider, tenantId] of tenantsOf(trust, name)) {
      const nickname = employeeNickname(name, provider);
      if (await console.deleteDirectoryUser(tenantId, nickname))
        steps.push(`${name}: deleted ${nickname} in the directory that ${provider} stands for`);
    }
  }
  return steps;
}

/** Where verify takes people's passwords for: a portal, or a pool itself. */
interface Room {
  readonly name: string;
  readonly isPortal: boolean;
  readonly pool: CognitoIssuerModel;
  readonly userPoolId: string;
  readonly providers: readonly string[];
  readonly federation: DeployedCognitoIssuer["federation"];
}

function rooms({ model, issuers }: DeployedTrust): readonly Room[] {
  return Object.entries(model.issuers).flatMap(([issuer, pool]) => {
    const deployed = issuers[issuer];
    if (pool.kind !== "cognito" || deployed?.kind !== "cognito") return [];
    const { userPoolId, federation } = deployed;
    const providersOf = (client: string): readonly string[] => {
      const settings = pool.clients[client];
      return settings?.kind === "interactive" ? settings.identityProviders : [];
    };
    const portals = Object.entries(model.relyingParties).flatMap(([name, party]): Room[] =>
      party.kind === "jira-service-management" && party.issuer === issuer
        ? [{ name, isPortal: true, pool, userPoolId, providers: providersOf(party.client), federation }]
        : [],
    );
    const covered = new Set(portals.flatMap(({ providers }) => providers));
    const others = Object.keys(pool.clients)
      .map(providersOf)
      .filter((providers) => !providers.some((provider) => covered.has(provider)));
    const providers = [...new Set(others.flatMap((all) => (all.includes("cognito") ? ["cognito"] : all.slice(0, 1))))];
    const isNamed = providers.length > 0 && !Object.hasOwn(model.relyingParties, issuer);
    return isNamed ? [...portals, { name: issuer, isPortal: false, pool, userPoolId, providers, federation }] : portals;
  });
}

/** The tenants behind a room's identity providers. */
function tenantsOf(trust: DeployedTrust, name: string): ReadonlyMap<string, string> {
  const room = rooms(trust).find((one) => one.name === name);
  const pairs = (room?.providers ?? []).flatMap((provider): [string, string][] => {
    const issuer = room?.federation[provider]?.issuer;
    const isEntra = room?.pool.federation[provider]?.kind === "entra";
    return isEntra && issuer !== undefined ? [[provider, new URL(issuer).pathname.split("/")[1] ?? ""]] : [];
  });
  return new Map(pairs);
}

/** What the customer types: the email, where the pool takes one; and what the account needs besides. */
function signInName(
  { signIn }: CognitoIssuerModel,
  nickname: string,
  email: string,
  number: number,
): { readonly userName: string; readonly attributes: Readonly<Record<string, string>> } {
  if (signIn.includes("username")) return { userName: nickname, attributes: {} };
  if (signIn.includes("email")) return { userName: email, attributes: {} };
  // Numbers that nobody has.
  const phone = `+1202555${String(100 + number).padStart(4, "0")}`;
  return { userName: phone, attributes: { phone_number: phone, phone_number_verified: "true" } };
}
