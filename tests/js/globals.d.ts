/* What the scripts in overrides/assets/ hang on `window` for each other: they are no modules, and course.js
   says why. */

interface Window {
  course: Course;
  quoting: Quoting;
  filtering: Filtering;
  finding: Finding;
  searchEntries: Entry[];
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

/* finding.js */

/** What search finds, as search/index.js has it. */
interface Entry {
  at: string;
  sort: string;
  title: string;
  text: string;
  names: [name: string, language: string][];
}

interface Indexed extends Entry {
  id: number;
  /** The names as they can be asked for. */
  keys: string[];
}

interface Found {
  entry: Indexed;
  score: number;
  /** The words that it was found by, folded. */
  matched: Set<string>;
  rank: number;
}

/** A piece of a text, and whether it is marked. */
type Piece = [text: string, hit: boolean];

interface Outcome {
  how: string;
  /** The words that were asked for, folded. */
  asked: string[];
  found: Found[];
}

type Find = (query: string) => Outcome;

interface Finding {
  index(entries: Entry[]): Find;
  excerpt(text: string, asked: string[], matched: Set<string>): Piece[];
  fragment(text: string, asked: string[]): string;
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

/* worker/worker.js: what the build writes before it, and what TypeScript tells only of programs without pages. */

declare const site: {
  version: string;
  /** Of each file by its path: the beginning of its digest, its bytes, and 1 if it is kept only on request. */
  files: Record<string, [digest: string, bytes: number, requested?: 1]>;
};

interface WorkerEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface WorkerFetch extends WorkerEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface WorkerClient {
  id: string;
  url: string;
  navigate(url: string): Promise<WorkerClient | null>;
}

interface CourseWorker {
  location: { href: string };
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(options: { includeUncontrolled?: boolean; type: "window" }): Promise<WorkerClient[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", act: (event: WorkerEvent) => void): void;
  addEventListener(type: "fetch", act: (event: WorkerFetch) => void): void;
  addEventListener(
    type: "message",
    act: (
      event: WorkerEvent & { data: unknown; ports: readonly MessagePort[]; source: WorkerClient },
    ) => void,
  ): void;
}
