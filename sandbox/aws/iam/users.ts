import type { AwsCall } from "../AwsService.ts";
import type { QueryInput } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";
import { accountUser } from "./Caller.ts";
import { noSuchEntity } from "./roleInput.ts";

/** When an account of the sandbox's and its user were made is not kept. */
const created = "2024-01-01T00:00:00Z";

/** The account's one user, whom a user may ask for without a name (IAM API reference, GetUser). */
export function getUser({ account, caller }: AwsCall, input: QueryInput): Readonly<Record<string, XmlValue>> {
  const { arn, userId } = accountUser(account);
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const asked = input.get("UserName") ?? (caller?.kind === "user" ? name : "");
  if (asked !== name) throw noSuchEntity(`The user with name ${asked} cannot be found.`);
  return { User: { Path: "/", UserName: name, UserId: userId, Arn: arn, CreateDate: created } };
}
