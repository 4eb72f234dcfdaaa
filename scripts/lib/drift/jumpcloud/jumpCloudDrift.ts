import pLimit from "p-limit";
import type { DriftContext, DriftReader } from "../DriftContext.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { inWords } from "../lib/inWords.ts";
import { mergeNotRead } from "../lib/mergeNotRead.ts";
import { notRead } from "../lib/notRead.ts";
import type { Place } from "../lib/placeOf.ts";
import { applicationDrift, associationDrift } from "./applicationDrift.ts";
import { memberDrift, membershipRuleDrift, otherApplicationDrift } from "./groupDrift.ts";
import { identityProviderDrift } from "./identityProviderDrift.ts";
import type { JumpCloudPart } from "./JumpCloudPart.ts";
import { personDrift } from "./personDrift.ts";
import { readPart } from "./readPart.ts";

/**
 * What JumpCloud holds of the stack's groups, applications, identity provider and people beside what was declared. What was
 * deleted the engine tells. Routing policies have no API.
 */
export const jumpCloudDrift: DriftReader = async (context) => {
  const places = [...issuersOf(context), ...federationsOf(context)].map(({ place }) => place);
  const [first] = places;
  if (first === undefined) return [];
  const { api, loginUrl } = context.jumpcloud;
  if (api === undefined) {
    const advice = "Set JUMPCLOUD_API_KEY, or JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET, and run drift again.";
    const where = inWords(places.map((place) => place.where));
    return [notRead(where, "there are no credentials for JumpCloud", advice, first.path)];
  }
  const part = { context, api, apiUrl: new URL(loginUrl).origin };
  const limit = pLimit(atATime);
  const looks = [...ofIssuers(part), ...ofFederations(part)];
  const findings = await Promise.all(looks.map((look) => limit(look)));
  return mergeNotRead(findings.flat());
};

const atATime = 8;

/** One part of the comparison. */
type Look = () => Promise<readonly DriftFinding[]>;

type Organisation = Omit<JumpCloudPart, "place">;

function ofIssuers(part: Organisation): readonly Look[] {
  return issuersOf(part.context).flatMap(({ name: issuer, place, deployed }) => [
    ...Object.entries(deployed.groups).flatMap(([name, { id }]) => {
      const group = { ...part, place: within(place, "groups", name, `group ${name}`), id, name, issuer };
      return [memberDrift, membershipRuleDrift, otherApplicationDrift].map(
        (look): Look =>
          () =>
            readPart(group.place, id, () => look({ ...group, place })),
      );
    }),
    ...Object.entries(deployed.applications).flatMap(([name, { applicationId: id }]) => {
      const application = { ...part, place: within(place, "clients", name, `client ${name}`), id, name };
      return [applicationDrift, associationDrift].map(
        (look): Look =>
          () =>
            readPart(application.place, id, () => look(application)),
      );
    }),
    ...Object.entries(deployed.people).map(([name, { id, email }]) => {
      const person = { ...part, place: within(place, "people", name, `person ${name}`), id, email };
      return () => readPart(person.place, id, () => personDrift(person));
    }),
  ]);
}

function ofFederations(part: Organisation): readonly Look[] {
  return federationsOf(part.context).flatMap(({ place, deployed }) => {
    const group = { ...part, place, ...deployed.group, issuer: undefined };
    return [
      () => readPart(place, deployed.identityProviderId, () => identityProviderDrift({ ...part, place })),
      ...[memberDrift, membershipRuleDrift, otherApplicationDrift].map(
        (look): Look =>
          () =>
            readPart(place, group.id, () => look(group)),
      ),
      ...Object.entries(deployed.people).flatMap(([name, { jumpcloudUserId: id, userPrincipalName: email }]) => {
        if (id === undefined) return [];
        const person = { ...part, place: within(place, "people", name, `person ${name}`), id, email };
        return [() => readPart(person.place, id, () => personDrift(person))];
      }),
    ];
  });
}

function issuersOf({ trust: { issuers } }: DriftContext) {
  return Object.entries(issuers).flatMap(([name, deployed]) => {
    const place: Required<Place> = { where: `issuers.${name}`, path: ["crosstrust:issuers", name] };
    return deployed.kind === "jumpcloud" ? [{ name, place, deployed }] : [];
  });
}

function federationsOf({ trust: { relyingParties } }: DriftContext) {
  return Object.entries(relyingParties).flatMap(([name, deployed]) => {
    const place: Required<Place> = { where: `relyingParties.${name}`, path: ["crosstrust:relyingParties", name] };
    return deployed.kind === "jumpcloud-federation" ? [{ place, deployed }] : [];
  });
}

function within({ where, path }: Required<Place>, section: string, name: string, what: string): Required<Place> {
  return { where: `${where}, ${what}`, path: [...path, section, name] };
}
