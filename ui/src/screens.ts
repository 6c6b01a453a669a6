// Who draws each place of the desk. A new screen is one line here; its door appears in the rail by itself.
import type { Component } from "svelte";
import type { RouteName } from "$lib/shell/router.svelte";

export const screens: Partial<Record<RouteName, Component>> = {};
