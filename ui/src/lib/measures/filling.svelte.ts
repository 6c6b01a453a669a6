// A measure while it is being answered, on a worker's screen or on the one they look at together: one draft, so that
// turning the screen round, a lock or a crash loses no answer. Which questions are asked, and what answers come to, is
// worked out in one place, and that is not here.
import { FormDraft, formKey, savedElsewhere } from "$lib/autosave/index.svelte";
import { BackendError, call } from "$lib/backend";
import { readDecimal } from "$lib/fields/decimal";
import type { Answer, Filled, MeasureView, Question, Scored } from "$lib/generated/commands";
import { toIsoDate } from "$lib/i18n/format";
import { sayError } from "$lib/records";

interface Said {
  score: number | null;
  words: string;
}

interface Answers {
  code: string | null;
  version: number;
  on: string | null;
  filled: Filled | null;
  said: Record<string, Said>;
  /** A score that was worked out elsewhere, as it is typed. */
  score: string;
  words: string;
}

const NOTHING: Said = { score: null, words: "" };

export class Filling {
  readonly person: string;
  readonly draft: string;
  measures = $state.raw<MeasureView[]>([]);
  error = $state.raw<BackendError | null>(null);
  scored = $state.raw<Scored | null>(null);
  busy = $state(false);
  private readonly form: FormDraft<Answers>;
  private asked = 0;

  constructor(person: string) {
    this.person = person;
    this.draft = formKey(person, "measure");
    const blank = {
      code: null,
      version: 0,
      on: toIsoDate(new Date()),
      filled: null,
      said: {},
      score: "",
      words: "",
    };
    this.form = new FormDraft<Answers>(this.draft, blank);
  }

  get value(): Answers {
    return this.form.value;
  }

  /** The measure that is being asked; null before one is chosen. */
  get view(): MeasureView | null {
    const { code, version } = this.value;
    return this.measures.find(({ measure }) => measure.code === code && measure.version === version) ?? null;
  }

  /** The questions that are asked as far as it has got, in order. */
  get questions(): Question[] {
    const all = this.view?.measure.questions ?? [];
    const scored = this.scored;
    if (!scored) return [];
    return all.filter((question) => scored.answered.some((answered) => answered.question === question.id));
  }

  said(question: string): Said {
    return this.value.said[question] ?? NOTHING;
  }

  async load(): Promise<void> {
    try {
      this.measures = await call("measures", {});
      this.error = null;
    } catch (thrown) {
      this.error = BackendError.from(thrown);
    }
    await this.weigh();
  }

  async choose(code: string | null): Promise<void> {
    const chosen = this.measures.find(({ measure }) => measure.code === code);
    this.form.write({
      ...this.value,
      code: chosen?.measure.code ?? null,
      version: chosen?.measure.version ?? 0,
      said: {},
      score: "",
    });
    await this.weigh();
  }

  async say(question: string, part: Partial<Said>): Promise<void> {
    const said = { ...this.value.said, [question]: { ...this.said(question), ...part } };
    this.form.write({ ...this.value, said });
    if (part.score !== undefined) await this.weigh();
  }

  write(part: Partial<Pick<Answers, "on" | "filled" | "score" | "words">>): void {
    this.form.write({ ...this.value, ...part });
  }

  /** Whether there is anything to write down. */
  get hasAnswer(): boolean {
    const said = Object.values(this.value.said).some(
      ({ score, words }) => score !== null || words.trim() !== "",
    );
    return said || this.value.score.trim() !== "";
  }

  /** True once it is written down; what went wrong has been said. */
  async save(): Promise<boolean> {
    const { code, version, on, filled, score, words } = this.value;
    const total = readDecimal(score);
    if (!code || !on || !filled || !this.hasAnswer || total === undefined || this.busy) return false;
    this.busy = true;
    try {
      const { saved_at } = await call("record_measure", {
        person: this.person,
        measure: code,
        version,
        on,
        filled,
        answers: this.answers(),
        score: total,
        words: words.trim(),
      });
      savedElsewhere(saved_at);
      await this.form.done();
      this.scored = null;
      return true;
    } catch (thrown) {
      sayError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  private answers(): Answer[] {
    return Object.entries(this.value.said).map(([question, { score, words }]) => ({
      question,
      score,
      words,
    }));
  }

  private async weigh(): Promise<void> {
    const mine = ++this.asked;
    const { code, version } = this.value;
    if (!code || !this.view) {
      this.scored = null;
      return;
    }
    try {
      const scored = await call("score", { measure: code, version, answers: this.answers() });
      if (mine === this.asked) this.scored = scored;
    } catch (thrown) {
      sayError(thrown);
    }
  }
}
