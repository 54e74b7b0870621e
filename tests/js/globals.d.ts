/* What the scripts in overrides/assets/ hang on `window` for each other: they are no modules, and course.js
   says why. */

interface Window {
  /** Made for a course in another language than English: see words_script.py. */
  courseWords?: { plural(count: number): number; sentences: Record<string, string[]> };
  course: Course;
  look: Look;
  quoting: Quoting;
  paper: Paper;
  notebook: NotebookApi;
  handIn: HandIn;
  studentsWork: StudentsWork;
  writeData: WriteData;
  writeYaml: WriteYaml;
  writePage: WritePage;
  filtering: Filtering;
  readingList: ReadingListApi;
  finder: Finder;
  finding: Finding;
  searchEntries: Entry[];
  searchSynonyms: string[][];
  editAsking: EditAsking;
  editFinder: EditFinder;
  editFiles: EditFiles;
  editProse: EditProse;
  editFields: EditFields;
  editDock: EditDock;
  editForm: EditForm;
  editWords: EditWords;
  editHistory: EditHistory;
  anchoring: Anchoring;
  ownMarks: OwnMarks;
  guessing: Guessing;
}

declare const MiniSearch: typeof import("minisearch").default;
type IndexOptions = import("minisearch").Options<Indexed>;
type SearchOptions = import("minisearch").SearchOptions;

/* partials/settings.html */

/** How the reader wants pages to look. */
interface Look {
  /** Choices by name; none for what is as standard. */
  chosen: Record<string, string>;
  /** Returns the choices that are kept in this browser. */
  kept(): Record<string, string>;
  show(): void;
}

/* reading_list.js */

interface ReadingListApi {
  /** The ids of the lessons that an address asks for. */
  chosen(search: string): string[];
  /** The lessons before and after one in a list; empty where there is none. */
  around(ids: string[], id: string): { before: string; after: string };
  /** The part of an address that asks for lessons. */
  asked(ids: string[]): string;
}

/* course.js */

/** Says a sentence in the form for a number. */
type Counting = (count: number, named?: Record<string, string | number>) => string;

interface Course {
  /** A sentence in the language of the course, with words in the places of `{names}`. */
  say(sentence: string, named?: Record<string, string | number>): string;
  /** The same in the form for a number, which is `{count}` in it. */
  counted(one: string, many: string, count: number, named?: Record<string, string | number>): string;
  /** Both forms of such a sentence, for numbers that are known later. */
  counting(one: string, many: string): Counting;
  /** What `say` returned, with elements in the places of `{names}`. */
  pieces(sentence: string, named: Record<string, Node | string>): (Node | string)[];
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
    /** Make an option what it is for those who never chose. */
    reset(name: string): void;
  };
  /** What a key of one letter does. */
  keys: Map<string, () => void>;
  /** Lets Back close what opens over the page; returns what to call once it is closed. */
  closable(close: () => void): () => void;
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
  /** What of a paragraph is not the paper's words. */
  NOT_WORDS: string;
  /** Where tools for the selected words go; null on pages without words of the paper. */
  tools: HTMLElement | null;
  /** What the tools are for: the words that are selected, or were when a tool was touched. */
  chosen(): SelectedPart[];
  /** Show the tools at what is selected now. */
  follow(): void;
  dismiss(): void;
}

/* anchoring.js */

/** A stretch of a text, by its first and last offset. */
interface Stretch {
  start: number;
  end: number;
}

interface Place extends Stretch {
  /** How many letters differ. */
  errors: number;
}

interface QuoteSelector {
  type: "TextQuoteSelector";
  exact: string;
  prefix: string;
  suffix: string;
}

interface PositionSelector extends Stretch {
  type: "TextPositionSelector";
}

type OwnSelector = QuoteSelector | PositionSelector;

/** Words of one paragraph, which `source` names by its id. */
interface OwnTarget {
  source: string;
  selector: OwnSelector[];
}

/** A mark of a reader's own, in the Web Annotation Data Model. */
interface Annotation {
  id: string;
  type: "Annotation";
  motivation: "highlighting" | "commenting";
  created: string;
  modified: string;
  /** What was written (`commenting`), and the word for the mark (`tagging`). */
  body: { type: "TextualBody"; purpose: string; value: string }[];
  /** Several if the words stand in several paragraphs. */
  target: OwnTarget | OwnTarget[];
}

