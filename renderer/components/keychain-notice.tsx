/** Says plainly when secrets last only for this session, or when the keychain has a problem. */
import type { ReactElement } from "react";
import { fail } from "#contract/errors.ts";
import type { AppView } from "#contract/views.ts";
import { Problem } from "./problem.tsx";
import classes from "./keychain-notice.module.css";

const unavailable = fail("keychain.unavailable").error;

/** The notice; nothing while all is well. */
export const KeychainNotice = ({ keychain }: Pick<AppView, "keychain">): ReactElement | null => {
  const error = keychain.error ?? (keychain.backend === "memory" ? unavailable : null);
  return error === null ? null : (
    <div className={classes["notice"]}>
      <Problem error={error} isNotice />
    </div>
  );
};
