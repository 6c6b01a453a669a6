// What a command somewhere else asked of the directory before it was on the screen.
class Wanted {
  newService = $state(false);
}

export const wanted = new Wanted();