interface Anchoring {
  describe(text: string, start: number, end: number): OwnSelector[];
  /** Where words stand now; null if they cannot be found. In a text that need not have them, `everywhere` asks for
   *  the very words, with the letters around them. */
  find(text: string, selectors: OwnSelector[], everywhere?: boolean): Stretch | null;
  /** The same stretch with whole words and no spaces at its ends; null if it has only spaces. */
  snapped(text: string, start: number, end: number): Stretch | null;
  sentences(text: string, language: string): Stretch[];
  /** Stretches that may overlap, cut into pieces that do not; the outermost id first. */
  pieces(ranges: (Stretch & { id: string })[]): (Stretch & { ids: string[] })[];
  targetsOf(annotation: Annotation): OwnTarget[];
  tagOf(annotation: Annotation): string;
  commentOf(annotation: Annotation): string;
  isAnnotation(value: unknown): value is Annotation;
  /** All of both, each once; of two versions the later. */
  merged(ours: Annotation[], theirs: Annotation[]): Annotation[];
}

/* own_marks.js */

/** A mark where it stands on a page. */
interface PlacedMark extends Stretch {
  id: string;
  annotation: Annotation;
  paragraph: HTMLElement;
}

interface OwnMarks {
  /** The words that a mark can have, each with its name and its sign. */
  WORDS: { word: string; name: string; sign: string }[];
  list(): Annotation[];
  put(annotation: Annotation): void;
  remove(id: string): void;
  /** Where marks stand on this page: several places of one mark if it goes over several paragraphs. */
  inPage(): PlacedMark[];
  /** One of `WORDS`, whatever the annotation says. */
  wordOf(annotation: Annotation): string;
  nameOf(word: string): string;
  /** The address of a mark on its page, without `#`. */
  anchorOf(id: string): string;
  /** Fields to change a mark; `done` is called when it was deleted. */
  editor(id: string, done: () => void): HTMLElement;
  /** Whether marks are kept when the reader leaves the page. */
  areKept(): boolean;
  /** Call this now, and whenever marks change, also in another tab. */
  watch(changed: () => void): void;
  /** The link to the page of all marks; null if this page has none. */
  home(): HTMLAnchorElement | null;
  /** The paper's own words of a paragraph, and the offsets of elements in them. */
  stretchOf(paragraph: HTMLElement, elements: Element[]): Stretch | null;
  textOf(paragraph: HTMLElement): string;
  filled(sentence: string, values: Record<string, string | number>): string;
}

/* guess.js */

interface Guess extends Stretch {
  id: string;
  /** The id of its paragraph. */
  paragraph: string;
}

interface Guessing {
  /** Which notes a reader's marks meet, which they miss, and the ids of marks that meet none. */
  compared(marks: Guess[], notes: Guess[]): { hit: string[]; missed: string[]; only: string[] };
}

/* handouts.js */

