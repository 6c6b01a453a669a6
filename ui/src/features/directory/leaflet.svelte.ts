// The services gathered for one leaflet, in their order on the paper.

class Leaflet {
  services = $state<{ id: string; name: string }[]>([]);
  open = $state(false);

  has(id: string): boolean {
    return this.services.some((service) => service.id === id);
  }

  toggle(id: string, name: string): void {
    if (this.has(id)) this.services = this.services.filter((service) => service.id !== id);
    else this.services = [...this.services, { id, name }];
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
