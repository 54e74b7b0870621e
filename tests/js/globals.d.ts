/* What the scripts in overrides/assets/ hang on `window` for each other: they are no modules, and course.js
   says why. */

interface Window {
  course: Course;
  quoting: Quoting;
  notebook: NotebookApi;
  handIn: HandIn;
  studentsWork: StudentsWork;
  ownMarks?: { list(): OwnMark[] };
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
    /** The keys of all that is kept of this course. */
    names(): string[];
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

/* notebook.js */

/** A mark by a reader: an annotation of the W3C's model, from a file that anybody may have written. */
interface OwnMark {
  id: string;
  created?: string;
  modified?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a file may hold anything there
  body?: any;
  // biome-ignore lint/suspicious/noExplicitAny: a file may hold anything there
  target?: any;
}

/** Where a lesson was left. */
interface Place {
  /** The id of the paragraph or heading; empty for the lesson's beginning. */
  anchor: string;
  /** What readers call it, such as `paragraph 7`. */
  called: string;
  at: string;
  title: string;
}

interface CourseName {
  id: string;
  title: string;
}

/** Texts by id: of a question, a self-check or a lesson. */
interface NotebookTexts {
  answers: Record<string, string>;
  /** The words of the option that was chosen. */
  checks: Record<string, string>;
  rounds: Record<string, string>;
  /** The day on which a lesson was finished. */
  done: Record<string, string>;
}

interface Notebook extends NotebookTexts {
  course: CourseName;
  saved: string;
  /** The reader's name, if it was typed. */
  name: string;
  places: Record<string, Place>;
  marks: OwnMark[];
}

/** A text that differs: that of an answer, or that of a note at a mark. */
interface Clash {
  key: string;
  here: string;
  there: string;
}

type Choice3 = "here" | "there" | "both";

interface Comparison {
  answers: string[];
  checks: string[];
  done: string[];
  places: string[];
  marks: OwnMark[];
  clashes: Clash[];
}

interface FormerIds {
  questions: Record<string, string>;
  lessons: Record<string, string>;
}

interface NotebookApi {
  say(sentence: string, values?: Record<string, string | number>): string;
  several(
    number: number,
    forms: [one: string, many: string],
    values?: Record<string, string | number>,
  ): string;
  empty(course: CourseName): Notebook;
  written(work: Notebook, saved: string): string;
  read(file: string, course: CourseName): { work?: Notebook; fault?: string };
  renamed(work: Notebook, former: FormerIds): Notebook;
  compare(here: Notebook, there: Notebook): Comparison;
  merge(here: Notebook, there: Notebook, choices?: Record<string, Choice3>): Notebook;
  only(work: Notebook, questions: string[], paragraphs: string[]): Notebook;
  noteOf(mark: OwnMark): string;
  sourceOf(mark: OwnMark): string;
  quoteOf(mark: OwnMark): { exact: string; prefix: string; suffix: string; start: number };
  tagOf(mark: OwnMark): string;
  collect(course: CourseName): Notebook;
  store(work: Notebook): boolean;
  erase(beginnings: string[]): void;
  wrote(): void;
  mayForget(): string;
  progress: { on(): boolean };
  download(name: string, content: string, type: string): void;
  day(date: string): string;
}

/* hand_in.js */

/** An answered question, as it is handed in. */
interface HandedQuestion {
  ask: string;
  /** Its paragraph, and the words that it quotes. */
  place: string;
  words: string;
  answer: string;
  address: string;
}

interface HandedMark {
  place: string;
  words: string;
  tag: string;
  note: string;
}

interface HandedLesson {
  title: string;
  questions: HandedQuestion[];
  marks: HandedMark[];
}

interface HandedWork {
  course: string;
  name: string;
  date: string;
  /** Where the course is read; empty for a copy on a disk. */
  address: string;
  language: string;
  direction: string;
  lessons: HandedLesson[];
}

interface HandIn {
  markdown(work: HandedWork): string;
  html(work: HandedWork): string;
}

/* instructor/students.js */

interface StudentsWork {
  located(
    words: string,
    quote: { exact: string; prefix: string; suffix: string; start: number },
  ): [start: number, end: number] | null;
  stretches(
    words: string,
    ranges: { who: string; start: number; end: number }[],
  ): { text: string; by: string[] }[];
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
