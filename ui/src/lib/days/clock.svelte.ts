// The time, for what must be said when it is late: looked at now and then, and at once when the window is seen again.

const EVERY = 10_000;

class Clock {
  now = $state(Date.now());

  /** Until the returned function is called. */
  follow = (): (() => void) => {
    const look = () => {
      this.now = Date.now();
    };
    look();
    const timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  };
}

export const clock = new Clock();