interface Paper {
  /** `a4` or `letter`, for a time zone such as `Asia/Karachi` and the languages of a browser. */
  sizeFor(zone: string, languages: readonly string[]): string;
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
interface LeftPlace {
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
  places: Record<string, LeftPlace>;
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
  several(count: number, form: Counting, values?: Record<string, string | number>): string;
  empty(course: CourseName): Notebook;
  written(work: Notebook, saved: string): string;
  read(file: string, course: CourseName): { work?: Notebook; fault?: string };
  renamed(work: Notebook, former: FormerIds): Notebook;
  compare(here: Notebook, there: Notebook): Comparison;
  merge(here: Notebook, there: Notebook, choices?: Record<string, Choice3>): Notebook;
  joined(here: string, there: string): string;
  only(work: Notebook, questions: string[], paragraphs: string[]): Notebook;
  noteOf(mark: OwnMark): string;
  /** The same mark for each of its stretches. */
  partsOf(mark: OwnMark): OwnMark[];
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
  today(): string;
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
  /** What readers call its sort and kind, if that is not in English. */
  called?: string;
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

/* instructor/: the page “Write”. What it knows is written by build_scripts/edit/by_hand.py. */

/** Where something new goes. */
interface WriteSpot {
  kind: string;
  label: string;
  file: string;
  /** Of the list, or of the field that holds one. */
  name: string;
  /** Whether it is an entry of a list. */
  dash: boolean;
  /** The line to write before it; empty if the list is there. */
  head: string;
  /** Entries of a list in brackets, which is written anew. */
  kept: string[];
  /** Spaces before the dash, or before the fields. */
  indent: number;
  /** Below which it is pasted, or the first that it takes the place of; 0 if there is no file yet. */
  line: number;
  /** Of how many lines it takes the place. */
  stead: number;
  /** The address of the line; empty if there is none. */
  link: string;
  /** Fields that are filled in already; of what stands there, all of them. */
  value: Record<string, EditValue>;
  /** Whether comments stand in the lines whose place it takes. */
  comments: boolean;
}

interface WriteData {
  kinds: Record<string, EditKind>;
  spots: WriteSpot[];
  /** What stands there already. */
  entries: WriteSpot[];
  found: Record<string, EditFound[]>;
  /** A regular expression of the names that pages use for parts of their own. */
  parts: string;
}

interface WriteYaml {
  cleaned(text: string): string;
  entry(value: EditValue, column: number): string[];
  written(
    value: Record<string, EditValue>,
    spot: Pick<WriteSpot, "dash" | "head" | "kept" | "indent">,
  ): string;
}

interface WritePage {
  named(words: string, taken: Set<string>, kind: string): string;
  changed(
    old: Record<string, EditValue>,
    before: Record<string, EditValue>,
    now: Record<string, EditValue>,
  ): Record<string, EditValue>;
}

/* preview/edit/: what pages of a preview and the preview say to each other is in build_scripts/shells/. */

/** A value as it stands in a file. */
type EditValue = string | null | undefined | EditValue[] | { [name: string]: EditValue };

/** What an answer of the preview holds, by what was asked. */
interface EditTold {
  said?: string;
  token?: string;
  // biome-ignore lint/suspicious/noExplicitAny: each request has an answer of its own
  [name: string]: any;
}

interface EditAnswer {
  ok: boolean;
  /** That of HTTP; 0 if the preview did not answer. */
  status: number;
  told: EditTold;
}

interface EditProblem {
  /** The name of a field, such as `note` or `options.1.why`; empty for the whole. */
  field: string;
  found: string;
  fix: string;
  severity: string;
}

/** Words by which one of several places of a quote is meant. */
interface EditPrefix {
  prefix: string;
  /** Its paragraph. */
  place: string;
}

/** Something that is written on a page. */
interface EditThing {
  /** The id of its element; empty if it has none. */
  id: string;
  kind: string;
  file: string;
  path: (string | number)[];
  line: number;
  label: string;
  mark: string;
  /** How many things its list has. */
  of?: number;
  /** The field of it that stands there. */
  field?: string;
}

/** Something that can be added to a page. */
interface EditAdd {
  kind: string;
  file: string;
  /** That of the list. */
  path: (string | number)[];
  label: string;
  mark?: string;
  at?: number;
  value?: Record<string, EditValue>;
  /** The id of the element that it is about. */
  id?: string;
  lesson?: string;
  /** What a new file is called if its title gives no name. */
  name?: string;
  /** Those that the lesson reads. */
  paragraphs?: string[];
}

interface EditPage {
  things: EditThing[];
  adds: EditAdd[];
}

/** What a form is for. */
interface EditTask {
  do: "change" | "add";
  kind: string;
  file: string;
  path: (string | number)[];
  label: string;
  /** That of the file when the page was read. */
  mark?: string;
  at?: number;
  of?: number;
  /** The field to begin with. */
  field?: string;
  /** What a new file is called if its title gives no name. */
  name?: string;
  /** What a new thing begins with. */
  value?: Record<string, EditValue>;
  /** What tells a new thing from others of its kind: the words that it is about. */
  about?: string;
  /** Where it could be added instead. */
  adds?: EditAdd[];
}

interface EditDraft {
  task: EditTask;
  value: Record<string, EditValue>;
  mark: string;
  label: string;
  when: number;
}

interface EditField {
  name: string;
  label: string;
  hint: string;
  widget: string;
  required: boolean;
  choices?: string[];
  /** The kind of the things that it names. */
  names?: string;
  /** Whether a place in the thing may follow, such as a page. */
  place?: boolean;
  markdown?: boolean;
  least?: number | null;
  most?: number | null;
  /** How many entries a list must have. */
  fewest?: number;
  /** Whether usually one record of its list has it. */
  single?: boolean;
  rare?: boolean;
  fields?: EditField[];
}

interface EditKind {
  label: string;
  fields: EditField[];
}

/** A thing as it stands in its file. */
interface EditRead extends EditTold {
  value: Record<string, EditValue>;
  mark: string;
  file?: string;
  path?: (string | number)[];
}

/** What has fields inside it. */
interface EditHolder {
  within?: (name: string) => EditHolder | undefined;
}

/** A field as it is made. */
interface EditMade extends EditHolder {
  element: HTMLElement;
  /** What gets the focus. */
  control: HTMLElement;
  value(): EditValue;
  /** Whether it has several controls. */
  grouped?: boolean;
  /** Whether its name stands beside it. */
  beside?: boolean;
  /** What to know about it. */
  note?: string;
  /** Of one record. */
  inside?: EditGroup;
  /** Show what readers will see. */
  show?(html: string): void;
}

type EditMake = (one: EditField, value: EditValue, changed: () => void) => EditMade;

/** A field with its name and its problems. */
interface EditPlaced extends EditHolder {
  name: string;
  element: HTMLElement;
  control?: HTMLElement;
  needed: boolean;
  inside?: EditGroup;
  value(): EditValue;
  show?(html: string): void;
  tell(said: string): void;
  warn(problems: EditProblem[]): void;
}

interface EditGroup extends EditHolder {
  element: HTMLElement;
  control?: HTMLElement;
  parts: Record<string, EditPlaced>;
  value(): Record<string, EditValue>;
}

interface EditFound {
  id: string;
  label: string;
  preview?: string;
  kind?: string;
  /** As Markdown links to it. */
  link?: string;
}

/** What to put into a text in the place of what stands from `from` to `to`, and what is selected then. */
interface EditChange {
  from: number;
  to: number;
  words: string;
  start: number;
  end: number;
}

interface EditState {
  /** What would be undone; empty if nothing would. */
  undo: string;
  redo: string;
  /** The files that were changed since the last version. */
  changed?: string[];
  git?: boolean;
  remote?: boolean;
  proposed?: string;
  problems?: EditMistake[];
  many?: number;
}

interface EditMistake {
  /** All that is known of it, if it is only on the page. */
  words?: string;
  file?: string;
  line?: number;
  found?: string;
  fix?: string;
  severity?: string;
  kind?: string;
  path?: (string | number)[];
  label?: string;
  mark?: string;
}

interface EditCopy {
  copy: string;
  when: string;
  /** What was done just before. */
  said?: string;
}

/** Words of one paragraph, and those before them in it. */
interface EditChoice {
  words: string;
  before: string;
}

interface EditAsking {
  get(what: string, asked?: Record<string, string>): Promise<EditAnswer>;
  post(what: string, body?: Record<string, unknown>): Promise<EditAnswer>;
  upload(name: string, data: Blob): Promise<EditAnswer>;
  way(): string;
  addressOf(there: string): string;
  drafts: {
    read(key: string): EditDraft | null;
    keep(key: string, draft: EditDraft): void;
    drop(key: string): void;
    all(): EditDraft[];
  };
}

interface EditFinder {
  box(
    kind: () => string,
    label: string,
    choose: (found: EditFound) => void,
    asTyped?: boolean,
  ): { whole: HTMLElement; input: HTMLInputElement };
  field: EditMake;
}

interface EditProse {
  surrounded(text: string, start: number, end: number, mark: string): EditChange;
  listed(text: string, start: number, end: number): EditChange;
  field: EditMake;
}

/** Which files a course can have: how their names end, by kind; bytes at most, and of a picture that is heavy. */
interface EditUploads {
  endings: Record<string, string[]>;
  most: number;
  heavy: number;
}

interface EditFiles {
  knows(what: EditUploads | undefined): void;
  markdown(file: { name: string; kind: string }, words: string, credit: string): string;
  placed(text: string, at: number, words: string, inline: boolean): EditChange;
  box(
    given: File | null,
    put: (words: string, inline: boolean) => void,
    close: () => void,
  ): { whole: HTMLElement; first: HTMLElement };
  brought(data: DataTransfer | null): File | null;
  drop(now: Record<string, EditValue>, before: Record<string, EditValue>): void;
}

interface EditFields {
  parsed(html: string): Node[];
  empty(value: unknown): boolean;
  group(fields: EditField[], values: Record<string, EditValue>, changed: () => void): EditGroup;
  told(problem: EditProblem, rewrite?: (words: string) => void): HTMLElement;
  proposed(problem: { found: string; fix: string }): string;
  inForm(fix: string): string;
}

interface EditDock {
  /** Below the page: what can be done. */
  doing: HTMLElement;
  open(name: string, body: (Node | string)[], left?: () => void): void;
  close(): void;
  uncover(about: Element | Range): void;
  say(words: string, ...acts: [name: string, act: () => void][]): void;
  sayAfter(words: string, thing: EditTask | null, undone?: boolean): void;
  after(): { words: string; thing: EditTask | null; undone: boolean } | null;
}

interface EditForm {
  open(task: EditTask): Promise<void>;
  again(): void;
  whenSaved(act: (said: string) => void): void;
  slug(words: string): string;
}

interface EditWords {
  prefix(choice: EditChoice, paragraphs: string[]): string;
  offer(on: boolean, page: EditPage): void;
  fill(name: string, control: HTMLTextAreaElement): void;
}

interface EditHistory {
  undo(): void;
  redo(): void;
  state(): Promise<EditState | null>;
  history(files: string[], file?: string): void;
  version(): void;
  publish(): void;
  watch(told: (state: EditState) => void): void;
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
  respondWith(answer: Response | Promise<Response>): void;
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
