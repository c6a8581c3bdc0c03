/** A short notice that something is done, in the corner; taken away on lock like every notice. */
import { notifications } from "@mantine/notifications";

/** Shows it. */
export const showDone = (title: string, message: string): void => {
  notifications.show({
    title,
    message,
    color: "teal",
    autoClose: 10_000,
  });
};
