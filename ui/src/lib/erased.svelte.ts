// The receipt of an erasure that has just been made, so that the list of receipts opens at it.
class Erased {
  latest = $state<string | null>(null);
}

export const erased = new Erased();
