import { AwsError } from "../../vendors/aws/AwsError.ts";

/** What AWS's services call it when there is no such object. */
const none = /NotFound|NoSuch|^404$/;

/** @returns undefined where AWS knows no such object */
export async function unlessNone<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof AwsError && (error.status === 404 || none.test(error.awsCode))) return undefined;
    throw error;
  }
}
