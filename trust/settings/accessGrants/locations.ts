import { z } from "zod";
import type { GrantsLocationModel } from "../../TrustModel.ts";
import { plainName } from "../schemas.ts";
import type { Named, Path, SettingsReader } from "../SettingsReader.ts";
import { characterFault } from "./keyCharacters.ts";

const expectedBucket =
  "a bucket of the stack's account and region, by name: 3 to 63 lower-case letters, digits, dots and hyphens";

const bucket = z
  .string()
  .superRefine((value, context) => {
    const wrong = faultOfBucket(value);
    if (wrong === undefined) return;
    context.addIssue({ code: "custom", message: wrong[0], params: { expected: wrong[1] } });
  })
  .describe(expectedBucket);

const expectedPrefix = "a prefix with its slash, such as reports/, or nothing for the whole bucket";

/** A location's scope has at most 2000 characters (S3 API reference, CreateAccessGrantsLocation); S3's keys 1024 bytes. */
const longestPrefix = 512;

const prefix = z
  .string()
  .max(longestPrefix)
  .superRefine((value, context) => {
    const wrong = faultOfPrefix(value);
    if (wrong === undefined) return;
    context.addIssue({ code: "custom", message: wrong[0], params: { expected: wrong[1] } });
  })
  .describe(expectedPrefix);

const locationSchema = z
  .strictObject({
    bucket,
    create: z.boolean().default(false).describe("true makes the bucket with the stack"),
    prefix: prefix.default(""),
  })
  .describe("a location: a bucket, and a prefix in it");

/** Reads the places that grants are made of. */
export function readLocations(reader: SettingsReader, value: unknown, path: Path): Named<GrantsLocationModel> {
  const locations = reader.readEach(value, path, plainName, (location, at): GrantsLocationModel | undefined => {
    const read = reader.read(locationSchema, location, at);
    return read && { bucket: read.bucket, createBucket: read.create, prefix: read.prefix };
  });
  checkApart(reader, locations, path);
  return locations;
}

/**
 * Notes locations that are the same, which AWS refuses, and those that lie in one another: the role of each has rights
 * below it alone, so the inner one adds nothing but the question which of the two decides.
 */
function checkApart(reader: SettingsReader, locations: Named<GrantsLocationModel>, path: Path): void {
  const read = [...locations].flatMap(([name, one]) => (one === undefined ? [] : [{ name, ...one }]));
  read.forEach((location, index) => {
    const other = read
      .slice(0, index)
      .find(
        (one) =>
          one.bucket === location.bucket &&
          (one.prefix.startsWith(location.prefix) || location.prefix.startsWith(one.prefix)),
      );
    if (other === undefined) return;
    const same = other.prefix === location.prefix;
    const message = same
      ? `The location ${JSON.stringify(other.name)} is the same place, and AWS takes each once.`
      : `The location ${JSON.stringify(other.name)} and this one lie in one another.`;
    reader.fault([...path, location.name, "prefix"], message, {
      found: `s3://${location.bucket}/${location.prefix}`,
      expected: same ? "one of the two" : "the wider one alone: a grant names what is below it",
    });
  });
}

/** Amazon S3 user guide, "General purpose bucket naming rules". */
function faultOfBucket(value: string): readonly [message: string, expected: string] | undefined {
  const [, account, named] = /^arn:aws[\w-]*:s3:[^:]*:(\d*):(.+)$/.exec(value) ?? [];
  if (named !== undefined) {
    return account === ""
      ? ["This is the ARN of a bucket.", `its name alone: ${named.split("/")[0] ?? named}`]
      : ["This is the ARN of something else in S3, such as an access point.", expectedBucket];
  }
  if (value.startsWith("s3://")) return ["This is a URL.", "the bucket's name, and what follows it as the prefix"];
  const plain = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value);
  const reservedName = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(value);
  if (plain && !value.includes("..") && !/^\d+(?:\.\d+){3}$/.test(value) && !reservedName) return undefined;
  return [reservedName ? "AWS keeps such names for itself." : "This is not the name of a bucket.", expectedBucket];
}

function faultOfPrefix(value: string): readonly [message: string, expected: string] | undefined {
  if (value === "") return undefined;
  const wrong = characterFault(value);
  if (wrong !== undefined) return wrong;
  if (value.includes("*")) return ["A location has no wildcard.", expectedPrefix];
  if (value.endsWith("/")) return undefined;
  return ["Without its slash, the prefix is that of other folders too.", `${value}/`];
}
