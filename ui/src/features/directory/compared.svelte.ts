// The services that are laid side by side, three at the most: what the eye can hold, and a page can show in large print.

export const MOST = 3;

class Compared {
  services = $state<{ id: string; name: string }[]>([]);
  /** What was said when the first was chosen: it goes when it has been done. */
  said = 0;

  get full(): boolean {
    return this.services.length >= MOST;
  }

  has(id: string): boolean {
    return this.services.some((service) => service.id === id);
  }

  /** In, or out again. False if there is no more room. */
  toggle(id: string, name: string): boolean {
    if (this.has(id)) this.services = this.services.filter((service) => service.id !== id);
    else if (this.full) return false;
    else this.services = [...this.services, { id, name }];
    return true;
  }

  /** As they were read: two that were joined since are one service, under one id. */
  settle(read: ReadonlyMap<string, { id: string; name: string }>): void {
    const once = new Map(
      this.services.map((service) => read.get(service.id) ?? service).map((service) => [service.id, service]),
    );
    const settled = [...once.values()];
    if (JSON.stringify(settled) !== JSON.stringify(this.services)) this.services = settled;
  }

  clear(): void {
    this.services = [];
  }
}

export const compared = new Compared();
