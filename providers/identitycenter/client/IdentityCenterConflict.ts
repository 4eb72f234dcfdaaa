import { CrosstrustError } from "../../../trust/CrosstrustError.ts";

/** Something that AWS would do without a word and that nobody asked for, or what it answers in words that help nobody. */
export class IdentityCenterConflict extends CrosstrustError {
  constructor(message: string) {
    super("VENDOR_REFUSED", message);
  }
}
