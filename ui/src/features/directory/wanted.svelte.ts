// What a command somewhere else asked of the directory before it was on the screen, and how it was left standing.
class Wanted {
  newService = $state(false);
  /** The map beside the list. */
  map = $state(false);
}

export const wanted = new Wanted();
