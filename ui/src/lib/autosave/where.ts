// Where the person is on the desk, so that a draft knows where to return to.
let route: () => string = () => location.hash;

/** Tell drafts where the person is. */
export function whereAmI(here: () => string): void {
  route = here;
}

export const here = (): string => route();
