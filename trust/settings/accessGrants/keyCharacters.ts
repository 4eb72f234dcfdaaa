/**
 * What is wrong with a prefix or key of S3, and what would be right. The characters are those that S3 calls safe (Amazon S3
 * user guide, "Naming Amazon S3 objects"); none of them means anything in the resource of an IAM policy but `*`, which ends
 * a prefix.
 */
export function characterFault(value: string): readonly [message: string, expected: string] | undefined {
  if (value.startsWith("/")) return ["A key that begins with a slash is another one.", "the same without the slash"];
  if (value.includes("//")) return ["There is a folder without a name.", "one slash between folders"];
  const [strange] = /[^\w!.*'()/-]/.exec(value) ?? [];
  if (strange === undefined) return undefined;
  return [
    `It has ${JSON.stringify(strange)} in it, which IAM policies or URLs may take for something else.`,
    "letters, digits, slashes and ! - _ . ' ( )",
  ];
}
