import protobuf from "google-protobuf/google/protobuf/struct_pb.js";
import type { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { mapValues } from "../../lib/mapValues.ts";
import { Archive, Asset, isPropertyMap, Secret, unknownValue } from "./PropertyValue.ts";
import type { PropertyMap, PropertyValue } from "./PropertyValue.ts";

/** The key that marks an object on the wire as one of the special values below. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const referenceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

/** What stands on the wire for a string that is not known; the engine reads it for a value of any type. */
const unknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** Strings that stand for what is not known: of a string, bool, number, array, asset, archive and object. */
const unknowns: ReadonlySet<JavaScriptValue> = new Set([
  unknownString,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * Reads properties off the engine's wire (pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go). A reference to another
 * resource becomes that resource's id, an output value what it holds.
 * @param struct none stands for no properties
 */
export function decodeProperties(struct: Struct | undefined): PropertyMap {
  if (struct === undefined) return {};
  return decodeMap(struct.toJavaScript());
}

/**
 * Writes properties onto the engine's wire.
 * @param keepSecrets false where the engine did not say that it accepts secrets: their values then go plain
 */
export function encodeProperties(properties: PropertyMap, keepSecrets = true): Struct {
  return protobuf.Struct.fromJavaScript(encodeMap(properties, keepSecrets));
}

function decodeMap(map: Readonly<Record<string, JavaScriptValue>>): PropertyMap {
  return mapValues(map, decode);
}

function decode(value: JavaScriptValue): PropertyValue {
  if (unknowns.has(value)) return unknownValue;
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== "object" || value === null) return value;
  const map = value as Readonly<Record<string, JavaScriptValue>>;
  if (!(signature in map)) return decodeMap(map);
  switch (map[signature] as string) {
    case secretSignature:
      return new Secret(decode(map["value"] ?? null));
    case assetSignature:
      return new Asset(texts(map));
    case archiveSignature:
      return decodeArchive(map);
    case outputSignature:
      return decodeOutput(map);
    case referenceSignature:
      return decode(map["id"] === undefined || map["id"] === "" ? unknownString : map["id"]);
    default:
      throw new TypeError("The engine sent a kind of value that this provider does not know");
  }
}

function decodeArchive(map: Readonly<Record<string, JavaScriptValue>>): Archive {
  if (map["assets"] === undefined) return new Archive(texts(map));
  const assets: Record<string, Asset | Archive> = {};
  for (const [name, member] of Object.entries(decode(map["assets"]) as PropertyMap)) {
    if (!(member instanceof Asset || member instanceof Archive)) {
      throw new TypeError(`The archive's member ${JSON.stringify(name)} is neither an asset nor an archive`);
    }
    assets[name] = member;
  }
  return new Archive({ ...texts(map), assets });
}

function decodeOutput(map: Readonly<Record<string, JavaScriptValue>>): PropertyValue {
  const value = "value" in map ? decode(map["value"] ?? null) : unknownValue;
  return map["secret"] === true ? new Secret(value) : value;
}

function texts(map: Readonly<Record<string, JavaScriptValue>>): Record<string, string> {
  return Object.fromEntries(
    ["hash", "text", "path", "uri"].flatMap((name) => {
      const value = map[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}

function encodeMap(map: PropertyMap, keepSecrets: boolean): Record<string, JavaScriptValue> {
  return mapValues(map, (value) => encode(value, keepSecrets));
}

function encode(value: PropertyValue, keepSecrets: boolean): JavaScriptValue {
  if (value === unknownValue) return unknownString;
  if (value instanceof Secret) {
    const inner = encode(value.value, keepSecrets);
    return keepSecrets ? { [signature]: secretSignature, value: inner } : inner;
  }
  if (value instanceof Asset) return { [signature]: assetSignature, ...defined(value) };
  if (value instanceof Archive) {
    const { assets, ...rest } = value;
    const members = assets && { assets: encodeMap(assets, keepSecrets) };
    return { [signature]: archiveSignature, ...defined(rest), ...members };
  }
  if (Array.isArray(value)) return value.map((element: PropertyValue) => encode(element, keepSecrets));
  if (isPropertyMap(value)) return encodeMap(value, keepSecrets);
  return value as JavaScriptValue;
}

function defined(from: object): Record<string, JavaScriptValue> {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined));
}
