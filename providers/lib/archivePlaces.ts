import { mapValues } from "../../lib/mapValues.ts";
import { Archive, Asset, isPropertyMap } from "./PropertyValue.ts";
import type { PropertyMap } from "./PropertyValue.ts";

/** The input in which the provider keeps the places of archives; the engine shows nobody what begins so. */
export const placesKey = "__places";

/** Where a file is: a path, an address, or its text itself. */
type FilePlace = { readonly hash: string } & (
  { readonly path: string } | { readonly uri: string } | { readonly text: string }
);

/** Where an archive is: a path, an address, or the places of what it is put together of. */
type Place = { readonly hash: string } & (
  { readonly path: string } | { readonly uri: string } | { readonly members: Readonly<Record<string, Member>> }
);

type Member = { readonly file: FilePlace } | { readonly archive: Place };

/**
 * Inputs with the places of the archives among them. Whoever reads a resource gets from the engine only the hashes of its
 * archives, and the engine does not put the rest back into the answer (pulumi/pulumi, issue 20661): a refresh would show
 * a difference and lose them. Secret archives are left out: their places would be open to read.
 */
export function withPlaces(inputs: PropertyMap): PropertyMap {
  const places = Object.entries(inputs).flatMap(([name, value]) => {
    const place = value instanceof Archive ? placeOf(value) : undefined;
    return place === undefined ? [] : [[name, place] as const];
  });
  return places.length === 0 ? inputs : { ...inputs, [placesKey]: Object.fromEntries(places) };
}

/** The properties, each archive of which only the hash is left back where it was. */
export function putBackArchives(properties: PropertyMap, inputs: PropertyMap): PropertyMap {
  const places = inputs[placesKey];
  if (!isPropertyMap(places)) return properties;
  return mapValues(properties, (value, name) => {
    const place = places[name] as Place | undefined;
    return value instanceof Archive && place !== undefined && place.hash === value.hash ? archiveAt(place) : value;
  });
}

/** Undefined for an archive that has no hash, or of which only the hash is known. */
function placeOf({ hash, path, uri, assets }: Archive): Place | undefined {
  if (hash === undefined) return undefined;
  if (path !== undefined) return { hash, path };
  if (uri !== undefined) return { hash, uri };
  const members = Object.entries(assets ?? {}).map(([name, member]) => [name, memberOf(member)] as const);
  const known = members.flatMap(([name, member]) => (member === undefined ? [] : [[name, member] as const]));
  if (known.length === 0 || known.length < members.length) return undefined;
  return { hash, members: Object.fromEntries(known) };
}

function memberOf(member: Asset | Archive): Member | undefined {
  if (member instanceof Archive) {
    const archive = placeOf(member);
    return archive && { archive };
  }
  const { hash, path, uri, text } = member;
  if (hash === undefined) return undefined;
  if (path !== undefined) return { file: { hash, path } };
  if (uri !== undefined) return { file: { hash, uri } };
  return text === undefined ? undefined : { file: { hash, text } };
}

function archiveAt(place: Place): Archive {
  if (!("members" in place)) return new Archive(place);
  const { hash, members } = place;
  const assets = mapValues(members, (member) =>
    "file" in member ? new Asset(member.file) : archiveAt(member.archive),
  );
  return new Archive({ hash, assets });
}
