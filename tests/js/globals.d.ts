/* What the scripts in overrides/assets/ hang on `window` for each other: they are no modules, and course.js
   says why. */

interface Window {
  course: Course;
  quoting: Quoting;
  filtering: Filtering;
  finder: Finder;
  finding: Finding;
  searchEntries: Entry[];
  searchSynonyms: string[][];
  annotating: Annotating;
}

declare const MiniSearch: typeof import("minisearch").default;
type IndexOptions = import("minisearch").Options<Indexed>;
type SearchOptions = import("minisearch").SearchOptions;

/* course.js */

interface Course {
  all<E extends Element = HTMLElement>(selector: string, within?: ParentNode): E[];
  /** The first that a selector finds, where the templates promise one. */
  need<E extends Element = HTMLElement>(selector: string, within?: ParentNode): E;
  /** The id that the end of an address names. */
  named(hash: string): string;
  make<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes?: Record<string, string>,
    ...inside: (Node | string)[]
  ): HTMLElementTagNameMap[K];
  kept: {
    read(key: string): string | null;
    /** Returns whether it could be kept. */
    write(key: string, value: string): boolean;
    erase(key: string): void;
  };
  /** Say something to screen readers, and to everybody for a moment. */
  tell(words: string): void;
  copy(text: string): Promise<void>;
  options: {
    on(name: string, standard: boolean): boolean;
    watch(name: string, standard: boolean, changed: (on: boolean) => void): void;
  };
  /** What a key of one letter does. */
  keys: Map<string, () => void>;
  /** The id under which readers find a stretch of the paper. */
  idOf(paragraph: HTMLElement): string;
  /** What readers call it, such as `paragraph 7`. */
  placeOf(paragraph: HTMLElement): string;
}

/* quote.js */

/** What is selected of one paragraph of the paper; its words are on one line. */
interface SelectedPart {
  paragraph: HTMLElement;
  range: Range;
  words: string;
}

interface Quoting {
  ownWords(range: Range): string;
  selected(): SelectedPart[];
  before(part: SelectedPart): string;
  addressOf(page: string, paragraph: string, words: string, lead: string): string;
}

/* filter.js */

/** Names, each with the values of which one is wanted. */
type Wanted = [name: string, values: string[]][];

interface Filtering {
  plain(text: string): string;
  fits(data: Record<string, string | undefined>, wanted: Wanted): boolean;
  outcome(shown: number, all: number, named: string, everything: boolean): string;
}

/* finder.js */

interface Finder {
  /** The address of the site, with a slash at its end. */
  root: string;
  /** Loads what finds words, and more scripts of the site; gives what makes an index. */
  load(...more: string[]): Promise<(entries: Entry[]) => Find>;
}

/* finding.js */

/** What search finds, as search/index.js has it: fields without a value are absent. */
interface Entry {
  at: string;
  sort: string;
  title?: string;
  text?: string;
  names?: [name: string, language?: string][];
  /** That of a note, such as slip. */
  kind?: string;
  /** The numbers of the entries that use it. */
  used?: number[];
}

interface Indexed extends Required<Entry> {
  id: number;
  /** The names as they can be asked for. */
  keys: string[];
}

/** A query, as it is understood. */
interface Asked {
  /** All words, folded. */
  whole: string[];
  /** Those that are required, folded and as they were typed. */
  words: { form: string; typed: string }[];
  /** Signs that must stand together. */
  signs: string[][];
  /** Whether the last word may be incomplete. */
  open: boolean;
  /** What kind of entry it seems to ask for; empty for any. */
  sort: string;
}

interface Found {
  entry: Indexed;
  score: number;
  /** The words that it was found by, folded. */
  matched: Set<string>;
  /** The query as it was read when this was found, folded. */
  reading: string[];
  rank: number;
}

/** A piece of a text, and whether it is marked. */
type Piece = [text: string, hit: boolean];

interface Outcome {
  /** `all`, `similar`, `some`, `nothing`, or `common` if it has only small words. */
  how: string;
  /** The words that were asked for, folded. */
  asked: string[];
  /** Those that the course does not have, as they were typed. */
  absent: string[];
  found: Found[];
}

type Find = (query: string) => Outcome;

interface Finding {
  /** Takes groups of words that mean the same, and the language of the course. */
  index(entries: Entry[], synonyms?: string[][], language?: string): Find;
  excerpt(text: string, asked: string[], matched: Set<string>): Piece[];
  fragment(text: string, asked: string[], matched: Set<string>): string;
}

/* preview/annotate.js */

interface Choice {
  words: string;
  /** The words before them in their paragraph. */
  before: string;
}

interface Annotating {
  written(kind: string, lesson: string, choice: Choice, paragraphs: string[]): string;
}
