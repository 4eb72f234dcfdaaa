import type { TrustModel } from "../../../../trust/TrustModel.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";

/** Somebody of JumpCloud, and who that is in Identity Center. */
export interface Person {
  /** In the config, under the issuer's people. */
  readonly name: string;
  /** The company email. */
  readonly email: string;
  /** Whether a declared group of theirs may use the application. */
  readonly mayUse: boolean;
  /** By name; undefined where the config has no user of Identity Center with this email. */
  readonly user: string | undefined;
  /** In JumpCloud; undefined where verify was not given it. */
  readonly password: string | undefined;
}

export function peopleOf({ passwords }: VerifyContext, under: DataAccessUnderTest): readonly Person[] {
  const { name: party, issuer, client, model } = under;
  const users = Object.entries(model.identityCenter.users);
  return Object.entries(issuer.people).map(([name, { email, groups }]) => ({
    name,
    email,
    mayUse: groups.some((group) => client.groups.includes(group)),
    user: users.find(([, user]) => user.email === email)?.[0],
    password: passwords.get(`${party}/${name}`),
  }));
}

/** What the user may write before the `=` of --person: people of the issuer that S3 Access Grants trusts. */
export function personNames({ issuers, relyingParties }: TrustModel): readonly string[] {
  return Object.entries(relyingParties).flatMap(([party, model]) => {
    const issuer = model.kind === "s3-access-grants" ? issuers[model.issuer] : undefined;
    return issuer?.kind === "jumpcloud" ? Object.keys(issuer.people).map((person) => `${party}/${person}`) : [];
  });
}

/** What to give to verify where it has no password of theirs. */
export function missingPassword({ name: party }: DataAccessUnderTest, { name }: Person): string {
  return `it takes their password in JumpCloud: --person ${party}/${name}=FILE`;
}
