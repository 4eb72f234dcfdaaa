import type { PermissionFile } from "./PermissionFile.ts";

/** What one vendor is to be told, in words, as commands and as files. */
export interface Sheet {
  readonly title: string;
  readonly lines: readonly string[];
  /** To be run in the folder with the files. */
  readonly commands: readonly string[];
  readonly files: readonly PermissionFile[];
}
