/** A region of the same partition that every account has (AWS general reference, "AWS Regions"), and that is another. */
export function otherRegion(region: string): string {
  const [one, other] = region.startsWith("cn-")
    ? ["cn-north-1", "cn-northwest-1"]
    : region.startsWith("us-gov-")
      ? ["us-gov-west-1", "us-gov-east-1"]
      : ["us-east-1", "eu-west-1"];
  return region === one ? other : one;
}
