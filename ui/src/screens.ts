// Who draws each place of the desk. A new screen is one line here; its door appears in the rail by itself.
import type { Component } from "svelte";
import { offerDirectory } from "$features/directory/anywhere";
import Directory from "$features/directory/Directory.svelte";
import ServicePage from "$features/directory/ServicePage.svelte";
import { offerPeople } from "$features/people/anywhere";
import People from "$features/people/People.svelte";
import Today from "$features/today/Today.svelte";
import type { RouteName } from "$lib/shell/router.svelte";

export const screens: Partial<Record<RouteName, Component>> = {
  today: Today,
  people: People,
  directory: Directory,
  service: ServicePage,
};

// What an area offers on every screen.
offerPeople();
offerDirectory();
