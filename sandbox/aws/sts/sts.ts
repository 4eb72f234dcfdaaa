import type { AwsCall, AwsService } from "../AwsService.ts";
import { queryService } from "../protocol/query.ts";
import type { XmlValue } from "../protocol/xml.ts";

const userName = "crosstrust";

/** Security Token Service: who the caller is (AWS STS API reference). The sandbox hands out no session credentials. */
export function sts(): AwsService {
  return queryService({
    signingName: "sts",
    version: "2011-06-15",
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    handlers: new Map([["GetCallerIdentity", getCallerIdentity]]),
  });
}

function getCallerIdentity({ account }: AwsCall): Readonly<Record<string, XmlValue>> {
  return {
    Arn: `arn:aws:iam::${account.id}:user/${userName}`,
    // A user's id begins with AIDA, an access key's with AKIA.
    UserId: `AIDA${account.context.credentials.awsAccessKeyId.slice(4)}`,
    Account: account.id,
  };
}
