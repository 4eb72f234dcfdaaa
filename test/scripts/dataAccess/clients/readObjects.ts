// Reads objects with whatever credentials the AWS SDK finds by itself; prints what is in each, or the error's name.
import { S3 } from "@aws-sdk/client-s3";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";

install();
setGlobalDispatcher(new EnvHttpProxyAgent());

const [bucket = "", ...keys] = process.argv.slice(2);
const s3 = new S3({ requestHandler: new FetchHttpHandler(), maxAttempts: 1 });
const found: Record<string, string> = {};
for (const Key of keys) {
  try {
    const { Body } = await s3.getObject({ Bucket: bucket, Key });
    found[Key] = (await Body?.transformToString()) ?? "";
  } catch (error) {
    found[Key] = (error as Error).name;
  }
}
process.stdout.write(JSON.stringify(found));
