import { mapValues } from "../../lib/mapValues.ts";
import { Archive, isPropertyMap } from "./PropertyValue.ts";
import type { PropertyMap } from "./PropertyValue.ts";

/** The input in which the provider keeps the places of archives; the engine shows nobody what begins so. */
export const placesKey = "__places";

/** Where an archive is: a path, or an address. */
type Place = { readonly hash: string } & ({ readonly path: string } | { readonly uri: string });

/**
 * Inputs with the places of the archives among them. Whoever reads a resource gets from the engine only the hashes of its
 * archives, and the engine does not put the rest back into the answer (pulumi/pulumi, issue 20661): a refresh would show
 * a difference and lose them. Archives that are put together of single files have no place, and come back by their hash
 * alone.
 */
export function withPlaces(inputs: PropertyMap): PropertyMap {
  const places = Object.entries(inputs).flatMap(([name, value]): [string, Place][] => {
    if (!(value instanceof Archive) || value.hash === undefined) return [];
    const { hash, path, uri } = value;
    if (path !== undefined) return [[name, { hash, path }]];
    return uri === undefined ? [] : [[name, { hash, uri }]];
  });
  return places.length === 0 ? inputs : { ...inputs, [placesKey]: Object.fromEntries(places) };
}

/** The properties, each archive of which only the hash is left back where it was. */
export function putBackArchives(properties: PropertyMap, inputs: PropertyMap): PropertyMap {
  const places = inputs[placesKey];
  if (!isPropertyMap(places)) return properties;
  return mapValues(properties, (value, name) => {
    const place = places[name] as Place | undefined;
    return value instanceof Archive && place !== undefined && place.hash === value.hash ? new Archive(place) : value;
  });
}
