// A picture for each way of being in contact.
import Ellipsis from "@lucide/svelte/icons/circle-ellipsis";
import Footprints from "@lucide/svelte/icons/footprints";
import Handshake from "@lucide/svelte/icons/handshake";
import House from "@lucide/svelte/icons/house";
import Mail from "@lucide/svelte/icons/mail";
import Mailbox from "@lucide/svelte/icons/mailbox";
import MessageSquare from "@lucide/svelte/icons/message-square";
import MessagesSquare from "@lucide/svelte/icons/messages-square";
import Phone from "@lucide/svelte/icons/phone";
import Users from "@lucide/svelte/icons/users";
import Video from "@lucide/svelte/icons/video";
import type { Component } from "svelte";
import type { Means } from "$lib/generated/commands";

export const pictures: Record<Means, Component<{ size?: string }>> = {
  home_visit: House,
  face_to_face: Handshake,
  telephone: Phone,
  video: Video,
  text_message: MessageSquare,
  email: Mail,
  letter: Mailbox,
  group: Users,
  went_along: Footprints,
  with_others: MessagesSquare,
  other: Ellipsis,
};
