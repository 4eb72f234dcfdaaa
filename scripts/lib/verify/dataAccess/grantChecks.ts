import { dataAccessMatrix } from "../../../../trust/dataAccessMatrix.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import { askForData, credentialsFor, denied } from "./askForData.ts";
import { withAws } from "../../vendors/aws/withAws.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";
import { otherRegion } from "./otherRegion.ts";
import type { Person } from "./Person.ts";
import { type PersonSession, type PersonVisit, whyNoSession } from "./personVisit.ts";
import { expectedReading, readBack } from "./readBack.ts";
import { declaredRights, type GrantedPlace, opening, type Rights } from "./rights.ts";
import { covers, partsOf } from "../../../../trust/grantScopes.ts";

/**
 * What S3 Access Grants gives a person: for every place that somebody is granted, credentials or none, as declared; where there
 * are some, what they open, and that nothing beyond the place comes with them. Who may not sign in, or not exchange a token,
 * does not come so far, and has no checks here.
 */
export function grantChecks(
  context: VerifyContext,
  under: DataAccessUnderTest,
  person: Person,
  visiting: () => Promise<PersonVisit>,
): readonly Check[] {
  const rights = declaredRights(under, person);
  if (!person.mayUse || rights.assigned === false) return [];
  const elsewhere = otherRegion(under.deployed.region);
  const ask = async (session: Pick<PersonSession, "services" | "credentials">, place: GrantedPlace) =>
    askForData(context, under, session, place);
  const check = (name: string, expected: string, observe: (session: PersonSession) => Promise<Observation>): Check => ({
    system: "jumpcloud-s3-access-grants",
    name: `${under.name}/${person.name}: ${name}`,
    expected,
    run: async () => {
      const visit = await visiting();
      const { session } = visit;
      if (session === undefined) return notProved(whyNoSession(visit));
      return withAws(context, under.deployed, async () => observe(session));
    },
  });
  const allDenied = async (session: PersonSession, places: readonly GrantedPlace[]): Promise<Observation> => {
    for (const place of places) {
      const { answer } = await ask(session, place);
      if (answer !== denied) return { actual: answer, ok: false, reason: `${describe(place)} was asked for` };
    }
    return { actual: denied, ok: true };
  };

  const rows = dataAccessMatrix(context.trust.model).filter(
    (row) => row.relyingParty === under.name && row.person === person.name,
  );
  return [
    ...rows.flatMap((row) => [
      check(describe(row), expectedAnswer(rights, row), async (session) => {
        const { granted } = session.rights;
        const own = opening(granted, row);
        if (own === undefined) return allDenied(session, partsOfPermission(row, granted));
        const { answer } = await ask(session, row);
        return { actual: answer, ok: answer === credentialsFor(own.scope) };
      }),
      ...(row.allowed === false
        ? []
        : [
            check(`what the credentials for ${describe(row)} do`, expectedReading(row), async (session) => {
              const { answer, access } = await ask(session, row);
              if (access === undefined) return notProved(`there were none: ${answer}`);
              return readBack(session, access, row);
            }),
            check(`nothing beyond ${describe(row)}`, denied, async (session) => {
              const beyond = placesBeyond(row).filter((place) => opening(session.rights.granted, place) === undefined);
              if (beyond.length === 0) return notProved("other grants of theirs open what lies beyond");
              return allDenied(session, beyond);
            }),
          ]),
    ]),
    check(`no data by another Region (${elsewhere})`, "refused", async (session) => {
      const services = await context.aws?.open(elsewhere);
      const [place] = session.rights.granted;
      if (services === undefined || place === undefined) return notProved("nothing is granted to them in this one");
      const { answer, access } = await ask({ ...session, services }, place);
      return access === undefined ? { actual: "refused", ok: true, reason: answer } : { actual: answer, ok: false };
    }),
  ];
}

/** What the config says comes of it; it leaves open what depends on the members of an adopted group. */
function expectedAnswer({ granted, perhaps }: Rights, place: GrantedPlace): string {
  const own = opening(granted, place);
  const open = perhaps.filter(
    (one) => opening([one], place) !== undefined && one.scope.length > (own?.scope.length ?? 0),
  );
  if (open.length > 0) {
    const groups = [...new Set(open.map(({ group }) => group))].sort().join(" or ");
    return `credentials, if Identity Center has them in ${groups}`;
  }
  return own === undefined ? denied : credentialsFor(own.scope);
}

/** Somebody who may not read and write may be able to do one of the two, unless that is denied too. */
function partsOfPermission(place: GrantedPlace, granted: readonly GrantedPlace[]): readonly GrantedPlace[] {
  if (place.permission !== "READWRITE") return [place];
  const parts = (["READ", "WRITE"] as const).map((permission) => ({ scope: place.scope, permission }));
  return [place, ...parts.filter((part) => opening(granted, part) === undefined)];
}

/** The other permission at the same place, the whole bucket, and a place beside it where nothing is. */
function placesBeyond({ scope, permission }: GrantedPlace): readonly GrantedPlace[] {
  const others = ({ READ: ["WRITE"], WRITE: ["READ"], READWRITE: [] } as const)[permission];
  const { bucket } = partsOf(scope);
  const wider = [`s3://${bucket}/*`, `s3://${bucket}/crosstrust-probe-${crypto.randomUUID()}/*`];
  return [
    ...others.map((other) => ({ scope, permission: other })),
    ...wider.filter((one) => !covers(scope, one)).map((one) => ({ scope: one, permission })),
  ];
}

function describe({ scope, permission }: GrantedPlace): string {
  return `${permission} of ${scope}`;
}
