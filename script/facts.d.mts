type Entries = { key: string; facts: string[] }[];

export interface Stated {
  facts: Record<string, Record<string, string>>;
  policies: Record<
    string,
    {
      categories: Entries;
      purposes: Entries;
      items: Entries;
      aggregate?: { metrics: Entries };
    }
  >;
  code: { id: string; owner: string; where: string }[];
  open: { id: string; reason: string }[];
  exists(path: string): boolean;
}

export interface Owned {
  rows: { id: string; about: string }[];
  faults: string[];
}

export const SECTIONS: Record<string, string>;
export function stated(): Stated;
export function ownership(stated: Stated): Owned;
export function markdown(owned: Owned): string;
