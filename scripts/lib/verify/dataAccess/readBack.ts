import { AwsError } from "../../vendors/aws/AwsError.ts";
import type { DataAccess } from "../../dataAccess/getDataAccess.ts";
import type { Observation } from "../Check.ts";
import type { GrantedPlace } from "./rights.ts";
import type { PersonSession } from "./personVisit.ts";
import { partsOf } from "../../../../trust/grantScopes.ts";

const reading = "list and read there";
const beside = "and nothing beside it";
const notReading = "cannot list there";

/** What the credentials of a grant do in S3. */
export function expectedReading({ scope, permission }: GrantedPlace): string {
  if (permission === "WRITE") return notReading;
  return partsOf(scope).prefix === "" ? reading : `${reading}, ${beside}`;
}

/**
 * Lists, and reads the first object's head, below a grant's place; then tries the same beside it. Nothing is written or
 * deleted: that a grant lets write shows in S3 Access Grants alone.
 */
export async function readBack(
  { services }: Pick<PersonSession, "services">,
  { credentials }: DataAccess,
  place: GrantedPlace,
): Promise<Observation> {
  const { bucket: Bucket, prefix, object } = partsOf(place.scope);
  const s3 = services.s3(credentials);
  const list = async (Prefix: string): Promise<readonly { readonly Key?: string | undefined }[] | undefined> =>
    s3.listObjectsV2({ Bucket, Prefix, MaxKeys: 1 }).then(({ Contents = [] }) => Contents, ifForbidden);
  // That there is no such object is an answer too.
  const read = async (Key: string): Promise<boolean | undefined> =>
    s3.headObject({ Bucket, Key }).then(
      () => true,
      (error: unknown) => (error instanceof AwsError && error.status === 404 ? false : ifForbidden(error)),
    );

  const listed = await list(prefix);
  if (place.permission === "WRITE") {
    return listed === undefined ? { actual: notReading, ok: true } : { actual: "list there", ok: false };
  }
  if (listed === undefined) return { actual: notReading, ok: false };
  const first = listed.find(({ Key }) => !object || Key === prefix)?.Key;
  if (first !== undefined && (await read(first)) === undefined) return { actual: "list there, cannot read", ok: false };
  const empty = first === undefined ? { reason: "nothing is there to read" } : {};
  if (prefix === "") return { actual: reading, ok: true, ...empty };
  const stranger = `crosstrust-probe-${crypto.randomUUID()}`;
  const tries: readonly (readonly [what: string, found: unknown])[] = [
    ["list the whole bucket", await list("")],
    ["list another prefix", await list(`${stranger}/`)],
    ["read another prefix", await read(`${stranger}/probe`)],
  ];
  const open = tries.find(([, found]) => found !== undefined);
  if (open !== undefined) return { actual: `${reading}, and ${open[0]}`, ok: false };
  return { actual: expectedReading(place), ok: true, ...empty };
}

/** An answer to HEAD has no body, so there is but the status: the SDK makes a name of it. */
function ifForbidden(error: unknown): undefined {
  const isForbidden = error instanceof AwsError && error.status === 403 && !/Token|Signature|Key/.test(error.awsCode);
  if (!isForbidden) throw error;
}
