// The services gathered for one leaflet, in their order on the paper, with what the worker adds to each by hand.

export type Entry = { id: string; name: string; bus: string; bring: string };

/** Of a whole postcode only the outcode: it may be somebody's home. A town stays as it is. */
export function roughly(near: string): string {
  const postcode = /^\s*([a-z]{1,2}\d[a-z\d]?)\s*\d[a-z]{2}\s*$/i.exec(near);
  return postcode?.[1]?.toUpperCase() ?? near.trim();
}

class Leaflet {
  services = $state<Entry[]>([]);
  open = $state(false);

  has(id: string): boolean {
    return this.services.some((service) => service.id === id);
  }

  toggle(id: string, name: string): void {
    if (this.has(id)) this.services = this.services.filter((service) => service.id !== id);
    else this.services = [...this.services, { id, name, bus: "", bring: "" }];
  }

  /** These and no others, in this order. */
  gather(services: readonly { id: string; name: string }[]): void {
    this.services = services.map(({ id, name }) => ({ id, name, bus: "", bring: "" }));
  }

  up(at: number): void {
    const moved = this.services[at];
    const above = this.services[at - 1];
    if (!moved || !above) return;
    this.services[at - 1] = moved;
    this.services[at] = above;
  }

  clear(): void {
    this.services = [];
  }
}

export const leaflet = new Leaflet();
