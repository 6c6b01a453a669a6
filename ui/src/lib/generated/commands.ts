// Generated from the Rust types by `cargo xtask bindings`; a test keeps it fresh. Do not edit.

/**
 * The standard's *About me*: all free text, the person's own voice.
 */
export type AboutMe = { 
/**
 * Its id.
 */
id: AboutMeId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * Their story, as they tell it.
 */
story: Text, 
/**
 * What is most important to me.
 */
important_to_me: Text, 
/**
 * People who are important to me.
 */
people_important_to_me: Text, 
/**
 * How I communicate and how to communicate with me.
 */
how_to_communicate: Text, 
/**
 * My wellness.
 */
wellness: Text, 
/**
 * Please do.
 */
please_do: Text, 
/**
 * Please don't.
 */
please_dont: Text, 
/**
 * How and when to support me.
 */
how_to_support_me: Text, 
/**
 * Also worth knowing about me.
 */
also_worth_knowing: Text, 
/**
 * Supported to write this by.
 */
supported_to_write_by: Text, 
/**
 * Where a recording or picture about them is kept.
 */
media: Text, 
/**
 * When it was written.
 */
written_on: string | null, };

/**
 * What a person wrote, or had written, about themself. The same bytes as the person's id.
 */
export type AboutMeId = string;

/**
 * About this app.
 */
export type AboutView = { 
/**
 * Version.
 */
version: string, 
/**
 * Where the records are kept.
 */
data_folder: string, 
/**
 * The cipher that answers for the open file.
 */
cipher: string, 
/**
 * Licences of what is inside, as Markdown.
 */
licences: string, };

/**
 * The code that the other organisation's worker read out.
 */
export type AcceptSharingRequest = { 
/**
 * As typed.
 */
code: string, };

/**
 * Something somebody will do.
 */
export type Action = { 
/**
 * Its id.
 */
id: ActionId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose plan.
 */
person: PersonId, 
/**
 * For which goal, if one.
 */
goal: GoalId | null, 
/**
 * What will be done.
 */
what: Text, 
/**
 * Who does it.
 */
who: Who | null, 
/**
 * Their name, if someone else.
 */
who_name: Text, 
/**
 * By which day.
 */
due_on: string | null, 
/**
 * When, in words: "Tuesdays", "after the clocks change".
 */
when_words: Text, 
/**
 * How confident the person feels about it, 1 to 10.
 */
confidence: OneToTen | null, 
/**
 * What might get in the way, and what to do then.
 */
in_the_way: Text, 
/**
 * Strengths it builds on.
 */
strengths: Array<StrengthId>, 
/**
 * How it stands.
 */
status: Status | null, 
/**
 * When it was done.
 */
done_on: string | null, 
/**
 * What came of it.
 */
outcome: Text, 
/**
 * When to look at it again.
 */
review_on: string | null, 
/**
 * Order on the page, smallest first.
 */
position: number | null, };

/**
 * Something somebody will do.
 */
export type ActionId = string;

/**
 * A line of the activity page.
 */
export type ActivityLine = { 
/**
 * When.
 */
at: Moment, 
/**
 * What.
 */
what: Moved, };

/**
 * Adds a live list.
 */
export type AddFeedRequest = { 
/**
 * Its address, as it was pasted.
 */
address: string, 
/**
 * What to call it; its server's name if left blank.
 */
name: string, };

/**
 * Adds a record.
 */
export type AddRequest = { 
/**
 * Of which kind.
 */
kind: Kind, 
/**
 * Its fields by name; what is left out stays blank.
 */
fields: Record<string, unknown>, };

/**
 * A record was added.
 */
export type AddedView = { 
/**
 * Its id.
 */
id: string, 
/**
 * When it was durably saved.
 */
saved_at: Moment, };

/**
 * An address: up to five lines and a postcode.
 */
export type Address = { 
/**
 * Lines 1 to 5.
 */
lines: Array<string>, 
/**
 * The postcode as typed.
 */
postcode: string, 
/**
 * What sort of address: home, temporary, correspondence... in words.
 */
kind: string, };

/**
 * Whether something was agreed to.
 */
export type Agreed = "yes" | "partly" | "no";

/**
 * Whether the plan was agreed, with whom, and when it is looked at again. Disagreement is recorded as carefully as agreement.
 */
export type Agreement = { 
/**
 * Its id.
 */
id: AgreementId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose plan.
 */
person: PersonId, 
/**
 * On which day.
 */
on: string | null, 
/**
 * Agreed or not.
 */
agreed: Agreed | null, 
/**
 * What was not agreed, and why.
 */
because: Text, 
/**
 * With whom, if not the person.
 */
with_name: Text, 
/**
 * What they are to the person.
 */
with_role: Text, 
/**
 * When the plan is looked at again.
 */
review_on: string | null, 
/**
 * Who sees to that.
 */
review_by: Text, 
/**
 * Who pays, where it matters.
 */
funding: Text, };

/**
 * Whether a plan was agreed, and with whom.
 */
export type AgreementId = string;

/**
 * Which services are looked through instead of the whole directory.
 */
export type AmongRequest = { "is": "favourites" } | { "is": "lately" } | { "is": "collection", 
/**
 * Which.
 */
id: CollectionId, };

/**
 * One answer. Neither a number nor words is a question left out.
 */
export type Answer = { 
/**
 * The question's name.
 */
question: string, 
/**
 * The point or choice.
 */
score: number | null, 
/**
 * In words.
 */
words: string, };

/**
 * An answer to choose.
 */
export type AnswerChoice = { 
/**
 * The number it counts as.
 */
score: number, 
/**
 * As it is read out.
 */
words: string, };

/**
 * What is answered to who asks to be let in.
 */
export type AnswerInvitationRequest = { 
/**
 * Yes or no.
 */
admit: boolean, };

/**
 * Whether the other side is who it says.
 */
export type AnswerSharingRequest = { 
/**
 * Yes or no.
 */
is_them: boolean, };

/**
 * One question as it was answered.
 */
export type Answered = { 
/**
 * The question's name.
 */
question: string, 
/**
 * The point or choice; nothing if it was left out, or asks for words.
 */
score: number | null, 
/**
 * The words of the choice or of the answer; empty if it was left out.
 */
words: string, 
/**
 * The official band it falls in; empty if there is none.
 */
band: string, 
/**
 * It should have been answered and was not.
 */
missing: boolean, };

/**
 * People, services and everything else at once, for the palette.
 */
export type AnythingView = { 
/**
 * People.
 */
people: Array<PersonLine>, 
/**
 * Services.
 */
services: Array<ServiceLine>, 
/**
 * Everything else.
 */
things: Array<ThingLine>, 
/**
 * Collections of services.
 */
collections: Array<CollectionLine>, };

/**
 * An error as the interface receives it.
 */
export type AppError = { 
/**
 * What went wrong.
 */
code: ErrorCode, 
/**
 * The field it is about.
 */
field: string | null, 
/**
 * The rule it broke.
 */
rule: Rule | null, 
/**
 * For the log and for help; never personal data, never shown as it is.
 */
detail: string, };

/**
 * Something in the diary that is not with a person supported: a team meeting, supervision, an hour at a surgery.
 */
export type Appointment = { 
/**
 * Its id.
 */
id: AppointmentId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * In whose diary, by name.
 */
worker: Text, 
/**
 * On which day.
 */
on: string | null, 
/**
 * At what time, on the clock of the place.
 */
at: TimeOfDay | null, 
/**
 * How long, in minutes.
 */
minutes: number | null, 
/**
 * What it is.
 */
title: Text, 
/**
 * Where.
 */
place: Text, 
/**
 * How to get in.
 */
getting_in: Text, 
/**
 * Whether it took place.
 */
came: Came | null, 
/**
 * How it repeats: an iCalendar (RFC 5545) recurrence rule, or empty.
 */
repeats: Text, 
/**
 * On the way there and back, in minutes.
 */
travel_minutes: number | null, 
/**
 * Miles there and back.
 */
miles: number | null, 
/**
 * Anything else.
 */
note: Text, 
/**
 * Its number in the calendar that it came from.
 */
source_id: Text, };

/**
 * Something in the diary.
 */
export type AppointmentId = string;

/**
 * Arranges a time with a person, or an appointment; once, or again and again.
 */
export type ArrangeRequest = { 
/**
 * With whom; nothing for an appointment.
 */
person: PersonId | null, 
/**
 * On which day, the first.
 */
on: string, 
/**
 * At what time.
 */
at: TimeOfDay | null, 
/**
 * How long, in minutes.
 */
minutes: number | null, 
/**
 * How; of a time with a person.
 */
means: Means | null, 
/**
 * What it is; of an appointment.
 */
title: string, 
/**
 * Where.
 */
place: string, 
/**
 * How to get in.
 */
getting_in: string, 
/**
 * On the way there and back, in minutes.
 */
travel_minutes: number | null, 
/**
 * Miles there and back.
 */
miles: number | null, 
/**
 * A recurrence rule; empty for once.
 */
repeats: string, };

/**
 * What was arranged.
 */
export type ArrangedView = { 
/**
 * Ids, in time order: each time is a record of its own, to be moved, called off and written up alone.
 */
ids: Array<string>, 
/**
 * When it was saved.
 */
saved_at: Moment, };

/**
 * Someone to ask for.
 */
export type AskFor = { 
/**
 * Name.
 */
name: string, 
/**
 * What they do there.
 */
role: string, 
/**
 * Telephone numbers.
 */
phones: Array<string>, 
/**
 * E-mail.
 */
email: string, };

/**
 * How a question is answered.
 */
export type Asked = "scale" | "choice" | "words";

/**
 * A photograph or paper attached to a person. The bytes stand in encrypted chunks of their own; this says what they are.
 */
export type Attachment = { 
/**
 * Its id.
 */
id: AttachmentId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * The file's name.
 */
name: Text, 
/**
 * Its media type, as told from its bytes.
 */
media_type: Text, 
/**
 * Its size in bytes.
 */
size: number | null, 
/**
 * SHA-256 of its bytes, in hexadecimal.
 */
digest: Text, 
/**
 * How many chunks there are.
 */
chunks: number | null, 
/**
 * A small picture of it: PNG in base64, or empty.
 */
thumbnail: Text, 
/**
 * What it is, in words.
 */
note: Text, 
/**
 * Who added it.
 */
author: Text, 
/**
 * When it was added.
 */
written_at: Moment | null, };

/**
 * A photograph or paper attached to a person.
 */
export type AttachmentId = string;

/**
 * What is in a backup, read from it and checked.
 */
export type BackupPreviewView = { 
/**
 * Its name.
 */
name: string, 
/**
 * When it was made.
 */
at: Moment, 
/**
 * People in it.
 */
people: number, 
/**
 * Contacts in it.
 */
contacts: number, 
/**
 * Services in it.
 */
services: number, 
/**
 * Its last change.
 */
last_change: Moment | null, 
/**
 * People now, to compare.
 */
people_now: number, 
/**
 * Contacts now.
 */
contacts_now: number, };

/**
 * Names a backup.
 */
export type BackupRequest = { 
/**
 * Its name.
 */
name: string, };

/**
 * A backup.
 */
export type BackupView = { 
/**
 * Its name, to be given back to restore it.
 */
name: string, 
/**
 * When it was made.
 */
at: Moment, 
/**
 * Bytes.
 */
size: number, };

/**
 * A range of points with a name of its own.
 */
export type Band = { 
/**
 * The question's name; empty for the total.
 */
question: string, 
/**
 * From this point,
 */
least: number, 
/**
 * to this one.
 */
most: number, 
/**
 * What its owner calls it.
 */
words: string, };

/**
 * Which bank holiday.
 */
export type BankHoliday = "new_year" | "second_of_january" | "st_patrick" | "good_friday" | "easter_monday" | "early_may" | "spring" | "boyne" | "summer" | "st_andrew" | "christmas" | "boxing" | "once";

/**
 * Makes a conversation the beginning of somebody's record.
 */
export type BecomeRequest = { 
/**
 * Which conversation.
 */
conversation: ConversationId, 
/**
 * Who it was, if they are known already.
 */
person: PersonId | null, 
/**
 * A name, if not; what they were called at the drop-in if empty.
 */
name: string, };

/**
 * Begins an induction: all of its lines at once, with one undo.
 */
export type BeginInductionRequest = { 
/**
 * The lines, in order.
 */
lines: Array<InductionLine>, };

/**
 * Something in the bin.
 */
export type BinLine = { 
/**
 * Its kind.
 */
kind: Kind, 
/**
 * Its id.
 */
id: string, 
/**
 * What it was.
 */
title: string, 
/**
 * Whose it was, by name; empty for the directory.
 */
person: string, 
/**
 * When it was put there.
 */
archived: Moment, };

/**
 * Something that is to be talked about, or was.
 */
export type Brought = { 
/**
 * The words, and what came of it.
 */
reflection: Reflection, 
/**
 * What the person is called whom it is about; nothing if it is about nobody, or they are no longer here.
 */
called: string | null, 
/**
 * Where it came from, if that is still there.
 */
came_from: CameFrom | null, };

/**
 * Something of a calendar that does not come in.
 */
export type CalendarLeftView = { 
/**
 * What it is.
 */
title: string, 
/**
 * On which day it would begin.
 */
on: string | null, 
/**
 * Why.
 */
why: "no_day" | "other_clock" | "several_days" | "other_rule" | "too_often" | "called_off" | "too_many", 
/**
 * The clock or the rule, as the file has it.
 */
detail: string, };

/**
 * Names a calendar file.
 */
export type CalendarRequest = { 
/**
 * Its full name.
 */
path: string, };

/**
 * What a calendar that leaves may say. Calendars are shown on telephones, shared with families and kept by companies.
 */
export type CalendarSays = "busy" | "initials" | "everything";

/**
 * What was taken.
 */
export type CalendarTakenView = { 
/**
 * New in the diary.
 */
added: number, 
/**
 * Brought up to date.
 */
updated: number, 
/**
 * When it was saved.
 */
saved_at: Moment, };

/**
 * How a time of a calendar stands to the diary.
 */
export type CalendarTimeIs = "new" | "known" | "changed";

/**
 * A time of a calendar.
 */
export type CalendarTimeView = { 
/**
 * Its id there.
 */
source_id: string, 
/**
 * On which day.
 */
on: string, 
/**
 * At what time.
 */
at: TimeOfDay | null, 
/**
 * How long, in minutes.
 */
minutes: number | null, 
/**
 * What it is.
 */
title: string, 
/**
 * Where.
 */
place: string, 
/**
 * Marked private there: it is not taken unless it is asked for.
 */
private: boolean, 
/**
 * How it stands to the diary.
 */
is: CalendarTimeIs, 
/**
 * What stands in the diary at that time.
 */
clashes: Array<string>, };

/**
 * What a calendar holds, before anything is changed.
 */
export type CalendarView = { 
/**
 * From today on, in order of time.
 */
times: Array<CalendarTimeView>, 
/**
 * So many later ones are not shown: they come in another time.
 */
later: number, 
/**
 * So many are over, and are not offered.
 */
over: number, 
/**
 * So many go on for ever there: what they come to until a day is here.
 */
endless: number, 
/**
 * That day.
 */
endless_until: string, 
/**
 * What does not come in.
 */
left: Array<CalendarLeftView>, 
/**
 * How many of those there are in all.
 */
left_total: number, };

/**
 * What became of a contact.
 */
export type Came = "planned" | "happened" | "attempted" | "did_not_come" | "cancelled_by_person" | "cancelled_by_worker";

/**
 * Where something that is taken to supervision came from.
 */
export type CameFrom = { 
/**
 * A contact; else a task.
 */
is_contact: boolean, 
/**
 * Of which day.
 */
on: string | null, 
/**
 * How it begins, in its own words.
 */
words: string, };

/**
 * What a colleague has agreed to carry (role: 200 to 250 people in a year, full time).
 */
export type Capacity = { 
/**
 * Its id.
 */
id: CapacityId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Who, by name.
 */
worker: Text, 
/**
 * From which day it holds.
 */
from_on: string | null, 
/**
 * People at one time.
 */
open_at_once: number | null, 
/**
 * People in a year.
 */
in_a_year: number | null, 
/**
 * Hours in a week.
 */
hours_a_week: number | null, 
/**
 * Hours in a week of somebody full time.
 */
full_time_hours: number | null, 
/**
 * How much somebody counts for who needs little.
 */
weight_light: number | null, 
/**
 * How much somebody counts for who needs much.
 */
weight_intensive: number | null, 
/**
 * Anything else.
 */
note: Text, 
/**
 * On which day the worker told the team that it is too much. Nobody is told before they say so.
 */
told_on: string | null, 
/**
 * What they told the team.
 */
told_words: Text, };

/**
 * What a colleague has agreed to carry.
 */
export type CapacityId = string;

/**
 * How full the worker's hands are.
 */
export type CapacityView = { 
/**
 * Supported now.
 */
open: number, 
/**
 * People with a contact that happened this financial year.
 */
seen_this_year: number, 
/**
 * Agreed number in a year.
 */
agreed_number: number, 
/**
 * Waiting.
 */
waiting: number, 
/**
 * Days the longest wait has lasted.
 */
oldest_wait_days: number | null, };

/**
 * What somebody carries, as counted.
 */
export type Carried = { 
/**
 * People who are open, with how much each asks.
 */
light: number, 
/**
 * The usual, and those of whom nobody has said.
 */
usual: number, 
/**
 * Much.
 */
intensive: number, 
/**
 * People met in the year so far.
 */
met_this_year: number, 
/**
 * Minutes with and on the way to people in the last four weeks, drop-ins included.
 */
listening_minutes: number, 
/**
 * Contacts of those weeks that do not say how long they took: they count in no minutes.
 */
without_minutes: number, 
/**
 * People who came to be open in the last twelve weeks.
 */
begun: number, 
/**
 * People whose support ended in the last twelve weeks.
 */
ended: number, 
/**
 * Weekdays away in the year.
 */
away_this_year: number, 
/**
 * Weekdays away in the last four weeks.
 */
away_lately: number, };

/**
 * Asks to change the passphrase.
 */
export type ChangePassphraseRequest = { 
/**
 * The present one; not needed just after unlocking with the recovery code.
 */
current: string | null, 
/**
 * The new one.
 */
new: string, };

/**
 * Asks to change what a member may do.
 */
export type ChangeRoleRequest = { 
/**
 * The member's id.
 */
member: string, 
/**
 * What they may do from now on.
 */
role: RoleCode, };

/**
 * One change in the history of a record, newest first.
 */
export type ChangeView = { 
/**
 * When it was written.
 */
at: Moment, 
/**
 * Who wrote it.
 */
by: string, 
/**
 * What they did.
 */
did: Did, 
/**
 * Which field.
 */
field: string, 
/**
 * What it said before.
 */
before: unknown, 
/**
 * What it said after.
 */
after: unknown, };

/**
 * Sent after every change, so that what shows it is drawn again.
 */
export type ChangedEvent = { 
/**
 * Kinds of record that changed.
 */
kinds: Array<Kind>, };

/**
 * What came of checking a service.
 */
export type Checked = "right" | "changed" | "closed" | "no_answer";

/**
 * A check was written down.
 */
export type CheckedView = { 
/**
 * When it was durably saved.
 */
saved_at: Moment, 
/**
 * Everyone with an open connection to it, if it has closed: they must hear of it.
 */
people: Array<PersonLine>, };

/**
 * A Community Health Index number: its first six digits are a date of birth, day first.
 */
export type ChiNumber = string;

/**
 * Asks for a file or a folder to import.
 */
export type ChooseImportRequest = { 
/**
 * A folder of files.
 */
folder: boolean, };

/**
 * Says whose words stand, of those that are joined.
 */
export type ChooseSourceRequest = { 
/**
 * Any of the records.
 */
service: ServiceId, 
/**
 * Of which part; empty for all that is not chosen by itself.
 */
part: string, 
/**
 * The record whose words stand from now on; nothing for what leads.
 */
from: ServiceId | null, };

/**
 * Whose words stand in a part of a service that several sources name: see [`crate::one_service`].
 */
export type Chosen = { 
/**
 * The part, by the name of its first field; `places` for where it is.
 */
field: string, 
/**
 * The record whose words stand.
 */
service: ServiceId, };

/**
 * A file that was chosen, or nothing.
 */
export type ChosenView = { 
/**
 * Its full name.
 */
path: string | null, };

/**
 * *Individual requirements*, *Social context* and the short summary for the GP.
 */
export type Circumstances = { 
/**
 * Its id.
 */
id: CircumstancesId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * Reasonable adjustment flag, SNOMED CT 1108111000000107.
 */
adjustments_needed: boolean, 
/**
 * The adjustments, in words.
 */
adjustments: Text, 
/**
 * Support with communication (lip reading, a hearing loop, easy words).
 */
communication_support: Text, 
/**
 * A communication professional (BSL interpreter, deafblind guide).
 */
communication_professional: Text, 
/**
 * A particular way to be contacted because of a disability.
 */
contact_requirement: Text, 
/**
 * Information in a particular format (large print, easy read, audio).
 */
information_format: Text, 
/**
 * Impairment.
 */
impairment: Text, 
/**
 * Mobility.
 */
mobility: Text, 
/**
 * Any other requirement.
 */
other_requirements: Text, 
/**
 * Who lives in the household.
 */
household: Text, 
/**
 * Occupation.
 */
occupation: Text, 
/**
 * Education.
 */
education: Text, 
/**
 * Lifestyle.
 */
lifestyle: Text, 
/**
 * Smoking.
 */
smoking: Text, 
/**
 * Alcohol.
 */
alcohol: Text, 
/**
 * Drugs.
 */
drugs: Text, 
/**
 * Social circumstances.
 */
social_circumstances: Text, 
/**
 * How to get in: key safe, which door.
 */
getting_in: Text, 
/**
 * Who depends on them.
 */
dependants: Text, 
/**
 * Accommodation.
 */
accommodation: Text, 
/**
 * The home and what is around it.
 */
home_environment: Text, 
/**
 * Services and care they have already.
 */
services_and_care: Text, 
/**
 * Health problems they or the referrer mentioned.
 */
health: Text, 
/**
 * Pregnancy, where it matters to the support.
 */
pregnancy: Text, 
/**
 * A short summary for the GP or referrer, including what did not work.
 */
summary_for_gp: Text, };

/**
 * A person's circumstances and requirements. The same bytes as the person's id.
 */
export type CircumstancesId = string;

/**
 * An entry of a value list.
 */
export type Coded = { 
/**
 * The code.
 */
code: string, 
/**
 * What is shown.
 */
display: string, };

/**
 * A member of the team, as colleagues see them. The same bytes as their id in the team's roster, which holds no name.
 */
export type Colleague = { 
/**
 * Its id.
 */
id: ColleagueId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Their name.
 */
name: Text, 
/**
 * What they do: "Link worker, Riverside practices".
 */
about: Text, 
/**
 * A telephone number for colleagues.
 */
phone: Text, 
/**
 * An e-mail address for colleagues.
 */
email: Text, };

/**
 * What a colleague carries, as the team sees it: counts that their records say anyway, what was agreed, and what they chose to tell.
 * Nothing is weighed here and nobody is called full.
 */
export type ColleagueCarries = { 
/**
 * Who, by name.
 */
worker: string, 
/**
 * People open.
 */
open: number, 
/**
 * People who wait for them.
 */
waiting: number, 
/**
 * People met in the year so far.
 */
met_this_year: number, 
/**
 * People at one time, if that was agreed.
 */
open_at_once: number | null, 
/**
 * People in a year, if that was agreed.
 */
in_a_year: number | null, 
/**
 * Hours in a week, if they were said.
 */
hours_a_week: number | null, 
/**
 * On which day they told the team that it is too much.
 */
told_on: string | null, 
/**
 * What they told.
 */
told_words: string, };

/**
 * A member of the team. The same bytes as their id in the team's roster.
 */
export type ColleagueId = string;

/**
 * Puts a service into a collection, or takes it out.
 */
export type CollectRequest = { 
/**
 * Which collection.
 */
collection: CollectionId, 
/**
 * Which service.
 */
service: ServiceId, 
/**
 * Whether it shall be in it.
 */
put_in: boolean, };

/**
 * Services kept together under a name.
 */
export type CollectionId = string;

/**
 * A collection in a list.
 */
export type CollectionLine = { 
/**
 * Id.
 */
id: CollectionId, 
/**
 * What it is called.
 */
name: string, 
/**
 * Whom or what it is for.
 */
about: string, 
/**
 * How many services are in it.
 */
services: number, };

/**
 * Columns chosen for a table.
 */
export type ColumnChoiceId = string;

/**
 * Asks to come back to a team after every laptop was lost.
 */
export type ComeBackRequest = { 
/**
 * The server's address, as typed.
 */
server: string, 
/**
 * The recovery code of a lost laptop, as typed.
 */
code: string, 
/**
 * What this laptop is called.
 */
laptop: string, };

/**
 * Names a contact.
 */
export type ComeOutRequest = { 
/**
 * Which.
 */
contact: ContactId, };

/**
 * A talk, a stall, a meeting with those who refer: the outreach part of the role.
 */
export type CommunityEvent = { 
/**
 * Its id.
 */
id: CommunityEventId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * On which day.
 */
on: string | null, 
/**
 * At what time.
 */
at: TimeOfDay | null, 
/**
 * How long, in minutes.
 */
minutes: number | null, 
/**
 * What it was.
 */
title: Text, 
/**
 * Where.
 */
place: Text, 
/**
 * With which organisation.
 */
organisation: Text, 
/**
 * Who goes, by name.
 */
worker: Text, 
/**
 * Who was there.
 */
audience: Text, 
/**
 * How many were reached.
 */
reached: number | null, 
/**
 * What came of it.
 */
note: Text, };

/**
 * A talk or event.
 */
export type CommunityEventId = string;

/**
 * Connects a person to a service.
 */
export type ConnectRequest = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * Which service; nothing if it is not in the directory.
 */
service: ServiceId | null, 
/**
 * The service's name, or what was looked for.
 */
service_name: string, 
/**
 * For which need.
 */
need: NeedId | null, 
/**
 * For which goal.
 */
goal: GoalId | null, 
/**
 * Signposted or referred.
 */
link: Link | null, 
/**
 * Where it has got to.
 */
reached: Reached, };

/**
 * A person connected to a service.
 */
export type Connection = { 
/**
 * Its id.
 */
id: ConnectionId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Who.
 */
person: PersonId, 
/**
 * Which service; empty if it is not in the directory.
 */
service: ServiceId | null, 
/**
 * The service's name when it was chosen, or what was looked for.
 */
service_name: Text, 
/**
 * For which need.
 */
need: NeedId | null, 
/**
 * For which goal.
 */
goal: GoalId | null, 
/**
 * Signposted or referred.
 */
link: Link | null, 
/**
 * Where it has got to.
 */
reached: Reached | null, 
/**
 * Why it did not happen.
 */
why_not: WhyNot | null, 
/**
 * Why it did not happen, in words.
 */
why_not_words: Text, 
/**
 * How it went, in the person's words.
 */
how_it_went: Text, 
/**
 * Since when it has been where it is.
 */
since: string | null, 
/**
 * What would help them to get there: a first visit together, a lift.
 */
support: Text, };

/**
 * One change in a connection: added to, never changed, so that its course can be read.
 */
export type ConnectionEvent = { 
/**
 * Its id.
 */
id: ConnectionEventId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Who.
 */
person: PersonId, 
/**
 * Which connection.
 */
connection: ConnectionId, 
/**
 * Where it got to.
 */
reached: Reached | null, 
/**
 * Why it did not happen.
 */
why_not: WhyNot | null, 
/**
 * In words.
 */
words: Text, 
/**
 * On which day.
 */
on: string | null, 
/**
 * Who wrote it.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * One change in a connection.
 */
export type ConnectionEventId = string;

/**
 * A person connected to a service.
 */
export type ConnectionId = string;

/**
 * A consent. The legal basis of care is care itself; this records what the person was told and chose.
 */
export type Consent = { 
/**
 * Its id.
 */
id: ConsentId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * To what: sharing information, being contacted, a story.
 */
about: Text, 
/**
 * With whom it is shared.
 */
with_whom: Text, 
/**
 * Given or not.
 */
given: Given | null, 
/**
 * In their words, or why it was not sought, or the best-interests note.
 */
words: Text, 
/**
 * On which day.
 */
on: string | null, 
/**
 * Until when.
 */
until: string | null, };

/**
 * A consent, given or not.
 */
export type ConsentId = string;

/**
 * A contact. Attempted ones count. It is amended, never overwritten: what it said before stays in its history.
 */
export type Contact = { 
/**
 * Its id.
 */
id: ContactId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * With whom.
 */
person: PersonId, 
/**
 * On which day.
 */
on: string | null, 
/**
 * At what time, on the clock of the place.
 */
at: TimeOfDay | null, 
/**
 * How.
 */
means: Means | null, 
/**
 * Whether it happened.
 */
came: Came | null, 
/**
 * How long, in minutes.
 */
minutes: number | null, 
/**
 * Where.
 */
place: Text, 
/**
 * Where, as a code (code list `location_type`).
 */
place_code: Text, 
/**
 * Who was there.
 */
present: Text, 
/**
 * What was said and done.
 */
note: Text, 
/**
 * What was agreed for next time.
 */
agreed_next: Text, 
/**
 * Worker's own note; never shown or given to the person by the app.
 */
worker_note: Text, 
/**
 * Who wrote it.
 */
author: Text, 
/**
 * When it was written (not when it was sent).
 */
written_at: Moment | null, 
/**
 * In whose diary it stands, by name; its author's if not said.
 */
worker: Text, 
/**
 * How to get in, where it is not at home.
 */
getting_in: Text, 
/**
 * On the way there and back, in minutes.
 */
travel_minutes: number | null, 
/**
 * Miles there and back.
 */
miles: number | null, 
/**
 * How it repeats: an iCalendar (RFC 5545) recurrence rule, or empty.
 */
repeats: Text, 
/**
 * Lone working: when the worker should be out again.
 */
out_by: Moment | null, 
/**
 * Who is told if they are not: name and number.
 */
buddy: Text, 
/**
 * When the worker went in.
 */
went_in_at: Moment | null, 
/**
 * When the worker said that they are safe.
 */
safe_at: Moment | null, 
/**
 * Its number in the calendar that it came from.
 */
source_id: Text, };

/**
 * Anything that happened with or around a person.
 */
export type ContactId = string;

/**
 * Asks for older contacts.
 */
export type ContactsRequest = { 
/**
 * Whose.
 */
person: PersonId, 
/**
 * How many have been shown.
 */
offset: number, 
/**
 * At most so many more.
 */
limit: number, };

/**
 * A conversation at a drop-in: one line.
 */
export type Conversation = { 
/**
 * Its id.
 */
id: ConversationId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * At which drop-in.
 */
drop_in: DropInId, 
/**
 * At what time.
 */
at: TimeOfDay | null, 
/**
 * What to call them, if they said.
 */
called: Text, 
/**
 * What they need (codes of our own short list).
 */
needs: Array<string>, 
/**
 * What it was about.
 */
words: Text, 
/**
 * What they were told about.
 */
services: Array<ServiceGiven>, 
/**
 * How long, in minutes.
 */
minutes: number | null, 
/**
 * Who they are or became among the people supported.
 */
became: PersonId | null, 
/**
 * Who wrote it.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * A conversation at a drop-in.
 */
export type ConversationId = string;

/**
 * What is to be told of one service.
 */
export type CorrectedServiceView = { 
/**
 * Which.
 */
id: ServiceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Its id in the source.
 */
source_id: string, 
/**
 * What differs and was not told.
 */
corrections: Array<CorrectionView>, 
/**
 * What was found in words and not told.
 */
found: Array<FoundView>, 
/**
 * When the source was last told of it.
 */
told: ToldView | null, };

/**
 * A field in which the source is wrong.
 */
export type CorrectionView = { 
/**
 * What to name it by when it is told.
 */
key: string, 
/**
 * Which of its places, by name or postcode; nothing for the service itself.
 */
place: string | null, 
/**
 * The field.
 */
field: string, 
/**
 * What the source says; null if nothing.
 */
said: unknown, 
/**
 * What is right.
 */
right: unknown, 
/**
 * Who corrected it.
 */
by: string, 
/**
 * When.
 */
at: Moment, };

/**
 * Asks what is still to be told.
 */
export type CorrectionsRequest = { 
/**
 * Of one service, told or not; of all that have something untold if not given.
 */
service: ServiceId | null, };

/**
 * What something costs.
 */
export type Cost = { 
/**
 * For whom: "Under 18s".
 */
option: string, 
/**
 * Pounds; nothing if only words are known.
 */
amount: number | null, 
/**
 * "per session".
 */
words: string, };

/**
 * Something learned.
 */
export type CpdEntry = { 
/**
 * Its id.
 */
id: CpdEntryId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * On which day.
 */
on: string | null, 
/**
 * What it was.
 */
title: Text, 
/**
 * With whom, where.
 */
provider: Text, 
/**
 * Hours.
 */
hours: number | null, 
/**
 * What was learned.
 */
learned: Text, 
/**
 * What is done otherwise since.
 */
changed: Text, 
/**
 * Where the evidence is.
 */
evidence: Text, 
/**
 * Headings of the competency framework, in the worker's own words.
 */
headings: Array<string>, };

/**
 * Something learned.
 */
export type CpdEntryId = string;

/**
 * Asks for a new vault.
 */
export type CreateVaultRequest = { 
/**
 * The passphrase.
 */
passphrase: string, 
/**
 * The link worker's name.
 */
name: string, };

/**
 * A part of the day on paper that can be left off.
 */
export type DayPart = "careful" | "place" | "getting_in" | "communicate" | "phone" | "said" | "bring";

/**
 * Asks for a day as it would stand on paper.
 */
export type DaySheetRequest = { 
/**
 * Which day.
 */
on: string, 
/**
 * Names whole, and not as initials.
 */
names: boolean, 
/**
 * What is left off.
 */
leave_off: Array<DayPart>, 
/**
 * How it is laid out.
 */
layout: PaperLayout, };

/**
 * A day as it would stand on paper.
 */
export type DaySheetView = { 
/**
 * Which day.
 */
on: string, 
/**
 * In order of time.
 */
stops: Array<DayStopView>, };

/**
 * One time of the day, with exactly what stands on paper.
 */
export type DayStopView = { 
/**
 * Id of the contact or the appointment.
 */
id: string, 
/**
 * From.
 */
at: TimeOfDay | null, 
/**
 * Until.
 */
until: TimeOfDay | null, 
/**
 * With whom, or what it is.
 */
who: string, 
/**
 * With a person.
 */
person: boolean, 
/**
 * How.
 */
means: Means | null, 
/**
 * What to know before the door.
 */
careful: Array<string>, 
/**
 * Where.
 */
place: string, 
/**
 * How to get in.
 */
getting_in: string, 
/**
 * How to communicate.
 */
communicate: string, 
/**
 * The number to ring.
 */
phone: string, 
/**
 * What was agreed last.
 */
said: string, 
/**
 * When that was.
 */
said_on: string | null, 
/**
 * What to bring, or to have done.
 */
bring: Array<string>, };

/**
 * Decides about a referral.
 */
export type DecideRequest = { 
/**
 * Which.
 */
referral: ReferralId, 
/**
 * What.
 */
decision: Decision, 
/**
 * On which day; today if not said.
 */
on: string | null, 
/**
 * Accepted: begin now, or wait.
 */
standing: Standing | null, 
/**
 * Why it is declined.
 */
why_declined: WhyDeclined | null, 
/**
 * In words; what more is asked for.
 */
words: string, 
/**
 * What is offered instead.
 */
offered_instead: string, 
/**
 * To whom it is passed on.
 */
passed_to: string, };

/**
 * What was decided about a referral.
 */
export type Decision = "accepted" | "asked_for_more" | "passed_on" | "declined";

/**
 * One time in the diary: a visit or call with a person, or an appointment.
 */
export type DiaryLine = { 
/**
 * Id of the contact or the appointment.
 */
id: string, 
/**
 * On which day.
 */
on: string, 
/**
 * At what time.
 */
at: TimeOfDay | null, 
/**
 * With a person.
 */
visit: VisitView | null, 
/**
 * Not with a person.
 */
appointment: Appointment | null, 
/**
 * What it overlaps with, the way there and back counted.
 */
clashes: Array<string>, 
/**
 * Whose time it is, is away then.
 */
away: LeaveId | null, 
/**
 * For whom they cover then.
 */
covers: Array<string>, };

/**
 * Asks for a part of the diary.
 */
export type DiaryRequest = { 
/**
 * From this day.
 */
from: string, 
/**
 * To this day, included; at most 92 days on.
 */
until: string, 
/**
 * Everybody's, not only one's own.
 */
everyone: boolean, };

/**
 * A part of the diary.
 */
export type DiaryView = { 
/**
 * Today.
 */
today: string, 
/**
 * In time order; of each day first what has a time.
 */
lines: Array<DiaryLine>, 
/**
 * Who is away on some of these days.
 */
away: Array<Leave>, 
/**
 * Minutes on the way.
 */
travel_minutes: number, 
/**
 * Miles.
 */
miles: number, };

/**
 * What somebody did, to what.
 */
export type Did = { 
/**
 * What.
 */
verb: Verb, 
/**
 * To which kind of record.
 */
kind: Kind | null, 
/**
 * To which field.
 */
field: string | null, };

/**
 * A difference to look at.
 */
export type DifferenceView = { 
/**
 * Names it in a request.
 */
key: string, 
/**
 * The kind of record.
 */
kind: Kind, 
/**
 * The record.
 */
record: string, 
/**
 * Whose record it is.
 */
person: PersonId | null, 
/**
 * What to call that person.
 */
person_name: string, 
/**
 * What the record is called.
 */
title: string, 
/**
 * Which field; `archived` when one put it in the bin while the other wrote in it.
 */
field: string, 
/**
 * What the record holds now.
 */
now: SideView, 
/**
 * What somebody else wrote.
 */
other: SideView, };

/**
 * What speaks against a service, or is not known.
 */
export type DoubtView = { "is": "place_unknown" } | { "is": "stairs_unknown" } | { "is": "may_be_a_group" } | { "is": "language_unknown" } | { "is": "age_unknown" } | { "is": "age", 
/**
 * Youngest.
 */
from: number | null, 
/**
 * Oldest.
 */
until: number | null, } | { "is": "days_unknown" } | { "is": "other_days" } | { "is": "tried_before", 
/**
 * Where it got to.
 */
reached: Reached | null, 
/**
 * Why it did not happen.
 */
why_not: WhyNot | null, } | { "is": "closed" } | { "is": "gone_from_list", 
/**
 * Since when.
 */
since: string, } | { "is": "waiting", 
/**
 * How long, in words.
 */
words: string, } | { "is": "not_checked_since", 
/**
 * Since when.
 */
on: string, } | { "is": "never_checked" };

/**
 * Names a draft.
 */
export type DraftRequest = { 
/**
 * `kind/id/field`.
 */
key: string, };

/**
 * A text that was being typed when the vault closed.
 */
export type DraftView = { 
/**
 * `kind/id/field`.
 */
key: string, 
/**
 * The text.
 */
text: string, 
/**
 * Where the cursor was.
 */
cursor: number, 
/**
 * The route of the screen.
 */
route: string, 
/**
 * When it was saved.
 */
saved_at: Moment, };

/**
 * A drop-in: one place, one time.
 */
export type DropIn = { 
/**
 * Its id.
 */
id: DropInId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * On which day.
 */
on: string | null, 
/**
 * From.
 */
starts_at: TimeOfDay | null, 
/**
 * Until.
 */
ends_at: TimeOfDay | null, 
/**
 * Where.
 */
place: Text, 
/**
 * Who was there for the team, by name.
 */
workers: Text, 
/**
 * People who came, counted at the door; nothing if nobody counted.
 */
head_count: number | null, 
/**
 * Anything else.
 */
note: Text, };

/**
 * A drop-in.
 */
export type DropInId = string;

/**
 * A drop-in in a list.
 */
export type DropInLine = { 
/**
 * Which.
 */
drop_in: DropIn, 
/**
 * Conversations.
 */
conversations: number, 
/**
 * Their minutes together, where they were written down.
 */
minutes: number, };

/**
 * Names a drop-in.
 */
export type DropInRequest = { 
/**
 * Id.
 */
id: DropInId, };

/**
 * A drop-in with all of it.
 */
export type DropInView = { 
/**
 * Which.
 */
drop_in: DropIn, 
/**
 * In the order in which they were written.
 */
conversations: Array<Conversation>, 
/**
 * Those who are or became people supported.
 */
people: Array<PersonLine>, 
/**
 * Minutes together.
 */
minutes: number, 
/**
 * In how many conversations minutes were written down.
 */
with_minutes: number, 
/**
 * Needs, the most frequent first.
 */
needs: Array<Tally>, 
/**
 * Services given, the most frequent first.
 */
services: Array<Tally>, };

/**
 * Something of somebody's that is due.
 */
export type DueView = { 
/**
 * Whose.
 */
person: PersonLine, 
/**
 * The action; nothing for a review of the plan.
 */
action: Action | null, 
/**
 * What is to be reviewed, in words; empty for an action.
 */
review: string, 
/**
 * When it is due.
 */
due_on: string, };

/**
 * Asks who might be the same person as somebody who is typed or imported.
 */
export type DuplicatesRequest = { 
/**
 * Name as typed so far.
 */
name: string, 
/**
 * Date of birth.
 */
date_of_birth?: string | null, 
/**
 * NHS number, as typed.
 */
nhs_number?: string | null, 
/**
 * Postcode.
 */
postcode?: string | null, 
/**
 * Telephone.
 */
phone?: string | null, 
/**
 * Not this one, and nobody who was said to be another.
 */
except: PersonId | null, };

/**
 * Changes several fields at once: one change, one undo (a practice's code, name and address; done, and when).
 */
export type EditFieldsRequest = { 
/**
 * Of which kind of record.
 */
kind: Kind, 
/**
 * Its id.
 */
id: string, 
/**
 * The new values by field name.
 */
fields: Record<string, unknown>, };

/**
 * Changes one field.
 */
export type EditRequest = { 
/**
 * Of which kind of record.
 */
kind: Kind, 
/**
 * Its id.
 */
id: string, 
/**
 * The field's name.
 */
field: string, 
/**
 * Its new value; null for nothing.
 */
value: unknown, };

/**
 * Ends it.
 */
export type EndSharingRequest = { 
/**
 * Who is not to be shared any more.
 */
person: PersonId, 
/**
 * Whether the person withdrew their consent.
 */
is_withdrawn: boolean, 
/**
 * Why, in a few words.
 */
words: string, };

/**
 * How a time of support ended.
 */
export type Ending = "finished" | "other_support" | "wished_to_stop" | "moved_away" | "lost_touch" | "died" | "other";

/**
 * A time of support: from being asked for, or from the first conversation, to its end. SNOMED CT 871731000000106 is meant once for each.
 */
export type Episode = { 
/**
 * Its id.
 */
id: EpisodeId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * When it began: the day the referral came, or of the first conversation.
 */
began_on: string | null, 
/**
 * Where it stands. The person's own standing is that of their newest episode.
 */
standing: Standing | null, 
/**
 * Since when.
 */
standing_since: string | null, 
/**
 * Who supports them, by name.
 */
worker: Text, 
/**
 * Paused until about when.
 */
paused_until: string | null, 
/**
 * How it ended.
 */
ending: Ending | null, 
/**
 * How it ended, in words: the person's own where they gave them.
 */
ending_words: Text, 
/**
 * Whether they agreed that it ends.
 */
ending_agreed: Agreed | null, 
/**
 * How they may come back: the door that is left open.
 */
door_open: Text, 
/**
 * When they were rung to say that they have been heard of and what to expect.
 */
welcomed_on: string | null, 
/**
 * What was said then.
 */
welcome_words: Text, 
/**
 * To be seen before others who have waited longer.
 */
see_soon: boolean, 
/**
 * Why, in words: an order that nobody can explain is not kept.
 */
see_soon_because: Text, 
/**
 * How much it asks of the worker, as the worker sees it.
 */
intensity: Intensity | null, };

/**
 * One change in an episode: added to, never changed, so that its course can be read.
 */
export type EpisodeEvent = { 
/**
 * Its id.
 */
id: EpisodeEventId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * Of which episode.
 */
episode: EpisodeId, 
/**
 * Where it stood from then on.
 */
standing: Standing | null, 
/**
 * On which day.
 */
on: string | null, 
/**
 * Why, in words.
 */
because: Text, 
/**
 * Until about when.
 */
until: string | null, 
/**
 * How it ended.
 */
ending: Ending | null, 
/**
 * Whether they agreed.
 */
agreed: Agreed | null, 
/**
 * Who wrote it.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * One change in an episode.
 */
export type EpisodeEventId = string;

/**
 * A time of support.
 */
export type EpisodeId = string;

/**
 * Asks to erase a person for ever.
 */
export type ErasePersonRequest = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * Why, for the receipt: at their request, the time to keep records is over, ...
 */
why: string, };

/**
 * That a person was erased: what can be shown to whoever asks, without naming them.
 */
export type ErasureView = { 
/**
 * The receipt's number.
 */
number: string, 
/**
 * When.
 */
at: Moment, 
/**
 * Who did it.
 */
by: string, 
/**
 * Why.
 */
why: string, 
/**
 * Records that were erased here.
 */
records: number, 
/**
 * Backups on this laptop from which they were taken.
 */
backups: number, 
/**
 * Whether the server has confirmed it; always true while this laptop works alone.
 */
is_confirmed: boolean, 
/**
 * Laptops of the team that have not said yet that it is gone from them.
 */
laptops_to_hear_from: number, };

/**
 * What went wrong. Closed: adding one fails the build of the interface until it has words.
 */
export type ErrorCode = "locked" | "vault_exists" | "no_vault" | "key_file_missing" | "records_missing" | "wrong_passphrase" | "weak_passphrase" | "wrong_recovery_code" | "ended_recovery_code" | "recovery_code_typo" | "too_new" | "damaged" | "already_open" | "read_only" | "disk_full" | "bad_value" | "not_found" | "nothing_to_undo" | "file_unreadable" | "file_too_large" | "unknown_format" | "bad_mapping" | "import_running" | "cancelled" | "pdf_failed" | "file_unwritable" | "backup_unusable" | "bad_request" | "io" | "internal" | "no_team" | "in_team_already" | "bad_address" | "server_unreachable" | "wrong_code" | "not_allowed" | "needs_connection";

/**
 * Asks for the community events of a time.
 */
export type EventsRequest = { 
/**
 * From this day.
 */
from: string, 
/**
 * To this day, included.
 */
until: string, };

/**
 * Community events, and what they come to.
 */
export type EventsView = { 
/**
 * Newest first.
 */
events: Array<CommunityEvent>, 
/**
 * How many were reached, where it was written down.
 */
reached: number, 
/**
 * At how many events it was.
 */
with_reached: number, 
/**
 * Minutes together, where they were written down.
 */
minutes: number, 
/**
 * With how many organisations.
 */
organisations: number, };

/**
 * Makes a service a favourite, or one no more.
 */
export type FavouriteRequest = { 
/**
 * Which.
 */
service: ServiceId, 
/**
 * Whether it shall be one.
 */
keep: boolean, };

/**
 * A live list of services that the team reads from where it is kept: a council's Open Referral feed.
 */
export type Feed = { 
/**
 * Its id.
 */
id: FeedId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * What the team calls it.
 */
name: Text, 
/**
 * Where it is: the address before `services`. Its services carry this as their source.
 */
address: Text, 
/**
 * `open_referral_3` or `open_referral_1`, once it has answered.
 */
form: Text, 
/**
 * When the last whole copy was taken, by whichever laptop.
 */
whole_at: Moment | null, 
/**
 * Who took it.
 */
whole_by: Text, 
/**
 * How many services it gave then.
 */
services: number | null, };

/**
 * A live list of services.
 */
export type FeedId = string;

/**
 * Names a live list.
 */
export type FeedRequest = { 
/**
 * Id.
 */
id: FeedId, };

/**
 * What is happening with a live list on this laptop.
 */
export type FeedState = "resting" | "listing" | "details" | "missing" | "keeping" | "waiting" | "stopped";

/**
 * What was in the way. Closed: the interface words each.
 */
export type FeedTrouble = "unreachable" | "not_a_list" | "empty" | "bad_certificate" | "unwell" | "declined" | "too_large" | "disk" | "spent";

/**
 * A live list, and how it stands on this laptop.
 */
export type FeedView = { 
/**
 * The list.
 */
feed: Feed, 
/**
 * What is happening.
 */
state: FeedState, 
/**
 * So many are done.
 */
done: number, 
/**
 * Of so many, if it is known.
 */
total: number | null, 
/**
 * What was in the way.
 */
trouble: FeedTrouble | null, 
/**
 * What came of the last copy.
 */
last: LastPull | null, };

/**
 * How a measure was filled.
 */
export type Filled = "together" | "themselves" | "telephone" | "later";

/**
 * Asks for a list of people.
 */
export type FindPeopleRequest = { 
/**
 * Finds names, numbers, streets and words in notes; empty for all.
 */
text: string, 
/**
 * Only those who stand so; nothing for all.
 */
standing: Standing | null, 
/**
 * In which order.
 */
sort: PeopleSort, 
/**
 * Skip so many.
 */
offset: number, 
/**
 * At most so many, up to 200.
 */
limit: number, };

/**
 * Writes what became of a connection.
 */
export type FollowUpRequest = { 
/**
 * Which.
 */
connection: ConnectionId, 
/**
 * Where it has got to.
 */
reached: Reached, 
/**
 * Why it did not happen.
 */
why_not: WhyNot | null, 
/**
 * In words.
 */
words: string, 
/**
 * On which day; today if not said.
 */
on: string | null, };

/**
 * What somebody found when they looked.
 */
export type FoundView = { 
/**
 * What to name it by when it is told.
 */
key: string, 
/**
 * What was found.
 */
found: Checked, 
/**
 * In words.
 */
words: string, 
/**
 * By whom.
 */
by: string, 
/**
 * On which day.
 */
on: string | null, };

/**
 * A need that nothing met.
 */
export type GapLine = { 
/**
 * The need, of our short list; empty if none was named.
 */
need: string, 
/**
 * People, each counted once.
 */
people: number, 
/**
 * Attempts.
 */
attempts: number, 
/**
 * Why, most frequent first.
 */
why_not: Array<[WhyNot, number]>, 
/**
 * Where, by outcode, most people first.
 */
places: Array<[string, number]>, };

/**
 * What is missing, as it may leave the house: nothing of it, and nothing that can be worked out from it, is a count under five.
 */
export type GapsReport = { 
/**
 * People with any need whose number is told, each counted once, to the nearest five.
 */
people: number | null, 
/**
 * By need, most people first.
 */
rows: Array<ReportLine>, 
/**
 * By outcode, people with any need whose number is told there, to the nearest five.
 */
places: Array<[string, number]>, };

/**
 * Asks for the gaps of a period.
 */
export type GapsRequest = { 
/**
 * From.
 */
from: string, 
/**
 * Until.
 */
until: string, };

/**
 * What is missing.
 */
export type GapsView = { 
/**
 * People, each counted once.
 */
people: number, 
/**
 * By need, most people first.
 */
rows: Array<GapLine>, 
/**
 * The same as it may leave the house.
 */
report: GapsReport, };

/**
 * Whether consent was given.
 */
export type Given = "yes" | "no" | "withdrawn" | "not_sought" | "best_interests";

/**
 * Goes in alone.
 */
export type GoInRequest = { 
/**
 * To which visit.
 */
contact: ContactId, 
/**
 * Minutes from now after which one should be out.
 */
minutes: number, 
/**
 * Who is rung if not: name and number.
 */
buddy: string, };

/**
 * A goal, in the person's words.
 */
export type Goal = { 
/**
 * Its id.
 */
id: GoalId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * In their words.
 */
words: Text, 
/**
 * How important it is to them, 1 to 10.
 */
importance: OneToTen | null, 
/**
 * How it stands.
 */
status: Status | null, 
/**
 * Needs it answers.
 */
needs: Array<NeedId>, 
/**
 * Strengths it builds on.
 */
strengths: Array<StrengthId>, 
/**
 * What came of it.
 */
outcome: Text, 
/**
 * When to look at it again.
 */
review_on: string | null, 
/**
 * Order on the page, smallest first.
 */
position: number | null, };

/**
 * A goal in the person's words.
 */
export type GoalId = string;

/**
 * How somebody comes to a group.
 */
export type GoingView = { 
/**
 * Which.
 */
group: Group, 
/**
 * When they first came.
 */
first_on: string | null, 
/**
 * When they last came.
 */
last_on: string | null, 
/**
 * How often.
 */
times: number, 
/**
 * Meetings since then, without them.
 */
since: number, };

/**
 * Opting out of naming a GP practice (the standard's two codes).
 */
export type GpOptOut = "1092961000000104" | "1092941000000100";

/**
 * A group that meets over weeks.
 */
export type Group = { 
/**
 * Its id.
 */
id: GroupId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * What it is called.
 */
name: Text, 
/**
 * What it is for.
 */
purpose: Text, 
/**
 * Where.
 */
place: Text, 
/**
 * When, in words.
 */
usually: Text, 
/**
 * Who leads it.
 */
leaders: Text, 
/**
 * Since when.
 */
began_on: string | null, 
/**
 * Until when.
 */
ended_on: string | null, 
/**
 * The service of the directory that it is.
 */
service: ServiceId | null, };

/**
 * A group that meets over weeks.
 */
export type GroupId = string;

/**
 * A group in a list.
 */
export type GroupLine = { 
/**
 * Which.
 */
group: Group, 
/**
 * Meetings.
 */
meetings: number, 
/**
 * The last of them.
 */
last_on: string | null, 
/**
 * People supported who came at least once.
 */
people: number, };

/**
 * One meeting of a group.
 */
export type GroupMeeting = { 
/**
 * Its id.
 */
id: GroupMeetingId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Of which group.
 */
group: GroupId, 
/**
 * On which day.
 */
on: string | null, 
/**
 * At what time.
 */
at: TimeOfDay | null, 
/**
 * How long, in minutes.
 */
minutes: number | null, 
/**
 * People who came and are nobody's record.
 */
others: number | null, 
/**
 * What it was like.
 */
note: Text, };

/**
 * One meeting of a group.
 */
export type GroupMeetingId = string;

/**
 * A meeting of a group, counted.
 */
export type GroupMeetingView = { 
/**
 * Which.
 */
meeting: GroupMeeting, 
/**
 * People supported who came.
 */
ours: number, };

/**
 * Somebody of a group.
 */
export type GroupMemberView = { 
/**
 * Who.
 */
person: PersonLine, 
/**
 * What is written of them, by the id of the meeting.
 */
came: { [meeting in string]?: Came }, 
/**
 * When they last came.
 */
last_on: string | null, 
/**
 * How often they came.
 */
times: number, 
/**
 * Meetings since they last came.
 */
since: number, };

/**
 * Names a group.
 */
export type GroupRequest = { 
/**
 * Id.
 */
id: GroupId, };

/**
 * A group over the weeks.
 */
export type GroupView = { 
/**
 * Which.
 */
group: Group, 
/**
 * Today.
 */
today: string, 
/**
 * Newest first.
 */
meetings: Array<GroupMeetingView>, 
/**
 * By name.
 */
members: Array<GroupMemberView>, };

/**
 * A person passes from one colleague to another, for good or while the first is away.
 */
export type HandOver = { 
/**
 * Its id.
 */
id: HandOverId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Who.
 */
person: PersonId, 
/**
 * From whom, by name.
 */
from_worker: Text, 
/**
 * To whom, by name.
 */
to_worker: Text, 
/**
 * On which day.
 */
on: string | null, 
/**
 * Until which day, if it is cover for an absence.
 */
until: string | null, 
/**
 * What the next one should know, agreed with the person.
 */
note: Text, 
/**
 * What the person says about the change.
 */
own_view: Text, 
/**
 * When the colleague took it.
 */
taken_on: string | null, 
/**
 * Who wrote it.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * A person passes to a colleague.
 */
export type HandOverId = string;

/**
 * Hands a person to a colleague.
 */
export type HandOverRequest = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * To whom, by name.
 */
to_worker: string, 
/**
 * From this day; today if not said.
 */
on: string | null, 
/**
 * Until this day, if it is cover for an absence.
 */
until: string | null, 
/**
 * What the colleague should know, agreed with the person.
 */
note: string, 
/**
 * What the person says about it.
 */
own_view: string, };

/**
 * A person who comes from a colleague.
 */
export type HandedView = { 
/**
 * Who.
 */
person: PersonLine, 
/**
 * From whom, until when, what to know.
 */
hand_over: HandOver, };

/**
 * A Health and Care number: 320 000 0010 to 399 999 9999.
 */
export type HcNumber = string;

/**
 * Hours under one heading.
 */
export type HeadingHours = { 
/**
 * The heading, in the worker's words.
 */
heading: string, 
/**
 * Hours of all entries that stand under it. An entry under two headings counts under each.
 */
hours: number, 
/**
 * How many entries.
 */
entries: number, };

/**
 * Why it is a lot: each is one plain comparison, and no sum of them is made.
 */
export type Hot = "at_once" | "year" | "listening";

/**
 * How things are with one person.
 */
export type HowThingsAreView = { 
/**
 * Whose.
 */
person: PersonId, 
/**
 * What to call them.
 */
called: string, 
/**
 * What has been asked, newest first.
 */
measurements: Array<MeasurementView>, 
/**
 * The same over time, in the order of the measures.
 */
series: Array<SeriesView>, 
/**
 * What changed, and who and what helped: the person's own view first, then by day.
 */
what_changed: Array<WhatChanged>, 
/**
 * Their stories, newest first.
 */
stories: Array<StoryView>, };

/**
 * An import, done.
 */
export type ImportDoneView = { 
/**
 * Services that are new.
 */
added: number, 
/**
 * Services that changed.
 */
updated: number, 
/**
 * Services that were the same.
 */
unchanged: number, 
/**
 * Records left out.
 */
skipped: Array<SkippedView>, 
/**
 * How many were left out in all.
 */
skipped_total: number, };

/**
 * What is in a file, before anything is changed.
 */
export type ImportPreviewView = { 
/**
 * `open_referral_3`, `open_referral_1`, `table`, ...
 */
format: string, 
/**
 * A name for the source, to be changed at will.
 */
source: string, 
/**
 * Character set that was found.
 */
encoding: string, 
/**
 * Services that can be imported.
 */
services: number, 
/**
 * Of these, already here from the same source.
 */
already_here: number, 
/**
 * Columns of a table.
 */
columns: Array<string>, 
/**
 * Columns chosen: target field to column name.
 */
mapping: { [key in string]: string }, 
/**
 * The columns are those that somebody chose for a table with these headings before.
 */
remembered: RememberedView | null, 
/**
 * First rows as they are in the file.
 */
rows: Array<Array<string>>, 
/**
 * First services as they would be.
 */
sample: Array<SampleLine>, 
/**
 * Records left out.
 */
skipped: Array<SkippedView>, 
/**
 * How many were left out in all (the list is cut at 200).
 */
skipped_total: number, 
/**
 * What was repaired or dropped, as codes with counts.
 */
notes: { [key in string]: number }, };

/**
 * A line of one's own induction.
 */
export type InductionItem = { 
/**
 * Its id.
 */
id: InductionItemId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * What.
 */
what: Text, 
/**
 * Under which heading.
 */
heading: Text, 
/**
 * When it was done.
 */
done_on: string | null, 
/**
 * Anything else.
 */
note: Text, 
/**
 * Order on the page, smallest first.
 */
position: number | null, };

/**
 * A line of one's own induction.
 */
export type InductionItemId = string;

/**
 * A line to begin one's own induction with.
 */
export type InductionLine = { 
/**
 * What.
 */
what: string, 
/**
 * Under which heading.
 */
heading: string, };

/**
 * Asks what is in a file.
 */
export type InspectImportRequest = { 
/**
 * Its full name.
 */
path: string, 
/**
 * Columns chosen, for a table: target field to column name. Guessed if not given.
 */
mapping: { [key in string]: string } | null, };

/**
 * How much somebody's support asks of the worker, as the worker sees it.
 */
export type Intensity = "light" | "usual" | "intensive";

/**
 * Where an invitation stands.
 */
export type InvitationState = { "is": "waiting" } | { "is": "asking", 
/**
 * The name they gave.
 */
name: string, 
/**
 * What their laptop is called.
 */
laptop: string, 
/**
 * Digits that both screens show, for those who want to compare.
 */
safety: string, } | { "is": "joined" } | { "is": "expired" } | { "is": "spoiled" };

/**
 * An invitation to read out.
 */
export type InvitationView = { 
/**
 * The code: `4821-K7QM2-9TXP4`.
 */
code: string, 
/**
 * As what they will join.
 */
role: RoleCode, 
/**
 * Until when it can be used.
 */
until: Moment, 
/**
 * Where it stands.
 */
state: InvitationState, };

/**
 * Asks for an invitation.
 */
export type InviteRequest = { 
/**
 * As what they will join.
 */
role: RoleCode, 
/**
 * The member who is let in again, or to whom another laptop is given; nothing for somebody new.
 */
member: string | null, };

/**
 * Joins two records of one person.
 */
export type JoinRequest = { 
/**
 * One.
 */
one: PersonId, 
/**
 * The other.
 */
other: PersonId, 
/**
 * Fields whose value is taken from the record that is not kept. Where the kept one says nothing, the other speaks anyway.
 */
take: Array<string>, };

/**
 * Joins two services, or says anew whose words stand.
 */
export type JoinServicesRequest = { 
/**
 * One.
 */
one: ServiceId, 
/**
 * The other.
 */
other: ServiceId, 
/**
 * The one of the two that leads.
 */
leads: ServiceId, 
/**
 * Parts with the one of the two whose words stand, where that is not the one that leads.
 */
chosen: Array<Chosen>, };

/**
 * Asks to join a team, for the first time or again.
 */
export type JoinTeamRequest = { 
/**
 * The server's address, as typed.
 */
server: string, 
/**
 * The invitation's code, as typed.
 */
code: string, 
/**
 * What this laptop is called.
 */
laptop: string, };

/**
 * A record of the same person that is read with another.
 */
export type Joined = { 
/**
 * Id.
 */
id: PersonId, 
/**
 * Name for a list.
 */
full_name: string, };

/**
 * The service that two were joined in, or that was taken out.
 */
export type JoinedServiceView = { 
/**
 * Id.
 */
service: ServiceId, 
/**
 * When it was durably saved.
 */
saved_at: Moment, };

/**
 * The record that two were joined in, or that was taken apart from another.
 */
export type JoinedView = { 
/**
 * Id.
 */
person: PersonId, 
/**
 * When it was durably saved.
 */
saved_at: Moment, };

/**
 * How joining goes on.
 */
export type JoiningView = { "is": "nothing" } | { "is": "asking" } | { "is": "waiting", 
/**
 * Digits that both screens show.
 */
safety: string, } | { "is": "joined" } | { "is": "wrong_code" } | { "is": "not_theirs" } | { "is": "refused" } | { "is": "coming_back" } | { "is": "came_back" } | { "is": "unknown_code" } | { "is": "ended_code" } | { "is": "failed", 
/**
 * What is the matter.
 */
trouble: SyncTrouble, };

/**
 * What is to become of a difference.
 */
export type Keep = { "keep": "now" } | { "keep": "other" } | { "keep": "third", 
/**
 * The value.
 */
value: unknown, };

/**
 * The kinds of record. The number is stored and sent: never reuse one.
 */
export type Kind = "person" | "about_me" | "circumstances" | "relation" | "strength" | "need" | "goal" | "step" | "action" | "progress" | "agreement" | "contact" | "risk" | "safeguarding" | "consent" | "connection" | "connection_event" | "organisation" | "service" | "place" | "tip" | "colleague" | "laptop" | "reflection" | "episode" | "episode_event" | "referral" | "appointment" | "task" | "hand_over" | "questionnaire" | "measurement" | "what_changed" | "story" | "drop_in" | "conversation" | "group" | "group_meeting" | "attendance" | "community_event" | "attachment" | "phrase" | "supervision" | "cpd_entry" | "induction_item" | "capacity" | "leave" | "not_same_person" | "referral_pause" | "feed" | "service_check" | "correction_told" | "collection" | "not_same_service" | "column_choice" | "favourite" | "collected" | "attachment_piece";

/**
 * Names a laptop.
 */
export type LaptopRequest = { 
/**
 * Its id.
 */
laptop: string, };

/**
 * A laptop of a member.
 */
export type LaptopView = { 
/**
 * Its id, to name it in a request.
 */
id: string, 
/**
 * What it is called; empty if nothing.
 */
name: string, 
/**
 * Whether it is this one.
 */
is_this: boolean, 
/**
 * When something written on it was last received.
 */
last_heard: Moment | null, 
/**
 * Whether it was taken out of the team.
 */
is_revoked: boolean, 
/**
 * Whether it is no laptop but a recovery code on paper, which can let in a laptop of its member.
 */
is_paper: boolean, 
/**
 * Whether its member's own key was given to it: their reflections can be read on it.
 */
has_own: boolean, };

/**
 * What came of the last copy taken on this laptop.
 */
export type LastPull = { 
/**
 * When.
 */
at: Moment, 
/**
 * Services that are new.
 */
added: number, 
/**
 * Services that changed.
 */
updated: number, 
/**
 * Services that are as they were.
 */
unchanged: number, 
/**
 * Services that the list gives no longer. They are kept, and marked.
 */
gone: number, 
/**
 * Services that it gives again.
 */
back: number, 
/**
 * Records that could not be read.
 */
left_out: number, 
/**
 * Everything that the list says it has was there.
 */
whole: boolean, 
/**
 * How many services the list says it has.
 */
said: number | null, 
/**
 * So much was missing that nothing was marked as gone.
 */
shrank: boolean, };

/**
 * One service of a leaflet, with what the worker adds by hand.
 */
export type LeafletEntry = { 
/**
 * Which.
 */
id: ServiceId, 
/**
 * Which bus goes there.
 */
bus: string, 
/**
 * What to bring.
 */
bring: string, };

/**
 * Asks for a leaflet of services.
 */
export type LeafletRequest = { 
/**
 * Which, in order.
 */
services: Array<LeafletEntry>, 
/**
 * Where the way there is sketched from: an outcode or town. Of a whole postcode only the outcode is used. No sketch if empty.
 */
from: string, 
/**
 * How.
 */
layout: PaperLayout, };

/**
 * How the learning log leaves.
 */
export type LearningPaper = "pdf" | "csv";

/**
 * A part of the learning log.
 */
export type LearningRequest = { 
/**
 * From which day; the beginning of the year if not said.
 */
from: string | null, 
/**
 * Until which day, that day included; the end of the year if not said.
 */
until: string | null, };

/**
 * What a learning log comes to.
 */
export type LearningSum = { 
/**
 * Hours, each entry once.
 */
hours: number, 
/**
 * Entries.
 */
entries: number, 
/**
 * Entries of which nobody said how long they took: they count in no hours.
 */
without_hours: number, 
/**
 * Under each heading, most hours first.
 */
headings: Array<HeadingHours>, };

/**
 * A part of the learning log and what it comes to.
 */
export type LearningView = { 
/**
 * From which day.
 */
from: string, 
/**
 * Until which day.
 */
until: string, 
/**
 * Newest first; those without a day, which belong to no time, on top.
 */
entries: Array<CpdEntry>, 
/**
 * What those with a day come to.
 */
sum: LearningSum, 
/**
 * Sessions of supervision in the time.
 */
supervisions: number, 
/**
 * Every heading that was ever used.
 */
headings: Array<string>, };

/**
 * A colleague is away. Why is nobody's business.
 */
export type Leave = { 
/**
 * Its id.
 */
id: LeaveId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Who, by name.
 */
worker: Text, 
/**
 * From which day.
 */
from_on: string | null, 
/**
 * Until which day, that day included.
 */
until: string | null, 
/**
 * Who covers, by name.
 */
covered_by: Text, 
/**
 * What to know meanwhile.
 */
note: Text, 
/**
 * From what time of the first day, if not from its beginning.
 */
from_at: TimeOfDay | null, 
/**
 * Back at what time of the last day, if not after its end.
 */
back_at: TimeOfDay | null, };

/**
 * A colleague is away.
 */
export type LeaveId = string;

/**
 * Why a row is left alone.
 */
export type LeftAlone = "no_name";

/**
 * A row that is left alone.
 */
export type LeftAloneRow = { 
/**
 * Its number, the heading counted as 1.
 */
row: number, 
/**
 * Why.
 */
why: LeftAlone, };

/**
 * What was written about somebody who is shared no longer, and never arrived.
 */
export type LeftOverView = { 
/**
 * The other team.
 */
team: string, 
/**
 * When this laptop heard that it was over.
 */
at: Moment, 
/**
 * The words, in the order in which they were written.
 */
words: Array<string>, };

/**
 * A letter or a report, as it was written on the screen.
 */
export type LetterRequest = { 
/**
 * What it is about.
 */
title: string, 
/**
 * Its paragraphs, an empty line between them.
 */
words: string, 
/**
 * What follows them, if anything.
 */
table: LetterTableRequest | null, };

/**
 * A table of a letter.
 */
export type LetterTableRequest = { 
/**
 * What stands above each column: six at the most.
 */
headings: Array<string>, 
/**
 * Row by row, each with a cell for every heading.
 */
rows: Array<Array<string>>, 
/**
 * What stands below it, its paragraphs with an empty line between them.
 */
below: string, };

/**
 * Why two records are alike.
 */
export type Likeness = "nhs_number" | "same_name" | "short_name" | "sounds_alike" | "spelt_alike" | "born" | "born_nearly" | "phone" | "postcode";

/**
 * How someone is linked to a service. Signposting is not a referral: reports count them apart (domain fact 4).
 */
export type Link = "signposted" | "referred";

/**
 * A service that somebody uses, and one that may be the same.
 */
export type ListedTwiceView = { 
/**
 * The one that is used.
 */
service: ServiceLine, 
/**
 * The other.
 */
maybe: MaybeSameServiceView, };

/**
 * How it stands.
 */
export type Load = { 
/**
 * People open, each as one.
 */
people: number, 
/**
 * The same by weight.
 */
weighted: number, 
/**
 * Hours a week with and on the way to people, of the weeks that were worked.
 */
listening_a_week: number, 
/**
 * Of so many hours in such a week.
 */
hours_a_week: number, 
/**
 * Why it is a lot; empty if it is not.
 */
hot: Array<Hot>, };

/**
 * How far a laptop that has just joined has filled.
 */
export type LoadingView = { 
/**
 * So much is here.
 */
done: number, 
/**
 * Of so much.
 */
of: number, };

/**
 * Asks to make a team.
 */
export type MakeTeamRequest = { 
/**
 * The server's address, as typed.
 */
server: string, 
/**
 * The code that who runs the server gave.
 */
sign_up_code: string, 
/**
 * What the team is called.
 */
name: string, 
/**
 * What this laptop is called.
 */
laptop: string, };

/**
 * Writes down whether somebody came to a meeting.
 */
export type MarkRequest = { 
/**
 * Which meeting.
 */
meeting: GroupMeetingId, 
/**
 * Who.
 */
person: PersonId, 
/**
 * Whether they came; nothing takes it back.
 */
came: Came | null, };

/**
 * A service that may be the same as another.
 */
export type MaybeSameServiceView = { 
/**
 * As in a list.
 */
service: ServiceLine, 
/**
 * Where it came from; empty if it was written here.
 */
source: string, 
/**
 * Why.
 */
because: Array<WhySame>, };

/**
 * Somebody who may be the same person, and why.
 */
export type MaybeSameView = { 
/**
 * Who.
 */
person: PersonLine, 
/**
 * Who supports them.
 */
worker: string, 
/**
 * Why they are alike, weightiest first.
 */
because: Array<Likeness>, };

/**
 * How a contact took place. The first seven correspond to the Data Dictionary's consultation media 01 to 06 and 98.
 */
export type Means = "home_visit" | "face_to_face" | "telephone" | "video" | "email" | "text_message" | "letter" | "group" | "went_along" | "with_others" | "other";

/**
 * What can be asked: a measure that comes with the app, or a questionnaire of the team's own.
 */
export type Measure = { 
/**
 * Stored with every answer.
 */
code: string, 
/**
 * So is its version: other words or another scale are another version.
 */
version: number, 
/**
 * What it is called.
 */
name: string, 
/**
 * What is said before it.
 */
intro: string, 
/**
 * The questions; none if only a score may be kept.
 */
questions: Array<Question>, 
/**
 * Official names of ranges.
 */
bands: Array<Band>, 
/**
 * The total, if it has one.
 */
total: Total | null, 
/**
 * Whether it may be used.
 */
permission: Permission, 
/**
 * Whose it is.
 */
attribution: string, 
/**
 * What to know of it.
 */
note: string, };

/**
 * A measure that can be asked.
 */
export type MeasureView = { 
/**
 * Its words and its scale.
 */
measure: Measure, 
/**
 * The team's own questionnaire that it is, or that says the licence is held.
 */
questionnaire: QuestionnaireId | null, 
/**
 * It needs a licence and nobody has said yet that the organisation holds it: shown, not offered.
 */
licence_missing: boolean, };

/**
 * A measure answered once.
 */
export type Measurement = { 
/**
 * Its id.
 */
id: MeasurementId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * By whom.
 */
person: PersonId, 
/**
 * Which measure: the code of one that comes with the app, or of a questionnaire.
 */
measure: Text, 
/**
 * Which version of it.
 */
version: number | null, 
/**
 * The questionnaire itself, where it is one of the team's own.
 */
questionnaire: QuestionnaireId | null, 
/**
 * On which day.
 */
on: string | null, 
/**
 * How it was filled.
 */
filled: Filled | null, 
/**
 * The answers.
 */
answers: Array<Answer>, 
/**
 * A score that was worked out elsewhere, where only that may be kept.
 */
score: number | null, 
/**
 * What they said beside it.
 */
words: Text, 
/**
 * Who wrote it down.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * A measure answered once.
 */
export type MeasurementId = string;

/**
 * Answers of one day, and what they came to.
 */
export type MeasurementView = { 
/**
 * The record.
 */
measurement: Measurement, 
/**
 * What the measure is called; its code if it is not known here.
 */
name: string, 
/**
 * What the answers came to; nothing if the measure is not known here.
 */
scored: Scored | null, };

/**
 * Names a member.
 */
export type MemberRequest = { 
/**
 * Its id.
 */
member: string, };

/**
 * A member of the team.
 */
export type MemberView = { 
/**
 * Its id, to name them in a request.
 */
id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * What they may do.
 */
role: RoleCode, 
/**
 * Whether it is who works here.
 */
is_me: boolean, 
/**
 * Whether they still belong.
 */
is_here: boolean, 
/**
 * Their laptops.
 */
laptops: Array<LaptopView>, };

/**
 * A point in time: milliseconds since 1970, UTC. Shown in the reader's own time zone.
 */
export type Moment = number;

/**
 * What moved, and when.
 */
export type Moved = { "is": "sent", 
/**
 * How many.
 */
changes: number, } | { "is": "received", 
/**
 * How many.
 */
changes: number, 
/**
 * Who wrote them.
 */
by: string, } | { "is": "connected" } | { "is": "disconnected" } | { "is": "trouble", 
/**
 * The code of a `SyncTrouble`.
 */
code: string, } | { "is": "roster" } | { "is": "stick_read", 
/**
 * Changes that were new.
 */
changes: number, } | { "is": "stick_written" } | { "is": "sharing_began" } | { "is": "sharing_ended" };

/**
 * Asks what one carries oneself.
 */
export type MyCaseloadRequest = { 
/**
 * And what happens if so many more come.
 */
more: number, };

/**
 * What one carries oneself. Whether it is too much stands here and in no other view.
 */
export type MyCaseloadView = { 
/**
 * By which name the records know whose it is.
 */
worker: string, 
/**
 * Since when the year counts.
 */
year_from: string, 
/**
 * As counted.
 */
carried: Carried, 
/**
 * People who wait.
 */
waiting: number, 
/**
 * The pause in new referrals that holds or is to come, if there is one.
 */
pause: ReferralPause | null, 
/**
 * What was agreed, if anything was.
 */
agreed: Capacity | null, 
/**
 * What there is room for.
 */
room: Room, 
/**
 * How it stands.
 */
load: Load, 
/**
 * What happens if more come.
 */
projection: Projection, };

/**
 * Where "near" turned out to be.
 */
export type NearView = { 
/**
 * As understood: `SY1 1AA`, `SY1 (Shrewsbury)`.
 */
label: string, 
/**
 * The point.
 */
point: Point, 
/**
 * Whether it is only the middle of an outcode.
 */
rough: boolean, };

/**
 * Something a person needs. Many per person; their own words stand beside the tag.
 */
export type Need = { 
/**
 * Its id.
 */
id: NeedId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * Code of our own short list (`assets/needs`), or empty.
 */
code: Text, 
/**
 * In their words.
 */
words: Text, 
/**
 * When it was first said.
 */
said_on: string | null, 
/**
 * When it was no longer so.
 */
met_on: string | null, 
/**
 * Order on the page, smallest first.
 */
position: number | null, };

/**
 * Something a person needs.
 */
export type NeedId = string;

/**
 * A need of our short list.
 */
export type NeedItem = { 
/**
 * Stable code.
 */
code: string, 
/**
 * In plain words.
 */
name: string, 
/**
 * One line more.
 */
hint: string, 
/**
 * Gravity SDOH category it maps to.
 */
gravity: string | null, 
/**
 * UKCAT tags that answer it.
 */
ukcat: Array<string>, 
/**
 * Words people say.
 */
words: Array<string>, };

/**
 * Begins a collection.
 */
export type NewCollectionRequest = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Whom or what it is for.
 */
about: string, 
/**
 * A service to begin with.
 */
service: ServiceId | null, };

/**
 * Adds a person by what to call them.
 */
export type NewPersonRequest = { 
/**
 * A name: "Joan", "Joan Okafor".
 */
name: string, 
/**
 * Where they stand; open if not said.
 */
standing: Standing | null, };

/**
 * Somebody asks for support for somebody.
 */
export type NewReferralRequest = { 
/**
 * For whom, if they are known already.
 */
person: PersonId | null, 
/**
 * What is known of somebody new, by the names of the fields of a person; what is said of somebody known fills only blanks.
 */
about: Record<string, unknown>, 
/**
 * The referral, by the names of its fields.
 */
referral: Record<string, unknown>, 
/**
 * Where they stand from now on, if they are not supported already; waiting if not said.
 */
standing: Standing | null, };

/**
 * Adds a service by name.
 */
export type NewServiceRequest = { 
/**
 * Its name.
 */
name: string, 
/**
 * Who runs it; may be empty.
 */
organisation: string, 
/**
 * Its postcode; may be empty.
 */
postcode: string, };

/**
 * An NHS number. Checked when typed; typed by hand it is "present but not traced" (status 02), never verified.
 */
export type NhsNumber = string;

/**
 * What came of looking.
 */
export type NoteCheckRequest = { 
/**
 * Which service.
 */
service: ServiceId, 
/**
 * What was found.
 */
found: Checked, 
/**
 * In words; may be empty.
 */
words: string, };

/**
 * Nothing to ask, nothing to tell.
 */
export type Nothing = Record<symbol, never>;

/**
 * 0 to 10: how far along a goal feels.
 */
export type NoughtToTen = number;

/**
 * Asks for a code with which another organisation's worker joins in, and records what the person said to it.
 */
export type OfferSharingRequest = { 
/**
 * Who is shared.
 */
person: PersonId, 
/**
 * With whom, as the person was told.
 */
with_whom: string, 
/**
 * What the person said to it, in their words.
 */
words: string, 
/**
 * On which day they agreed.
 */
on: string | null, };

/**
 * One of two records side by side.
 */
export type OneOfTwo = { 
/**
 * As in a list.
 */
line: PersonLine, 
/**
 * Who they are, whole.
 */
person: Person, 
/**
 * How many contacts stand there.
 */
contacts: number, 
/**
 * How many goals.
 */
goals: number, };

/**
 * 1 to 10: how important a goal is, how confident someone feels about an action.
 */
export type OneToTen = number;

/**
 * Asked only if another question has one of these answers.
 */
export type OnlyIf = { 
/**
 * The other question; empty if it is always asked.
 */
question: string, 
/**
 * Its answers.
 */
is: Array<number>, };

/**
 * When a service is open. `freq` and `byday` as in RFC 5545: `WEEKLY`, `TU,TH`; `MONTHLY`, `1FR`.
 */
export type Opening = { 
/**
 * `WEEKLY`, `MONTHLY` or empty.
 */
freq: string, 
/**
 * Every how many weeks or months; 0 or 1 for every one.
 */
interval: number, 
/**
 * Days: `MO,TU`; in a month `1FR`, `-1FR`.
 */
byday: string, 
/**
 * Days of the month.
 */
bymonthday: string, 
/**
 * `HH:MM`.
 */
opens_at: string, 
/**
 * `HH:MM`.
 */
closes_at: string, 
/**
 * First day it holds, `YYYY-MM-DD`.
 */
valid_from: string, 
/**
 * Last day it holds.
 */
valid_to: string, 
/**
 * In words, as the source gave it.
 */
words: string, };

/**
 * An organisation that runs services.
 */
export type Organisation = { 
/**
 * Its id.
 */
id: OrganisationId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Name.
 */
name: Text, 
/**
 * What it is.
 */
description: Text, 
/**
 * E-mail.
 */
email: Text, 
/**
 * Telephone.
 */
phone: Text, 
/**
 * Web page.
 */
website: Text, 
/**
 * Entries in public registers.
 */
register: Array<RegisterEntry>, 
/**
 * Where the record came from; empty if written here.
 */
source: Text, 
/**
 * Its id there.
 */
source_id: Text, };

/**
 * An organisation that runs services.
 */
export type OrganisationId = string;

/**
 * An identifier that has no field of its own.
 */
export type OtherIdentifier = { 
/**
 * Whose number it is: "Housing association tenant number".
 */
whose: string, 
/**
 * The number.
 */
value: string, };

/**
 * A visit that has begun and is not said to be over.
 */
export type OutView = { 
/**
 * Which.
 */
contact: ContactId, 
/**
 * With whom.
 */
person: PersonId, 
/**
 * What to call them.
 */
called: string, 
/**
 * Where: the place of the visit, else their address.
 */
place: string, 
/**
 * Since when.
 */
went_in_at: Moment | null, 
/**
 * Until when.
 */
out_by: Moment, 
/**
 * Who is rung: name and number.
 */
buddy: string, 
/**
 * Whether it is past that time.
 */
overdue: boolean, };

/**
 * How it went for those connected to a service.
 */
export type OutcomesView = { 
/**
 * People connected.
 */
people: number, 
/**
 * Of these, started or further.
 */
started: number, 
/**
 * Of these, it did not happen.
 */
did_not_happen: number, 
/**
 * Why not, most frequent first.
 */
why_not: Array<[WhyNot, number]>, };

/**
 * Names two records that may be of one person.
 */
export type PairRequest = { 
/**
 * One.
 */
one: PersonId, 
/**
 * The other.
 */
other: PersonId, };

/**
 * Two records side by side.
 */
export type PairView = { 
/**
 * The one that was made first: it is the one that is kept.
 */
kept: OneOfTwo, 
/**
 * The other, which is read with it.
 */
other: OneOfTwo, 
/**
 * Why they are alike.
 */
because: Array<Likeness>, };

/**
 * How a document is laid out.
 */
export type PaperLayout = "standard" | "large_print" | "easy";

/**
 * Names a paper.
 */
export type PaperRequest = { 
/**
 * Id.
 */
id: AttachmentId, };

/**
 * A paper in a list.
 */
export type PaperView = { 
/**
 * What it is. Its bytes are not in it.
 */
paper: Attachment, 
/**
 * Pieces that have not arrived on this laptop yet.
 */
missing: number, 
/**
 * It can be shown in the window; anything else is put where the person says and opened there.
 */
can_be_shown: boolean, };

/**
 * Part of a day, as one says it.
 */
export type PartOfDay = "morning" | "afternoon" | "evening";

/**
 * A part of a service in which two sides differ.
 */
export type PartView = { 
/**
 * The part, by the name of its first field; `places` for where it is.
 */
part: string, 
/**
 * Its fields.
 */
fields: Array<string>, };

/**
 * Asks how strong a passphrase is.
 */
export type PassphraseRequest = { 
/**
 * The passphrase.
 */
passphrase: string, };

/**
 * How a list of people is ordered.
 */
export type PeopleSort = "name" | "silence" | "since" | "newest";

/**
 * A page of a list of people.
 */
export type PeopleView = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * This page.
 */
rows: Array<PersonLine>, 
/**
 * How many stand where: open, waiting, paused, closed, not said.
 */
counts: StandingCounts, };

/**
 * What is known of the permission to use a measure.
 */
export type Permission = "open" | "to_check" | "licensed";

/**
 * A person supported, and who they are.
 */
export type Person = { 
/**
 * Its id.
 */
id: PersonId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * What they like to be called.
 */
preferred_name: Text, 
/**
 * First name.
 */
given_name: Text, 
/**
 * Family name.
 */
family_name: Text, 
/**
 * Where they stand with the link worker.
 */
standing: Standing | null, 
/**
 * Since when.
 */
standing_since: string | null, 
/**
 * Why paused, how it ended.
 */
standing_note: Text, 
/**
 * Date of birth.
 */
date_of_birth: string | null, 
/**
 * When the referral came.
 */
referred_on: string | null, 
/**
 * The link worker who supports them, by name.
 */
worker: Text, 
/**
 * Pronouns, in their words.
 */
pronouns: Text, 
/**
 * Title.
 */
title: Text, 
/**
 * Suffix.
 */
suffix: Text, 
/**
 * Other names they are known by.
 */
also_known_as: Text, 
/**
 * Stated gender (code list `gender`).
 */
gender: Text, 
/**
 * Sex, only where it is needed for their care and they wish it recorded (the standard's guidance is to leave it out).
 */
sex: Text, 
/**
 * Ethnic category (code list `ethnicity`); `Z` not stated is an answer, blank is not asked yet.
 */
ethnicity: Text, 
/**
 * Religion or belief.
 */
religion: Text, 
/**
 * Sexual orientation, in their words.
 */
sexual_orientation: Text, 
/**
 * Marital status (code list `marital_status`).
 */
marital_status: Text, 
/**
 * Whether they care for someone; SNOMED CT 224484003 when true.
 */
is_carer: boolean, 
/**
 * Whom they care for, and how.
 */
caring: Text, 
/**
 * NHS number.
 */
nhs_number: NhsNumber | null, 
/**
 * NHS number status (code list `nhs_number_status`); typed by hand it is 02.
 */
nhs_number_status: Text, 
/**
 * CHI number (Scotland).
 */
chi_number: ChiNumber | null, 
/**
 * Health and Care number (Northern Ireland).
 */
hc_number: HcNumber | null, 
/**
 * Other identifiers.
 */
other_identifiers: Array<OtherIdentifier>, 
/**
 * Addresses, home first.
 */
addresses: Array<Address>, 
/**
 * Telephones, e-mails.
 */
reach: Array<Reach>, 
/**
 * How they would like to be contacted (code list `contact_method`).
 */
contact_method: Text, 
/**
 * How they would like things in writing (code list `written_format`).
 */
written_format: Text, 
/**
 * Language they prefer to speak (code list `language`).
 */
language: Text, 
/**
 * Whether they want an interpreter.
 */
interpreter: boolean, 
/**
 * Immigration status as the standard lists it, where they wish it recorded.
 */
immigration_status: Text, 
/**
 * From when that status holds.
 */
immigration_from: string | null, 
/**
 * Until when.
 */
immigration_until: string | null, 
/**
 * Overseas visitor status.
 */
overseas_visitor: Text, 
/**
 * The GP they usually see.
 */
gp_name: Text, 
/**
 * GP practice: ODS code. The standard's one mandatory item of this section.
 */
gp_practice_code: Text, 
/**
 * GP practice: name.
 */
gp_practice_name: Text, 
/**
 * GP practice: address.
 */
gp_practice_address: Text, 
/**
 * Registered nowhere by choice, or with a private GP.
 */
gp_opt_out: GpOptOut | null, 
/**
 * Who referred them, in words.
 */
referred_by: Text, 
/**
 * Why, in the referrer's words.
 */
referral_reason: Text, 
/**
 * When they died.
 */
date_of_death: string | null, 
/**
 * Something to be aware of at the door or on the phone; worker's eyes only.
 */
alert: Text, 
/**
 * They are recorded twice: the record that is kept. Nothing is moved; theirs is read with it, and it can be taken apart again.
 */
same_as: PersonId | null, };

/**
 * A person supported.
 */
export type PersonId = string;

/**
 * A person in a list.
 */
export type PersonLine = { 
/**
 * Id.
 */
id: PersonId, 
/**
 * What to call them.
 */
called: string, 
/**
 * Name for a list.
 */
full_name: string, 
/**
 * Pronouns.
 */
pronouns: string, 
/**
 * Age today.
 */
age: number | null, 
/**
 * Where they stand.
 */
standing: Standing | null, 
/**
 * Since when.
 */
standing_since: string | null, 
/**
 * Home postcode.
 */
postcode: string, 
/**
 * Last contact that happened.
 */
last_contact: string | null, 
/**
 * Next one arranged.
 */
next_contact: string | null, 
/**
 * Why the search found them, when not by name: a few words of a note.
 */
found_in: string, };

/**
 * Names a person.
 */
export type PersonRequest = { 
/**
 * Id.
 */
id: PersonId, };

/**
 * One person whole. Archived parts are left out; contacts are the newest, `contacts_total` says how many there are.
 */
export type PersonView = { 
/**
 * Who they are.
 */
person: Person, 
/**
 * Age today.
 */
age: number | null, 
/**
 * About me.
 */
about: AboutMe, 
/**
 * Requirements and social context.
 */
circumstances: Circumstances, 
/**
 * People around them.
 */
relations: Array<Relation>, 
/**
 * Strengths, in order.
 */
strengths: Array<Strength>, 
/**
 * Needs, in order.
 */
needs: Array<Need>, 
/**
 * Goals, in order.
 */
goals: Array<Goal>, 
/**
 * Steps of all goals, in order.
 */
steps: Array<Step>, 
/**
 * Actions, in order.
 */
actions: Array<Action>, 
/**
 * Progress of all goals, oldest first.
 */
progress: Array<Progress>, 
/**
 * Agreements, newest first.
 */
agreements: Array<Agreement>, 
/**
 * Contacts, newest first.
 */
contacts: Array<Contact>, 
/**
 * How many contacts there are.
 */
contacts_total: number, 
/**
 * The next arranged contact.
 */
next_contact: Contact | null, 
/**
 * Risks, current first.
 */
risks: Array<Risk>, 
/**
 * Safeguarding concerns, current first.
 */
safeguarding: Array<Safeguarding>, 
/**
 * Consents, newest first.
 */
consents: Array<Consent>, 
/**
 * Connections, newest first.
 */
connections: Array<Connection>, 
/**
 * Their course, oldest first.
 */
connection_events: Array<ConnectionEvent>, 
/**
 * Tasks about them: still to do first.
 */
tasks: Array<Task>, 
/**
 * How they went from colleague to colleague, newest first.
 */
hand_overs: Array<HandOver>, 
/**
 * Times of support, newest first.
 */
episodes: Array<Episode>, 
/**
 * Their course, oldest first.
 */
episode_events: Array<EpisodeEvent>, 
/**
 * Who asked for support, newest first.
 */
referrals: Array<Referral>, 
/**
 * Records of the same person that are read with this one, and may be taken apart again.
 */
joined: Array<Joined>, 
/**
 * What the standard still lacks.
 */
unknown: Array<Unknown>, };

/**
 * Ready words: a quick phrase, or a template for a contact, a plan or a letter.
 */
export type Phrase = { 
/**
 * Its id.
 */
id: PhraseId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * What it is called, and by what a phrase is typed.
 */
name: Text, 
/**
 * What it is for.
 */
what_for: PhraseFor | null, 
/**
 * The words of a phrase.
 */
words: Text, 
/**
 * The parts of a template.
 */
parts: Array<PhrasePart>, 
/**
 * The team's; otherwise the worker's own. Said when it is made, and not changed.
 */
for_team: boolean, };

/**
 * What ready words are for.
 */
export type PhraseFor = "anywhere" | "contact" | "plan" | "letter";

/**
 * Ready words.
 */
export type PhraseId = string;

/**
 * A part of a template: which field it fills, with which words.
 */
export type PhrasePart = { 
/**
 * The field's name: `note`, `agreed_next`, `goal`.
 */
field: string, 
/**
 * What is put there.
 */
words: string, };

/**
 * A picture, drawn anew by this program.
 */
export type PictureView = { 
/**
 * PNG in base64.
 */
png: string, };

/**
 * A place where a service is.
 */
export type Place = { 
/**
 * Its id.
 */
id: PlaceId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Of which service.
 */
service: ServiceId, 
/**
 * Name of the place.
 */
name: Text, 
/**
 * Street address, lines separated by commas.
 */
address: Text, 
/**
 * Town.
 */
town: Text, 
/**
 * Postcode as given.
 */
postcode: Text, 
/**
 * Degrees north; nothing if unknown.
 */
latitude: number | null, 
/**
 * Degrees east; nothing if unknown.
 */
longitude: number | null, 
/**
 * What sort of place.
 */
kind: PlaceKind | null, 
/**
 * Getting in: steps, loop, parking.
 */
access: Text, 
/**
 * Its id in the source.
 */
source_id: Text, 
/**
 * Whether its position was worked out from the postcode or outcode rather than given.
 */
position_from_postcode: boolean, };

/**
 * A place where a service is.
 */
export type PlaceId = string;

/**
 * How a place is reached (Open Referral UK 3.0 `location_type`).
 */
export type PlaceKind = "physical" | "postal" | "virtual";

/**
 * A place and how far it is.
 */
export type PlaceView = { 
/**
 * The place.
 */
place: Place, 
/**
 * Miles, as the crow flies.
 */
miles: number | null, };

/**
 * Asks for the person's own copy of their plan.
 */
export type PlanPdfRequest = { 
/**
 * Whose.
 */
person: PersonId, 
/**
 * How.
 */
layout: PaperLayout, };

/**
 * The plan and nothing else: what may be on a screen that the person sees. It has no field for a risk, a safeguarding concern, an
 * alert, a contact or a worker's note.
 */
export type PlanView = { 
/**
 * Whose.
 */
id: PersonId, 
/**
 * What to call them.
 */
called: string, 
/**
 * How they would like things in writing.
 */
written_format: string, 
/**
 * What is most important to them.
 */
important_to_me: string, 
/**
 * Please do.
 */
please_do: string, 
/**
 * Please don't.
 */
please_dont: string, 
/**
 * Strengths, in order.
 */
strengths: Array<Strength>, 
/**
 * Needs, in order.
 */
needs: Array<Need>, 
/**
 * Goals, in order.
 */
goals: Array<Goal>, 
/**
 * Steps of all goals, in order.
 */
steps: Array<Step>, 
/**
 * Actions, in order.
 */
actions: Array<Action>, 
/**
 * Progress of all goals, oldest first.
 */
progress: Array<Progress>, 
/**
 * Agreements, newest first.
 */
agreements: Array<Agreement>, 
/**
 * Connections that are going on, newest first.
 */
connections: Array<Connection>, };

/**
 * A point, in degrees.
 */
export type Point = { 
/**
 * Degrees north.
 */
latitude: number, 
/**
 * Degrees east.
 */
longitude: number, };

/**
 * One point of a line.
 */
export type PointView = { 
/**
 * The measurement.
 */
id: MeasurementId, 
/**
 * On which day.
 */
on: string, 
/**
 * The number.
 */
score: number, 
/**
 * The official band, or the words of the choice; empty if there is neither.
 */
band: string, 
/**
 * What they said beside it.
 */
words: string, };

/**
 * Postcodes were imported.
 */
export type PostcodesView = { 
/**
 * How many are known now.
 */
known: number, };

/**
 * A GP practice.
 */
export type PracticeView = { 
/**
 * ODS code.
 */
code: string, 
/**
 * Name.
 */
name: string, 
/**
 * Address in one line.
 */
address: string, 
/**
 * Postcode.
 */
postcode: string, 
/**
 * Telephone.
 */
phone: string, };

/**
 * How far along a goal feels, on one day.
 */
export type Progress = { 
/**
 * Its id.
 */
id: ProgressId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * Of which goal.
 */
goal: GoalId, 
/**
 * On which day.
 */
on: string | null, 
/**
 * 0 not begun, 5 half way, 10 there.
 */
score: NoughtToTen | null, 
/**
 * What has changed, and who and what helped, in their words.
 */
words: Text, };

/**
 * How far an import is.
 */
export type ProgressEvent = { 
/**
 * Done so far.
 */
done: number, 
/**
 * In all.
 */
total: number, 
/**
 * Everything is read and kept. What is left, making it searchable, cannot be counted or stopped.
 */
finishing: boolean, };

/**
 * How far along a goal is, on one day.
 */
export type ProgressId = string;

/**
 * What happens if more people come.
 */
export type Projection = { 
/**
 * How many more.
 */
more: number, 
/**
 * By weight, then.
 */
weighted: number, 
/**
 * Beyond the room, by weight; nought if there is room.
 */
beyond: number, 
/**
 * Hours more a week with them, going by the last four weeks; nothing if none were counted.
 */
more_hours_a_week: number | null, 
/**
 * Weeks until there is room again, if people go on coming and finishing as in the last twelve weeks. Nothing: not by itself.
 */
weeks_until_room: number | null, };

/**
 * A service that is not as it is public.
 */
export type PublicChange = { 
/**
 * Which.
 */
id: ServiceId, 
/**
 * Its name.
 */
name: string, 
/**
 * It is not public at all.
 */
is_new: boolean, 
/**
 * It names somebody to ask for who is not named in public.
 */
names_somebody: boolean, };

/**
 * What has changed since the directory was published. None of it is public before a lead has read it and publishes again.
 */
export type PublicChanges = { 
/**
 * Services that are not public.
 */
added: number, 
/**
 * Services that are public in other words.
 */
changed: number, 
/**
 * Services that are public and no longer in the directory.
 */
gone: number, 
/**
 * How many of the first two name somebody to ask for who is not named in public.
 */
naming: number, 
/**
 * Some of the first two: those that name somebody first.
 */
services: Array<PublicChange>, };

/**
 * What a lead reads before anything is public.
 */
export type PublicLookView = { 
/**
 * Source by source.
 */
sources: Array<PublicSource>, 
/**
 * What is not as it is public now; nothing while nothing is public, or where another laptop published it.
 */
changes: PublicChanges | null, };

/**
 * One source of services, and what of it would be public.
 */
export type PublicSource = { 
/**
 * As it stands in the services; blank for what was written here.
 */
source: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * How many services it has.
 */
services: number, 
/**
 * How many of them name somebody to ask for.
 */
naming: number, 
/**
 * Whether it was published the last time; before the first, what was written here is.
 */
chosen: boolean, };

/**
 * Publishes what is in these lists.
 */
export type PublishRequest = { 
/**
 * The sources, as they stand in the services; a blank one for what was written here.
 */
sources: Array<string>, };

/**
 * What is in the way of publishing. Closed: the interface words each and says what to do.
 */
export type PublishTrouble = "waiting" | "not_served" | "not_allowed" | "full" | "too_many" | "nothing" | "another" | "declined";

/**
 * How far a publication has come.
 */
export type PublishingProgress = { 
/**
 * So many parts are there.
 */
done: number, 
/**
 * Of so many.
 */
of: number, };

/**
 * How publishing stands.
 */
export type PublishingView = { 
/**
 * Whether who works here may publish: a lead.
 */
may_publish: boolean, 
/**
 * Whether the server shows directories to the public; nothing until it was asked.
 */
is_served: boolean | null, 
/**
 * Where the directory is public.
 */
address: string | null, 
/**
 * Since when.
 */
published_at: Moment | null, 
/**
 * How many services.
 */
services: number, 
/**
 * Whether something was begun that is not whole. What is public stays as it is until then.
 */
unfinished: boolean, 
/**
 * What this laptop is sending.
 */
sending: PublishingProgress | null, 
/**
 * What is in the way.
 */
trouble: PublishTrouble | null, };

/**
 * One question of a questionnaire.
 */
export type Question = { 
/**
 * Its name within the questionnaire; never used again for another question.
 */
id: string, 
/**
 * In a few words, for a line over time.
 */
short: string, 
/**
 * As it is read out.
 */
words: string, 
/**
 * How it is answered; it cannot be asked before that is said.
 */
asked: Asked | null, 
/**
 * The least point of a scale.
 */
least: number, 
/**
 * The greatest.
 */
most: number, 
/**
 * What the least means.
 */
least_words: string, 
/**
 * What the greatest means.
 */
most_words: string, 
/**
 * Answers to choose.
 */
choices: Array<AnswerChoice>, 
/**
 * Less is better, as with anxiety.
 */
less_is_better: boolean, 
/**
 * When it is left out.
 */
only_if: OnlyIf, };

/**
 * A questionnaire of the team's own, or the slot for a licensed one. A version that has been answered is not changed: the next is another record.
 */
export type Questionnaire = { 
/**
 * Its id.
 */
id: QuestionnaireId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * What it is called.
 */
name: Text, 
/**
 * The same for every version.
 */
code: Text, 
/**
 * Which version.
 */
version: number | null, 
/**
 * What is said before it.
 */
intro: Text, 
/**
 * The questions.
 */
questions: Array<Question>, 
/**
 * Whose it is, and how it is to be named.
 */
attribution: Text, 
/**
 * The organisation holds the licence that it needs.
 */
licence_held: boolean, 
/**
 * Which licence, and who said so.
 */
licence_words: Text, 
/**
 * No longer offered.
 */
retired: boolean, 
/**
 * Who wrote it.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * A questionnaire of the team's own.
 */
export type QuestionnaireId = string;

/**
 * A questionnaire of the team's own.
 */
export type QuestionnaireView = { 
/**
 * The record.
 */
questionnaire: Questionnaire, 
/**
 * How often this version has been answered.
 */
answered: number, };

/**
 * A telephone number, e-mail or other way to reach someone.
 */
export type Reach = { 
/**
 * `phone`, `mobile`, `email`, `other`.
 */
kind: string, 
/**
 * The number or address.
 */
value: string, 
/**
 * Order of preference, 1 to 5; 0 if not said.
 */
preference: number, 
/**
 * "Evenings only", "leave no message".
 */
note: string, };

/**
 * Where a connection has got to.
 */
export type Reached = "suggested" | "agreed" | "asked" | "waiting_list" | "arranged" | "started" | "going" | "finished" | "did_not_happen";

/**
 * What speaks for a service.
 */
export type ReasonView = { "is": "need", 
/**
 * Which.
 */
code: string, } | { "is": "their_words", 
/**
 * Their words.
 */
words: string, } | { "is": "strength", 
/**
 * What.
 */
words: string, } | { "is": "near", 
/**
 * Miles, as the crow flies.
 */
miles: number, } | { "is": "free" } | { "is": "step_free" } | { "is": "one_to_one" } | { "is": "language", 
/**
 * Which.
 */
language: string, } | { "is": "open_on", 
/**
 * The next one.
 */
on: string, } | { "is": "went_well", 
/**
 * How many began.
 */
people: number, };

/**
 * Writes down answers.
 */
export type RecordMeasureRequest = { 
/**
 * Whose.
 */
person: PersonId, 
/**
 * The measure's code.
 */
measure: string, 
/**
 * Its version.
 */
version: number, 
/**
 * On which day.
 */
on: string, 
/**
 * How it was filled.
 */
filled: Filled, 
/**
 * The answers; a question without one was left out.
 */
answers: Array<Answer>, 
/**
 * A score that was worked out elsewhere.
 */
score: number | null, 
/**
 * What they said beside it.
 */
words: string, };

/**
 * Names a record.
 */
export type RecordRequest = { 
/**
 * Its kind.
 */
kind: Kind, 
/**
 * Its id.
 */
id: string, };

/**
 * Two records that may be of one person, whoever wrote them.
 */
export type RecordedTwiceView = { 
/**
 * The one that was written first.
 */
person: PersonLine, 
/**
 * Who supports them.
 */
worker: string, 
/**
 * The other, and why.
 */
other: MaybeSameView, };

/**
 * A recovery code as typed.
 */
export type RecoveryCodeRequest = { 
/**
 * The code; spaces, dashes and case are forgiven.
 */
code: string, };

/**
 * A recovery code, shown once.
 */
export type RecoveryCodeView = { 
/**
 * Groups separated by dashes.
 */
recovery_code: string, };

/**
 * Whether the recovery code of this vault can bring back who works here, if the laptop is lost.
 */
export type RecoveryState = "no" | "on_its_way" | "ready";

/**
 * Value lists for forms.
 */
export type ReferenceView = { 
/**
 * Our short list of needs.
 */
needs: Array<NeedItem>, 
/**
 * National value lists by name (`ethnicity`, `gender`, ...).
 */
lists: { [key in string]: Array<Coded> }, };

/**
 * Somebody asks for support: a professional for a person, or the person for themselves.
 */
export type Referral = { 
/**
 * Its id.
 */
id: ReferralId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whom it is about.
 */
person: PersonId, 
/**
 * The episode it led to.
 */
episode: EpisodeId | null, 
/**
 * When it came.
 */
received_on: string | null, 
/**
 * From what sort of place.
 */
source: ReferralSource | null, 
/**
 * Who asks: name.
 */
referrer_name: Text, 
/**
 * Their role.
 */
referrer_role: Text, 
/**
 * Their team or service.
 */
referrer_team: Text, 
/**
 * Their organisation.
 */
organisation: Text, 
/**
 * ODS code of their GP practice.
 */
practice_code: Text, 
/**
 * How to reach them.
 */
referrer_contact: Text, 
/**
 * How it came (code list `referral_method`).
 */
method: Text, 
/**
 * To whom it was addressed.
 */
referral_to: Text, 
/**
 * Why, in the referrer's words.
 */
reason: Text, 
/**
 * What is asked for.
 */
asked: Text, 
/**
 * What the person themselves says about it.
 */
own_view: Text, 
/**
 * Whether the person agreed to be contacted.
 */
consent_to_contact: Given | null, 
/**
 * How soon the referrer would like it.
 */
urgency: Urgency | null, 
/**
 * To whom an answer is to go.
 */
response_to: Text, 
/**
 * What was decided.
 */
decision: Decision | null, 
/**
 * On which day.
 */
decided_on: string | null, 
/**
 * Why it was declined.
 */
why_declined: WhyDeclined | null, 
/**
 * What was decided, in words; what more was asked for.
 */
decision_words: Text, 
/**
 * What was offered instead.
 */
offered_instead: Text, 
/**
 * To whom it was passed on.
 */
passed_to: Text, 
/**
 * Its number in the file that it came in: the same file twice is the same referral.
 */
source_id: Text, 
/**
 * The name of that file.
 */
source_file: Text, 
/**
 * Who wrote it down.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * A column of such a spreadsheet.
 */
export type ReferralColumn = { 
/**
 * Its heading.
 */
heading: string, 
/**
 * The first that stands in it.
 */
example: string, 
/**
 * What it says.
 */
says: Says | null, };

/**
 * What a file that was chosen says: shown in the form, and kept only when the worker keeps it.
 */
export type ReferralFileView = { 
/**
 * The file's name.
 */
name: string, 
/**
 * About whom. The id says nothing.
 */
person: Person, 
/**
 * The referral. The id says nothing.
 */
referral: Referral, 
/**
 * Fields whose value did not fit and was left out.
 */
left_out: Array<string>, 
/**
 * Whose record has this very referral already.
 */
already: PersonId | null, };

/**
 * Asks for the page on which practices write a referral.
 */
export type ReferralFormRequest = { 
/**
 * What the team is called.
 */
team: string, 
/**
 * What practices are told.
 */
words: string, 
/**
 * Where the file is to be sent.
 */
email: string, };

/**
 * Somebody asks for support.
 */
export type ReferralId = string;

/**
 * A time in which the team takes no new referrals, told to those who refer.
 */
export type ReferralPause = { 
/**
 * Its id.
 */
id: ReferralPauseId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * From which day.
 */
from_on: string | null, 
/**
 * Until which day; open if not said.
 */
until: string | null, 
/**
 * Why, as referrers are told it.
 */
because: Text, 
/**
 * What to do meanwhile for somebody who cannot wait.
 */
meanwhile: Text, 
/**
 * When it was ended, if before its day.
 */
ended_on: string | null, 
/**
 * Who decided.
 */
author: Text, 
/**
 * When.
 */
written_at: Moment | null, };

/**
 * A time without new referrals.
 */
export type ReferralPauseId = string;

/**
 * A row of such a spreadsheet.
 */
export type ReferralRow = { 
/**
 * Its number, the heading counted as 1.
 */
row: number, 
/**
 * Whom it names.
 */
name: string, 
/**
 * When they were born.
 */
born: string | null, 
/**
 * Where they live.
 */
postcode: string, 
/**
 * Who asks.
 */
from: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Fields whose value did not fit and was left out.
 */
left_out: Array<string>, 
/**
 * Whose record has this very referral already.
 */
already: PersonId | null, 
/**
 * The row above that speaks of the same person.
 */
same_as_row: number | null, 
/**
 * Who they may be.
 */
maybe: Array<MaybeSameView>, };

/**
 * From what sort of place somebody is referred.
 */
export type ReferralSource = "practice" | "health" | "social_care" | "voluntary" | "themselves" | "family_or_friend" | "drop_in" | "other";

/**
 * Asks what a spreadsheet of referrals says.
 */
export type ReferralTableRequest = { 
/**
 * The file; asked for if not said.
 */
path: string | null, 
/**
 * What each column says; guessed if not said.
 */
says: Array<Says | null> | null, };

/**
 * A spreadsheet of referrals, before anything is kept.
 */
export type ReferralTableView = { 
/**
 * Where it is.
 */
path: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Tells whether it is still the same.
 */
digest: string, 
/**
 * Its columns.
 */
columns: Array<ReferralColumn>, 
/**
 * What can be taken in.
 */
rows: Array<ReferralRow>, 
/**
 * What cannot.
 */
left_alone: Array<LeftAloneRow>, };

/**
 * A referral was taken in.
 */
export type ReferredView = { 
/**
 * About whom.
 */
person: PersonId, 
/**
 * The referral.
 */
referral: ReferralId, 
/**
 * The time of support it belongs to.
 */
episode: EpisodeId, 
/**
 * Whether that time begins with it.
 */
is_new_episode: boolean, 
/**
 * When it was durably saved.
 */
saved_at: Moment, };

/**
 * What a member thinks over for themselves, or means to bring to supervision. Nobody else's key opens it.
 */
export type Reflection = { 
/**
 * Its id.
 */
id: ReflectionId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Of which day.
 */
on: string | null, 
/**
 * The words.
 */
words: Text, 
/**
 * About work with this person, if with one.
 */
person: PersonId | null, 
/**
 * Whether it is to be brought to supervision.
 */
for_supervision: boolean, 
/**
 * When it was talked about there.
 */
talked_about_on: string | null, 
/**
 * What came of it.
 */
outcome: Text, 
/**
 * The contact that it came from. An id and no more: it means nothing once the contact is erased.
 */
contact: ContactId | null, 
/**
 * The task that it came from.
 */
task: TaskId | null, 
/**
 * The session of supervision that it is brought to.
 */
session: SupervisionId | null, };

/**
 * What a member thinks over for themselves.
 */
export type ReflectionId = string;

/**
 * An identifier in a public register: `GB-CHC` 1000003.
 */
export type RegisterEntry = { 
/**
 * The register: `GB-CHC`, `GB-COH`, `GB-SC`, `GB-NIC`.
 */
scheme: string, 
/**
 * The number there.
 */
identifier: string, };

/**
 * Someone who matters to a person, or works with them.
 */
export type Relation = { 
/**
 * Its id.
 */
id: RelationId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * Name.
 */
name: Text, 
/**
 * What they are to the person, in words: "sister", "neighbour", "social worker".
 */
relationship: Text, 
/**
 * Relationship (code list `relationship`).
 */
relationship_code: Text, 
/**
 * Cares for the person.
 */
is_carer: boolean, 
/**
 * Next of kin.
 */
is_next_of_kin: boolean, 
/**
 * To be called in an emergency.
 */
is_emergency_contact: boolean, 
/**
 * Depends on the person.
 */
is_dependant: boolean, 
/**
 * A professional.
 */
is_professional: boolean, 
/**
 * Key worker.
 */
is_key_worker: boolean, 
/**
 * Telephones, e-mails.
 */
reach: Array<Reach>, 
/**
 * Address in words.
 */
address: Text, 
/**
 * Whether we may speak with them about the person, in the person's words.
 */
may_we_talk: Text, 
/**
 * Anything else.
 */
note: Text, };

/**
 * Someone who matters to a person.
 */
export type RelationId = string;

/**
 * Columns that somebody chose before.
 */
export type RememberedView = { 
/**
 * What is remembered; put in the bin, it is forgotten.
 */
id: ColumnChoiceId, 
/**
 * Who chose.
 */
by: string, 
/**
 * When.
 */
at: Moment | null, };

/**
 * A need that nothing met, as it may leave the house.
 */
export type ReportLine = { 
/**
 * The need, of our short list; empty if none was named.
 */
need: string, 
/**
 * People, each counted once, to the nearest five; nothing for under five.
 */
people: number | null, 
/**
 * Why, and how many people, to the nearest five; those under five are left out.
 */
why_not: Array<[WhyNot, number]>, 
/**
 * By outcode, in the same way.
 */
places: Array<[string, number]>, };

/**
 * Where the link worker was.
 */
export type Resume = { 
/**
 * The route: `person/018f.../story`.
 */
route: string, 
/**
 * The field that had the cursor, as a draft key; empty if none.
 */
field: string, 
/**
 * Where the cursor was in it, in UTF-16 units.
 */
cursor: number, };

/**
 * A risk, or the explicit statement that none was identified (the standard makes one entry mandatory).
 */
export type Risk = { 
/**
 * Its id.
 */
id: RiskId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * "None identified": asked, and nothing found.
 */
none_identified: boolean, 
/**
 * The risk.
 */
risk: Text, 
/**
 * What to do about it.
 */
comment: Text, 
/**
 * From when.
 */
starts_on: string | null, 
/**
 * Until when.
 */
ends_on: string | null, };

/**
 * A risk.
 */
export type RiskId = string;

/**
 * What a member may do.
 */
export type RoleCode = "lead" | "link_worker" | "volunteer" | "read_only";

/**
 * What was agreed, with what follows where nothing was said.
 */
export type Room = { 
/**
 * The part of full-time hours.
 */
part: number, 
/**
 * The part of the year that is left after longer absences.
 */
there: number, 
/**
 * People in a year: from.
 */
year_least: number, 
/**
 * People in a year: to.
 */
year_most: number, 
/**
 * People at one time, counted by weight.
 */
at_once: number, 
/**
 * The number at one time was not agreed, but follows from the year.
 */
at_once_follows: boolean, 
/**
 * How much somebody counts for who needs little.
 */
weight_light: number, 
/**
 * And who needs much.
 */
weight_intensive: number, 
/**
 * Hours in a week.
 */
hours_a_week: number, };

/**
 * Why a value was not accepted. Closed: the interface has words for each.
 */
export type Rule = "unknown_field" | "wrong_kind" | "too_long" | "not_one_to_ten" | "not_nought_to_ten" | "not_an_nhs_number" | "not_a_chi_number" | "not_an_hc_number" | "not_a_date" | "not_a_time" | "not_a_choice" | "out_of_range";

/**
 * Asks to import a file.
 */
export type RunImportRequest = { 
/**
 * Its full name.
 */
path: string, 
/**
 * Columns chosen, for a table.
 */
mapping: { [key in string]: string } | null, 
/**
 * Name of the source: importing again from the same source updates.
 */
source: string, };

/**
 * A safeguarding concern.
 */
export type Safeguarding = { 
/**
 * Its id.
 */
id: SafeguardingId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * The concern.
 */
concern: Text, 
/**
 * When it was raised.
 */
raised_on: string | null, 
/**
 * When it ended.
 */
ended_on: string | null, 
/**
 * With whom it was shared.
 */
shared_with: Text, 
/**
 * Anything else.
 */
comment: Text, };

/**
 * A safeguarding concern.
 */
export type SafeguardingId = string;

/**
 * Digits to compare with a colleague's screen.
 */
export type SafetyNumberView = { 
/**
 * Twelve groups of five digits.
 */
groups: Array<string>, };

/**
 * A service as an import would make it.
 */
export type SampleLine = { 
/**
 * Name.
 */
name: string, 
/**
 * Organisation.
 */
organisation: string, 
/**
 * Postcode of its first place.
 */
postcode: string, 
/**
 * First words of what it is.
 */
summary: string, };

/**
 * Sends a part of one's own diary out.
 */
export type SaveCalendarRequest = { 
/**
 * From this day.
 */
from: string, 
/**
 * To this day, included; at most a year on.
 */
until: string, 
/**
 * What it may say.
 */
says: CalendarSays, };

/**
 * What is being typed, saved every moment.
 */
export type SaveDraftRequest = { 
/**
 * `kind/id/field`.
 */
key: string, 
/**
 * The text so far.
 */
text: string, 
/**
 * Where the cursor is, in UTF-16 units.
 */
cursor: number, 
/**
 * The route of the screen.
 */
route: string, };

/**
 * Puts the learning log where the worker says.
 */
export type SaveLearningRequest = { 
/**
 * From which day.
 */
from: string, 
/**
 * Until which day, that day included.
 */
until: string, 
/**
 * How.
 */
paper: LearningPaper, };

/**
 * Writes a questionnaire of the team's own.
 */
export type SaveQuestionnaireRequest = { 
/**
 * The one that is changed; nothing makes a new one.
 */
id: QuestionnaireId | null, 
/**
 * The licensed measure whose wording it is; nothing for a questionnaire of one's own.
 */
code: string | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * What is said before it.
 */
intro: string, 
/**
 * The questions.
 */
questions: Array<Question>, 
/**
 * Whose it is.
 */
attribution: string, 
/**
 * The organisation holds the licence that it needs.
 */
licence_held: boolean, 
/**
 * Which licence, and who said so.
 */
licence_words: string, };

/**
 * A file that was saved, or nothing if the person thought better of it.
 */
export type SavedFileView = { 
/**
 * Its full name.
 */
path: string | null, };

/**
 * A paper that was saved, or nothing if the person thought better of it.
 */
export type SavedPaperView = { 
/**
 * Its full name.
 */
path: string | null, 
/**
 * How many different letters on it no typeface of ours has. A small box stands for each.
 */
unprinted: number, 
/**
 * What those letters belong to.
 */
scripts: Array<Script>, };

/**
 * It is durably saved.
 */
export type SavedView = { 
/**
 * When.
 */
saved_at: Moment, };

/**
 * What a column says.
 */
export type Says = "name" | "given_name" | "family_name" | "preferred_name" | "date_of_birth" | "nhs_number" | "phone" | "email" | "address" | "postcode" | "organisation" | "practice_code" | "referrer_name" | "referrer_role" | "referrer_contact" | "received_on" | "reason" | "asked" | "own_view" | "urgency" | "consent" | "number";

/**
 * Asks what answers come to so far, and which questions they lead to.
 */
export type ScoreRequest = { 
/**
 * The measure's code.
 */
measure: string, 
/**
 * Its version.
 */
version: number, 
/**
 * The answers.
 */
answers: Array<Answer>, };

/**
 * What a measure came to.
 */
export type Scored = { 
/**
 * One for each question that was asked, in order.
 */
answered: Array<Answered>, 
/**
 * The total, where the measure has one and nothing is missing.
 */
total: number | null, 
/**
 * The band of the total; empty if there is none.
 */
total_band: string, 
/**
 * How many questions were left out.
 */
missing: number, };

/**
 * What a letter that cannot be printed belongs to, as far as a letter alone tells.
 */
export type Script = "chinese_or_japanese" | "japanese" | "korean" | "khmer" | "lao" | "burmese" | "tibetan" | "arabic" | "hebrew" | "south_asian" | "pictures" | "other";

/**
 * Asks for services.
 */
export type SearchServicesRequest = { 
/**
 * Words; empty for all.
 */
text: string, 
/**
 * A postcode, outcode or town; empty for anywhere.
 */
near: string, 
/**
 * Within so many miles.
 */
miles: number | null, 
/**
 * Answers this need of our short list.
 */
need: string | null, 
/**
 * Open on this day (`MO` ... `SU`).
 */
day: string | null, 
/**
 * In this part of that day.
 */
part: PartOfDay | null, 
/**
 * Open now, whatever `day` says.
 */
now: boolean, 
/**
 * Costs nothing.
 */
free: boolean, 
/**
 * Step-free.
 */
step_free: boolean, 
/**
 * Spoken language.
 */
language: string | null, 
/**
 * For someone of this age.
 */
age: number | null, 
/**
 * Closed ones too.
 */
closed_too: boolean, 
/**
 * Of these alone.
 */
among: AmongRequest | null, 
/**
 * Skip so many.
 */
offset: number, 
/**
 * At most so many, up to 100.
 */
limit: number, };

/**
 * One answer over time.
 */
export type SeriesView = { 
/**
 * The measure's code.
 */
measure: string, 
/**
 * Its version: another version has other words or another scale, and a line of its own.
 */
version: number, 
/**
 * What the measure is called.
 */
measure_name: string, 
/**
 * The question's name; empty for the total.
 */
question: string, 
/**
 * The question in a few words; empty for the total.
 */
short: string, 
/**
 * The least that is possible.
 */
least: number, 
/**
 * The most.
 */
most: number, 
/**
 * Less is better.
 */
less_is_better: boolean, 
/**
 * Oldest first.
 */
points: Array<PointView>, };

/**
 * The team's server has another address.
 */
export type ServerRequest = { 
/**
 * The address, as typed.
 */
server: string, };

/**
 * A service that people can be connected to.
 */
export type Service = { 
/**
 * Its id.
 */
id: ServiceId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Name.
 */
name: Text, 
/**
 * Who runs it.
 */
organisation: OrganisationId | null, 
/**
 * Whether it runs.
 */
status: ServiceStatus | null, 
/**
 * What it is and does.
 */
description: Text, 
/**
 * Another name it goes by.
 */
also_known_as: Text, 
/**
 * Web page.
 */
url: Text, 
/**
 * E-mail.
 */
email: Text, 
/**
 * Telephone.
 */
phone: Text, 
/**
 * People to ask for.
 */
ask_for: Array<AskFor>, 
/**
 * Opening times.
 */
opening: Array<Opening>, 
/**
 * Opening times in words.
 */
opening_words: Text, 
/**
 * Costs.
 */
costs: Array<Cost>, 
/**
 * Costs in words.
 */
fees: Text, 
/**
 * Costs nothing.
 */
free: boolean, 
/**
 * Youngest age.
 */
minimum_age: number | null, 
/**
 * Oldest age.
 */
maximum_age: number | null, 
/**
 * Who may come, in words.
 */
eligibility: Text, 
/**
 * How to join: turn up, ring first, by referral.
 */
how_to_join: Text, 
/**
 * How long people wait.
 */
waiting: Text, 
/**
 * Languages spoken.
 */
languages: Array<string>, 
/**
 * What helps people to get in and take part; also of its places.
 */
access: Text, 
/**
 * Wheelchair users can get in and take part.
 */
step_free: boolean, 
/**
 * Area it serves.
 */
area: Text, 
/**
 * Tags: words of the source, and UKCAT codes as `ukcat:SC102`.
 */
tags: Array<string>, 
/**
 * Needs of our short list that it answers.
 */
needs: Array<string>, 
/**
 * Accreditations.
 */
accreditations: Text, 
/**
 * A notice from the source: "closed in August".
 */
alert: Text, 
/**
 * When the source last assured it.
 */
assured_on: string | null, 
/**
 * Whom to tell when it is wrong.
 */
assurer_email: Text, 
/**
 * When the source last changed it.
 */
source_changed: Text, 
/**
 * Where the record came from; empty if written here.
 */
source: Text, 
/**
 * Its id there.
 */
source_id: Text, 
/**
 * When a colleague last checked it.
 */
checked_on: string | null, 
/**
 * Who checked it.
 */
checked_by: Text, 
/**
 * Kept from the source as it came, where no field of ours holds it (JSON object text).
 */
also: Text, 
/**
 * Since when its source gives it no longer, though the rest was all there. It is kept: a source that forgets is not a closed door.
 */
gone_since: string | null, 
/**
 * The same service in another record, made from another source: what belongs to either is read together.
 */
same_as: ServiceId | null, 
/**
 * Of the records that are read together, the one whose words stand where nothing else is chosen; this one if not said.
 */
leads: ServiceId | null, 
/**
 * Parts in which another's words stand.
 */
chosen: Array<Chosen>, };

/**
 * A service somebody was told about.
 */
export type ServiceGiven = { 
/**
 * Which, if it is in the directory.
 */
service: ServiceId | null, 
/**
 * Its name then.
 */
name: string, 
/**
 * Signposted or referred.
 */
link: Link | null, };

/**
 * A service.
 */
export type ServiceId = string;

/**
 * A service in a list.
 */
export type ServiceLine = { 
/**
 * Id.
 */
id: ServiceId, 
/**
 * Name.
 */
name: string, 
/**
 * Who runs it.
 */
organisation: string, 
/**
 * First words of what it is.
 */
summary: string, 
/**
 * Town of its nearest place.
 */
town: string, 
/**
 * Postcode of its nearest place.
 */
postcode: string, 
/**
 * Where its nearest place is: as given, or the middle of its postcode.
 */
point: Point | null, 
/**
 * Miles to its nearest place, as the crow flies.
 */
miles: number | null, 
/**
 * Days it is open (`MO`, `TU`...).
 */
days: Array<string>, 
/**
 * Costs nothing.
 */
free: boolean, 
/**
 * Step-free.
 */
step_free: boolean, 
/**
 * Whether it runs.
 */
status: ServiceStatus | null, 
/**
 * When a colleague last checked it, or its source last assured it.
 */
checked_on: string | null, 
/**
 * People connected to it.
 */
people: number, 
/**
 * One of the worker's favourites.
 */
favourite: boolean, 
/**
 * Open now by its times, but this bank holiday is today: to be asked first.
 */
holiday: BankHoliday | null, 
/**
 * Why it is shown, where that cannot be seen at a glance.
 */
why: Array<WhyView>, };

/**
 * Names two services.
 */
export type ServicePairRequest = { 
/**
 * One.
 */
one: ServiceId, 
/**
 * The other.
 */
other: ServiceId, };

/**
 * Two services side by side.
 */
export type ServicePairView = { 
/**
 * The one whose id goes on standing for both.
 */
kept: SourceSideView, 
/**
 * The other.
 */
other: SourceSideView, 
/**
 * Why they may be one.
 */
because: Array<WhySame>, 
/**
 * Where both say something, and not the same.
 */
differing: Array<PartView>, };

/**
 * Names a service.
 */
export type ServiceRequest = { 
/**
 * Id.
 */
id: ServiceId, 
/**
 * Measure distances from here; empty for none.
 */
near: string, };

/**
 * Whether a service runs (Open Referral UK 3.0 `status`).
 */
export type ServiceStatus = "active" | "inactive" | "defunct" | "temporarily closed";

/**
 * A service to check.
 */
export type ServiceToCheck = { 
/**
 * Id.
 */
id: ServiceId, 
/**
 * Name.
 */
name: string, 
/**
 * When it was last checked or assured.
 */
last: string | null, 
/**
 * People connected to it.
 */
people: number, };

/**
 * One service whole.
 */
export type ServiceView = { 
/**
 * The service.
 */
service: Service, 
/**
 * Who runs it.
 */
organisation: Organisation | null, 
/**
 * Where it is, nearest first.
 */
places: Array<PlaceView>, 
/**
 * Colleagues' tips, newest first.
 */
tips: Array<Tip>, 
/**
 * How it went.
 */
outcomes: OutcomesView, 
/**
 * People with an open connection to it.
 */
people: Array<PersonLine>, 
/**
 * Days since it was last checked or assured.
 */
days_since_check: number | null, 
/**
 * The next dates on which it is open, where its opening times say so for certain.
 */
next_dates: Array<SessionView>, 
/**
 * The records it is read from, where there are several.
 */
sources: SourcesView, 
/**
 * One of the worker's favourites.
 */
favourite: boolean, 
/**
 * The collections that it is in.
 */
collections: Array<CollectionId>, };

/**
 * Services found.
 */
export type ServicesView = { 
/**
 * How many were found.
 */
total: number, 
/**
 * Whether there may be more than `total`: the words were too common to weigh every hit.
 */
at_least: boolean, 
/**
 * Where "near" turned out to be; nothing if it was not asked or not found.
 */
near: NearView | null, 
/**
 * "Near" was asked and the place is not known.
 */
near_unknown: boolean, 
/**
 * The time that stood in the words.
 */
when_said: WhenSaidView | null, 
/**
 * So many more would fit, but do not say whether they are open then.
 */
unsaid: number, 
/**
 * This page.
 */
rows: Array<ServiceLine>, };

/**
 * A session and what was brought to it.
 */
export type SessionOfSupervision = { 
/**
 * The session.
 */
session: Supervision, 
/**
 * What was brought to it, in the order of writing.
 */
brought: Array<Brought>, };

/**
 * A day on which a service is open.
 */
export type SessionView = { 
/**
 * The day.
 */
on: string, 
/**
 * From, `HH:MM`.
 */
opens: string | null, 
/**
 * Until, `HH:MM`.
 */
closes: string | null, 
/**
 * A bank holiday there: to be asked first.
 */
holiday: BankHoliday | null, };

/**
 * Names the organisation that runs a service; made if there is none of that name.
 */
export type SetOrganisationRequest = { 
/**
 * The service.
 */
service: ServiceId, 
/**
 * The organisation's name.
 */
name: string, };

/**
 * Sets the team up again on a server that has nothing of it.
 */
export type SetUpAgainRequest = { 
/**
 * The code that who runs the server gave.
 */
sign_up_code: string, };

/**
 * Settings of this laptop. They say nothing about anybody and are kept in clear, so that the lock screen can follow them.
 */
export type Settings = { 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * Text size in per cent, 100 to 200.
 */
text_size: number, 
/**
 * Minutes without a key or click until the vault locks, 1 to 60.
 */
lock_minutes: number, 
/**
 * Whether notes are spell-checked.
 */
spell_check: boolean, 
/**
 * Draw without the graphics card.
 */
safe_graphics: boolean, };

/**
 * Settles a difference.
 */
export type SettleRequest = { 
/**
 * Which.
 */
key: string, 
/**
 * How.
 */
keep: Keep, };

/**
 * Ready words are to be the team's, or the worker's own again.
 */
export type SharePhraseRequest = { 
/**
 * Which.
 */
id: PhraseId, 
/**
 * The team's; otherwise one's own.
 */
for_team: boolean, };

/**
 * A person whom two organisations see.
 */
export type SharedView = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * What the other team is called.
 */
team: string, 
/**
 * Whether the record is the other team's, and this one a guest.
 */
is_guest: boolean, };

/**
 * Where the talk with the other organisation stands.
 */
export type SharingState = { "is": "waiting" } | { "is": "asking", 
/**
 * What their team is called.
 */
team: string, 
/**
 * Who speaks for it.
 */
by: string, 
/**
 * Who is shared, as the side that shares calls them; empty on that side.
 */
person: string, 
/**
 * Digits that both screens show.
 */
safety: string, } | { "is": "agreed" } | { "is": "shared" } | { "is": "expired" } | { "is": "spoiled" } | { "is": "failed" };

/**
 * A talk with another organisation.
 */
export type SharingTalkView = { 
/**
 * The code to read out; empty on the side that typed it in.
 */
code: string, 
/**
 * Until when it can be used.
 */
until: Moment | null, 
/**
 * Where it stands.
 */
state: SharingState, };

/**
 * One of two values that people gave to one field without knowing of each other.
 */
export type SideView = { 
/**
 * The value.
 */
value: unknown, 
/**
 * Who wrote it.
 */
by: string, 
/**
 * When they wrote it, on their laptop's clock.
 */
at: Moment, 
/**
 * On which laptop; empty if it has no name.
 */
laptop: string, };

/**
 * A person not spoken with for a while.
 */
export type SilenceView = { 
/**
 * Who.
 */
person: PersonLine, 
/**
 * Days since the last contact that happened, or since they were taken on.
 */
days: number, };

/**
 * A record that was left out, and why.
 */
export type SkippedView = { 
/**
 * Row, or position in the file, from 1.
 */
at: number, 
/**
 * The name, as far as it has one.
 */
name: string, 
/**
 * Why, as a code that the interface words.
 */
reason: string, 
/**
 * What was found there, cut short.
 */
detail: string, };

/**
 * What speaks for seeing somebody soon. Each is shown in words; none is added up.
 */
export type SoonBecause = "said" | "urgent" | "soon" | "safeguarding" | "risk" | "carer" | "adjustments";

/**
 * Corrections for one source: one e-mail.
 */
export type SourceCorrectionsView = { 
/**
 * The source, as its services carry it.
 */
source: string, 
/**
 * What the team calls it.
 */
name: string, 
/**
 * Whom it says to tell; empty if it says nobody.
 */
to: string, 
/**
 * The services.
 */
services: Array<CorrectedServiceView>, };

/**
 * One record of a service; or several that are joined, as they are shown.
 */
export type SourceSideView = { 
/**
 * The service as this side has it.
 */
service: Service, 
/**
 * Who runs it.
 */
organisation: string, 
/**
 * Where it is.
 */
places: Array<Place>, 
/**
 * Where it came from, as people call it; empty if it was written here.
 */
source: string, };

/**
 * The records of one service, where there are several.
 */
export type SourcesView = { 
/**
 * The records, the one that is kept first; none, if there is only one.
 */
sides: Array<SourceSideView>, 
/**
 * Which record each field's words are from.
 */
from: { [key in string]: ServiceId }, 
/**
 * Parts in which they differ.
 */
differing: Array<PartView>, 
/**
 * The record that leads.
 */
leads: ServiceId | null, 
/**
 * What was chosen by itself.
 */
chosen: Array<Chosen>, };

/**
 * Where a person stands with the link worker.
 */
export type Standing = "waiting" | "open" | "paused" | "closed";

/**
 * How many people stand where.
 */
export type StandingCounts = { 
/**
 * All, closed included.
 */
all: number, 
/**
 * Being supported.
 */
open: number, 
/**
 * Waiting.
 */
waiting: number, 
/**
 * Paused.
 */
paused: number, 
/**
 * Closed.
 */
closed: number, };

/**
 * Changes where somebody stands: begin, pause, end, begin again.
 */
export type StandingRequest = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * Where they stand from then on.
 */
standing: Standing, 
/**
 * From which day; today if not said.
 */
on: string | null, 
/**
 * Why, in words; in their own where they gave them.
 */
because: string, 
/**
 * Paused until about when.
 */
until: string | null, 
/**
 * How it ended.
 */
ending: Ending | null, 
/**
 * Whether they agreed that it ends.
 */
agreed: Agreed | null, 
/**
 * How they may come back.
 */
door_open: string, };

/**
 * What the window needs to draw its first screen.
 */
export type StartView = { 
/**
 * Whether there is a vault.
 */
vault: VaultState, 
/**
 * Whether the open vault holds the example people.
 */
example: boolean, 
/**
 * The app's version.
 */
version: string, 
/**
 * Settings of this laptop.
 */
settings: Settings, 
/**
 * The link worker's name, once the vault is open.
 */
worker: string, 
/**
 * When somebody who went in alone should be out, open or locked; nothing if nobody is.
 */
out_by: Moment | null, };

/**
 * How a goal, step or action stands.
 */
export type Status = "planned" | "doing" | "done" | "partly" | "set_aside";

/**
 * Stays longer.
 */
export type StayRequest = { 
/**
 * At which visit.
 */
contact: ContactId, 
/**
 * So many minutes from now.
 */
minutes: number, };

/**
 * A step on the way to a goal (the standard's *stage goal*).
 */
export type Step = { 
/**
 * Its id.
 */
id: StepId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * Of which goal.
 */
goal: GoalId, 
/**
 * In their words.
 */
words: Text, 
/**
 * How it stands.
 */
status: Status | null, 
/**
 * What came of it.
 */
outcome: Text, 
/**
 * Order on the page, smallest first.
 */
position: number | null, };

/**
 * A step on the way to a goal.
 */
export type StepId = string;

/**
 * What came from a stick.
 */
export type StickView = { 
/**
 * Whether a file was chosen.
 */
was_read: boolean, 
/**
 * Changes in it.
 */
changes: number, 
/**
 * Of which so many were new here.
 */
new: number, };

/**
 * A person's story, and who may hear it. Each use is agreed to by itself, and each consent can be taken back.
 */
export type Story = { 
/**
 * Its id.
 */
id: StoryId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * What it is called.
 */
title: Text, 
/**
 * As they tell it.
 */
words: Text, 
/**
 * The copy that names nobody.
 */
anonymised: Text, 
/**
 * Within the team.
 */
for_team: Given | null, 
/**
 * For those who fund the work.
 */
for_funder: Given | null, 
/**
 * For everybody.
 */
for_public: Given | null, 
/**
 * When they last said so.
 */
agreed_on: string | null, 
/**
 * In their words.
 */
agreed_words: Text, 
/**
 * When they took it back.
 */
withdrawn_on: string | null, 
/**
 * Who wrote it down.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * A person's story.
 */
export type StoryId = string;

/**
 * To whom a story may be told.
 */
export type StoryUse = "team" | "funder" | "public";

/**
 * A story, and to whom it may be told now.
 */
export type StoryView = { 
/**
 * The story.
 */
story: Story, 
/**
 * To whom it may be told.
 */
told_to: Array<StoryUse>, };

/**
 * Something a person has or can do.
 */
export type Strength = { 
/**
 * Its id.
 */
id: StrengthId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * Whose.
 */
person: PersonId, 
/**
 * In their words.
 */
words: Text, 
/**
 * A skill, a person, a place, an interest... in a word.
 */
sort: Text, 
/**
 * Order on the page, smallest first.
 */
position: number | null, };

/**
 * Something a person has or can do.
 */
export type StrengthId = string;

/**
 * How strong a passphrase is.
 */
export type StrengthView = { 
/**
 * 0 very weak to 4 very strong.
 */
score: number, 
/**
 * Whether it may be used.
 */
enough: boolean, 
/**
 * Power of ten of the guesses it would take.
 */
guesses_log10: number, 
/**
 * Codes of advice that the interface words.
 */
advice: Array<string>, };

/**
 * Asks which services may suit somebody.
 */
export type SuggestServicesRequest = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * Days they can go (`MO`, `TU`...); any if empty.
 */
days: Array<string>, };

/**
 * Asks which tags a text suggests.
 */
export type SuggestTagsRequest = { 
/**
 * Name and description.
 */
text: string, };

/**
 * A service that may suit, with reasons and doubts.
 */
export type SuggestionView = { 
/**
 * The service.
 */
line: ServiceLine, 
/**
 * What speaks for it.
 */
reasons: Array<ReasonView>, 
/**
 * What speaks against it, or is not known.
 */
doubts: Array<DoubtView>, };

/**
 * Services that may suit somebody.
 */
export type SuggestionsView = { 
/**
 * Where they live is not known, so distance was left out.
 */
near_unknown: boolean, 
/**
 * No need and no strength is written down yet: there is nothing to go by.
 */
needs_unknown: boolean, 
/**
 * Best first.
 */
rows: Array<SuggestionView>, };

/**
 * A session of supervision.
 */
export type Supervision = { 
/**
 * Its id.
 */
id: SupervisionId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * On which day.
 */
on: string | null, 
/**
 * At what time.
 */
at: TimeOfDay | null, 
/**
 * How long, in minutes.
 */
minutes: number | null, 
/**
 * With whom.
 */
supervisor: Text, 
/**
 * Clinical, managerial, of peers... in words.
 */
sort: Text, 
/**
 * Notes.
 */
note: Text, 
/**
 * What was agreed.
 */
agreed: Text, 
/**
 * When the next is.
 */
next_on: string | null, };

/**
 * A session of supervision.
 */
export type SupervisionId = string;

/**
 * Supervision: what waits for it, and the sessions.
 */
export type SupervisionView = { 
/**
 * What waits and is brought to no session yet, longest waiting first.
 */
queue: Array<Brought>, 
/**
 * The sessions, newest first; those without a day on top.
 */
sessions: Array<SessionOfSupervision>, };

/**
 * How things stand, in one word.
 */
export type SyncStanding = "alone" | "synced" | "working" | "offline" | "needs_you";

/**
 * What is the matter. Closed: the interface words each and says what to do.
 */
export type SyncTrouble = "unreachable" | "not_ours" | "bad_certificate" | "unwell" | "server_older" | "server_empty" | "other_history" | "missing" | "forged" | "revoked" | "suspended" | "full" | "too_old_here" | "too_old_there" | "disk" | "not_allowed" | "unknown_team";

/**
 * How things stand between this laptop and the others.
 */
export type SyncView = { 
/**
 * In one word.
 */
standing: SyncStanding, 
/**
 * Changes made here that the server has not acknowledged.
 */
unsent: number, 
/**
 * When the oldest of them was made.
 */
oldest_unsent: Moment | null, 
/**
 * When everything was last known to be the same here and there.
 */
synced_at: Moment | null, 
/**
 * Set while a laptop that joined is filling.
 */
loading: LoadingView | null, 
/**
 * Whether this laptop is new and still reads who wrote what, and when: what is in records is here, not all of their history.
 */
history_arriving: boolean, 
/**
 * What is the matter, if anything.
 */
trouble: SyncTrouble | null, 
/**
 * By how many minutes this laptop's clock is ahead of the server's; 0 if it is near enough.
 */
clock_minutes_ahead: number, 
/**
 * Differences to look at.
 */
differences: number, };

/**
 * A tag that a text suggests.
 */
export type TagHint = { 
/**
 * UKCAT code.
 */
code: string, 
/**
 * In words.
 */
words: string, };

/**
 * Tags and needs that a text suggests.
 */
export type TagHintsView = { 
/**
 * Tags.
 */
tags: Array<TagHint>, 
/**
 * Needs of our short list.
 */
needs: Array<string>, };

/**
 * Takes times of a calendar into one's own diary.
 */
export type TakeCalendarRequest = { 
/**
 * The file.
 */
path: string, 
/**
 * Which, by their ids there.
 */
take: Array<string>, };

/**
 * Takes in rows of a spreadsheet: all of them, or none.
 */
export type TakeInRequest = { 
/**
 * The file.
 */
path: string, 
/**
 * As it was looked at.
 */
digest: string, 
/**
 * What each column says.
 */
says: Array<Says | null>, 
/**
 * Which rows.
 */
rows: Array<TakeInRow>, };

/**
 * A row to take in.
 */
export type TakeInRow = { 
/**
 * Its number.
 */
row: number, 
/**
 * Who it is, if they are known; somebody new otherwise.
 */
person: PersonId | null, };

/**
 * Names a handing over.
 */
export type TakeOverRequest = { 
/**
 * Which.
 */
id: HandOverId, };

/**
 * Something is to be taken to supervision: a person, or a contact or task with or without one.
 */
export type TakeToSupervisionRequest = { 
/**
 * About work with whom.
 */
person: PersonId | null, 
/**
 * From which contact.
 */
contact: ContactId | null, 
/**
 * From which task.
 */
task: TaskId | null, };

/**
 * Rows were taken in.
 */
export type TakenInView = { 
/**
 * Referrals.
 */
referrals: number, 
/**
 * People who are new.
 */
people: number, 
/**
 * When they were durably saved.
 */
saved_at: Moment, };

/**
 * How often something was said.
 */
export type Tally = { 
/**
 * A need's code, or the name of a service.
 */
what: string, 
/**
 * In so many conversations.
 */
times: number, };

/**
 * Something to do, with a gentle day: it is never overdue, only still to do.
 */
export type Task = { 
/**
 * Its id.
 */
id: TaskId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * About whom, if about a person. Said when it is made, and not changed: it is kept with them.
 */
person: PersonId | null, 
/**
 * What.
 */
what: Text, 
/**
 * Who does it, by name.
 */
worker: Text, 
/**
 * About when.
 */
due_on: string | null, 
/**
 * How it stands.
 */
status: Status | null, 
/**
 * When it was done.
 */
done_on: string | null, 
/**
 * What came of it.
 */
outcome: Text, 
/**
 * Who wrote it.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * Something to do.
 */
export type TaskId = string;

/**
 * A task, and about whom.
 */
export type TaskView = { 
/**
 * The task.
 */
task: Task, 
/**
 * About whom, if about a person.
 */
person: PersonLine | null, };

/**
 * The team; nothing while this laptop works alone.
 */
export type TeamView = { 
/**
 * Its name.
 */
name: string, 
/**
 * The server's address.
 */
server: string, 
/**
 * What the one who works here may do.
 */
my_role: RoleCode, 
/**
 * Who belongs, and who did.
 */
members: Array<MemberView>, 
/**
 * Whether the recovery code can bring back who works here.
 */
recovery: RecoveryState, 
/**
 * Whether the reflections of who works here can be read on this laptop.
 */
reads_own: boolean, 
/**
 * Whether this laptop was taken out of the team: it may ask to be let in again, and brings what was written on it since.
 */
is_out: boolean, };

/**
 * Says that a source was told.
 */
export type TellSourceRequest = { 
/**
 * Of which services, and what of each.
 */
services: Array<ToldOf>, 
/**
 * In which words.
 */
words: string, };

/**
 * Free text in any script, up to 100,000 characters; empty means nothing recorded.
 */
export type Text = string;

/**
 * Text to look up.
 */
export type TextRequest = { 
/**
 * What was typed.
 */
text: string, };

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * What is nobody's in particular and was found by its words: a group, a drop-in, an event, a time in the diary, something to do.
 */
export type ThingLine = { 
/**
 * Of which kind.
 */
kind: Kind, 
/**
 * Which.
 */
id: string, 
/**
 * The group that met, the drop-in at which something was said.
 */
of: string | null, 
/**
 * What it is called; may be empty.
 */
title: string, 
/**
 * On which day.
 */
on: string | null, 
/**
 * The words in which it was found, if they are not its title.
 */
found_in: string, };

/**
 * A time of day on the clock of the place, to the minute: `14:30`.
 */
export type TimeOfDay = string;

/**
 * A colleague's tip about a service: "ask for Jean; step at the door".
 */
export type Tip = { 
/**
 * Its id.
 */
id: TipId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * About which service.
 */
service: ServiceId, 
/**
 * The tip.
 */
words: Text, 
/**
 * Who gave it.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * A colleague's tip about a service.
 */
export type TipId = string;

/**
 * A service to look at again.
 */
export type ToCheckView = { 
/**
 * Which.
 */
id: ServiceId, 
/**
 * Its name.
 */
name: string, 
/**
 * Whom to ring.
 */
phone: string, 
/**
 * When it was last checked or assured.
 */
last: string | null, 
/**
 * Who checked it.
 */
by: string, 
/**
 * Since when its source gives it no longer.
 */
gone_since: string | null, 
/**
 * People with an open connection to it.
 */
people: number, 
/**
 * How often nobody was reached since.
 */
tried: number, };

/**
 * Today.
 */
export type TodayView = { 
/**
 * The date.
 */
date: string, 
/**
 * Visits and calls of today, in time order; then those missed earlier and not yet written up.
 */
visits: Array<VisitView>, 
/**
 * Tomorrow's and the next days', up to a week.
 */
coming: Array<VisitView>, 
/**
 * What is not with a person, of today and the next days up to a week, in time order.
 */
appointments: Array<Appointment>, 
/**
 * People to get back to, longest silence first.
 */
get_back_to: Array<SilenceView>, 
/**
 * Waiting, newest referrals first.
 */
new_referrals: Array<PersonLine>, 
/**
 * Waiting, longest first.
 */
waiting: Array<PersonLine>, 
/**
 * Actions and reviews due, oldest first.
 */
due: Array<DueView>, 
/**
 * The worker's tasks still to do, soonest first.
 */
tasks: Array<TaskView>, 
/**
 * Handed to the worker and not taken yet, or covered by them now.
 */
handed: Array<HandedView>, 
/**
 * Who is away today.
 */
away: Array<Leave>, 
/**
 * Services people are connected to that nobody has checked for three months.
 */
services_to_check: Array<ServiceToCheck>, 
/**
 * How full the worker's hands are.
 */
capacity: CapacityView, };

/**
 * What was told of one service.
 */
export type ToldOf = { 
/**
 * Which.
 */
id: ServiceId, 
/**
 * The keys of its corrections.
 */
keys: Array<string>, };

/**
 * When a source was told.
 */
export type ToldView = { 
/**
 * When.
 */
at: Moment | null, 
/**
 * By whom.
 */
by: string, 
/**
 * At which address; empty if the source gives none.
 */
to: string, };

/**
 * The sum of all answers, where the owner of a measure says that there is one.
 */
export type Total = { 
/**
 * The least it can be.
 */
least: number, 
/**
 * The most.
 */
most: number, 
/**
 * Less is better.
 */
less_is_better: boolean, };

/**
 * What can be undone and redone now.
 */
export type UndoView = { 
/**
 * What `undo` would undo next.
 */
undo: Did | null, 
/**
 * What `redo` would do again.
 */
redo: Did | null, 
/**
 * What this call undid or redid.
 */
done: Did | null, };

/**
 * An item of the standard that is still blank.
 */
export type Unknown = "given_name" | "family_name" | "date_of_birth" | "gp_practice" | "referrer" | "risk" | "gender" | "ethnicity" | "nhs_number" | "address" | "reach" | "sexual_orientation" | "requirements" | "consent" | "need";

/**
 * The vault is open.
 */
export type UnlockedView = { 
/**
 * Where to go back to.
 */
resume: Resume | null, 
/**
 * Whether a new passphrase must be chosen first (opened with the recovery code).
 */
choose_passphrase: boolean, };

/**
 * How soon a referrer would like somebody to be seen. In FHIR R4 `routine`, `urgent`, and `asap` or `stat`.
 */
export type Urgency = "routine" | "soon" | "urgent";

/**
 * A contact, or a plan, is to begin with a template.
 */
export type UseTemplateRequest = { 
/**
 * Which template.
 */
template: PhraseId, 
/**
 * Whose plan; with a contact, whose contact it is follows from that.
 */
person: PersonId, 
/**
 * Which contact, for a contact's template.
 */
contact: ContactId | null, };

/**
 * What a template put there.
 */
export type UsedTemplateView = { 
/**
 * Fields that it filled, or goals, steps and actions that it began.
 */
put: number, 
/**
 * What it left alone, because there were words already.
 */
left: number, 
/**
 * When it was durably saved.
 */
saved_at: Moment, };

/**
 * Whether there is a vault, and whether it is open.
 */
export type VaultState = "none" | "locked" | "open";

/**
 * What somebody did, named so that it can be shown: "Undo: changed *what matters*".
 */
export type Verb = "added" | "changed" | "archived" | "restored" | "connected" | "followed_up" | "checked" | "referred" | "joined" | "taken_apart" | "imported" | "example";

/**
 * A visit or call arranged, with what to know on the way.
 */
export type VisitView = { 
/**
 * The contact.
 */
contact: Contact, 
/**
 * Who.
 */
person: PersonLine, 
/**
 * Address in one line.
 */
address: string, 
/**
 * First telephone.
 */
phone: string, 
/**
 * How to get in.
 */
getting_in: string, 
/**
 * How to communicate.
 */
how_to_communicate: string, 
/**
 * What was agreed last time, and when that was.
 */
agreed_last: string, 
/**
 * When that was.
 */
agreed_last_on: string | null, 
/**
 * Actions due.
 */
actions_due: Array<Action>, 
/**
 * Current risks.
 */
risks: Array<Risk>, 
/**
 * Alert on the person.
 */
alert: string, };

/**
 * Whose view something is.
 */
export type Voice = "person" | "family" | "worker" | "service" | "other";

/**
 * What of one record, or of something the team shares, has not reached the server.
 */
export type WaitingLine = { 
/**
 * Of what.
 */
of: WaitingOf, 
/**
 * How many changes.
 */
changes: number, 
/**
 * When the oldest was written.
 */
since: Moment | null, };

/**
 * Asks for the waiting list.
 */
export type WaitingListRequest = { 
/**
 * In which order.
 */
order: WaitingOrder, };

/**
 * The waiting list, with the figures that referrers are told.
 */
export type WaitingListView = { 
/**
 * Who waits.
 */
waits: Array<WaitsView>, 
/**
 * How many people stand where.
 */
counts: StandingCounts, 
/**
 * Days the longest wait has lasted.
 */
longest_days: number | null, 
/**
 * Days that half of those who wait have waited at least.
 */
middle_days: number | null, 
/**
 * Referrals that came in the last twelve weeks.
 */
referrals: number, 
/**
 * The pause in new referrals that holds or is to come.
 */
pause: ReferralPause | null, };

/**
 * Where changes wait.
 */
export type WaitingOf = { "is": "person", 
/**
 * Whose.
 */
person: PersonId, 
/**
 * What they are called.
 */
name: string, } | { "is": "directory" } | { "is": "team" } | { "is": "private" };

/**
 * How the waiting list is ordered.
 */
export type WaitingOrder = "wait" | "need" | "soon";

/**
 * Somebody who waits.
 */
export type WaitsView = { 
/**
 * Who.
 */
person: PersonLine, 
/**
 * Since when.
 */
since: string | null, 
/**
 * Days.
 */
days: number, 
/**
 * Their time of support, where there is one.
 */
episode: Episode | null, 
/**
 * The newest referral.
 */
referral: Referral | null, 
/**
 * How soon the referrer would like it.
 */
urgency: Urgency | null, 
/**
 * Needs that are known.
 */
needs: number, 
/**
 * What speaks for seeing them soon.
 */
because: Array<SoonBecause>, 
/**
 * First telephone.
 */
phone: string, };

/**
 * What changed, and who and what helped, as somebody sees it. Several may say so; the person first.
 */
export type WhatChanged = { 
/**
 * Its id.
 */
id: WhatChangedId, 
/**
 * When it was put in the bin, if it was.
 */
archived: Moment | null, 
/**
 * For whom.
 */
person: PersonId, 
/**
 * What changed.
 */
words: Text, 
/**
 * Who helped.
 */
who_helped: Text, 
/**
 * What helped.
 */
what_helped: Text, 
/**
 * Whose view it is.
 */
voice: Voice | null, 
/**
 * Who that is, by name.
 */
voice_name: Text, 
/**
 * With regard to which goal.
 */
goal: GoalId | null, 
/**
 * On which day.
 */
on: string | null, 
/**
 * Who wrote it down.
 */
author: Text, 
/**
 * When it was written.
 */
written_at: Moment | null, };

/**
 * What changed, as somebody sees it.
 */
export type WhatChangedId = string;

/**
 * A time that stood in the words, and was looked for as a time.
 */
export type WhenSaidView = { 
/**
 * The day (`MO` ... `SU`); nothing means now.
 */
day: string | null, 
/**
 * The part of that day.
 */
part: PartOfDay | null, 
/**
 * The words without it.
 */
rest: string, };

/**
 * Who does an action.
 */
export type Who = "person" | "worker" | "other";

/**
 * Why a referral was declined.
 */
export type WhyDeclined = "does_not_wish" | "out_of_area" | "under_age" | "other_help_needed" | "already_supported" | "full" | "other";

/**
 * Why a connection did not happen. What nothing local meets is information for funders.
 */
export type WhyNot = "full" | "wait_too_long" | "closed" | "cost" | "travel" | "wrong_time" | "not_right" | "not_eligible" | "access" | "no_reply" | "changed_mind" | "unwell" | "no_such_service" | "other";

/**
 * Why two records may be of one service.
 */
export type WhySame = { "is": "same_name" } | { "is": "name_alike" } | { "is": "register", 
/**
 * The register.
 */
scheme: string, 
/**
 * The number.
 */
identifier: string, } | { "is": "organisation" } | { "is": "phone" } | { "is": "email" } | { "is": "website" } | { "is": "postcode", 
/**
 * It.
 */
postcode: string, } | { "is": "near", 
/**
 * Metres.
 */
metres: number, };

/**
 * Why a service was found.
 */
export type WhyView = { "is": "named" } | { "is": "tagged" } | { "is": "described" } | { "is": "read_as", 
/**
 * As typed.
 */
typed: string, 
/**
 * As read.
 */
read: string, } | { "is": "meant", 
/**
 * As said.
 */
said: string, 
/**
 * What was found for it.
 */
found: string, };

/**
 * Asks for an e-mail about some services, ready in the person's own program.
 */
export type WriteEmailRequest = { 
/**
 * The services: all of one source, which says whom to write to.
 */
services: Array<ServiceId>, 
/**
 * Subject.
 */
subject: string, 
/**
 * Text.
 */
text: string, };

/** What may be asked, and what is told. */
export interface Commands {
	start_state: { request: Nothing; view: StartView };
	passphrase_strength: { request: PassphraseRequest; view: StrengthView };
	create_vault: { request: CreateVaultRequest; view: RecoveryCodeView };
	confirm_recovery_code: { request: RecoveryCodeRequest; view: Nothing };
	save_recovery_sheet: { request: RecoveryCodeRequest; view: SavedPaperView };
	unlock: { request: PassphraseRequest; view: UnlockedView };
	unlock_with_recovery: { request: RecoveryCodeRequest; view: UnlockedView };
	change_passphrase: { request: ChangePassphraseRequest; view: Nothing };
	replace_recovery_code: { request: PassphraseRequest; view: RecoveryCodeView };
	open_example: { request: Nothing; view: UnlockedView };
	lock: { request: Nothing; view: Nothing };
	stay_awake: { request: Nothing; view: Nothing };
	save_settings: { request: Settings; view: Settings };
	about: { request: Nothing; view: AboutView };
	save_draft: { request: SaveDraftRequest; view: SavedView };
	drafts: { request: Nothing; view: Array<DraftView> };
	discard_draft: { request: DraftRequest; view: Nothing };
	remember_place: { request: Resume; view: Nothing };
	add_record: { request: AddRequest; view: AddedView };
	edit_field: { request: EditRequest; view: SavedView };
	edit_fields: { request: EditFieldsRequest; view: SavedView };
	archive_record: { request: RecordRequest; view: SavedView };
	restore_record: { request: RecordRequest; view: SavedView };
	history: { request: RecordRequest; view: Array<ChangeView> };
	bin: { request: Nothing; view: Array<BinLine> };
	undo: { request: Nothing; view: UndoView };
	redo: { request: Nothing; view: UndoView };
	undo_state: { request: Nothing; view: UndoView };
	find_people: { request: FindPeopleRequest; view: PeopleView };
	new_person: { request: NewPersonRequest; view: AddedView };
	open_person: { request: PersonRequest; view: PersonView };
	open_plan: { request: PersonRequest; view: PlanView };
	older_contacts: { request: ContactsRequest; view: Array<Contact> };
	connect: { request: ConnectRequest; view: AddedView };
	follow_up: { request: FollowUpRequest; view: SavedView };
	today: { request: Nothing; view: TodayView };
	save_plan_pdf: { request: PlanPdfRequest; view: SavedPaperView };
	papers: { request: PersonRequest; view: Array<PaperView> };
	attach_paper: { request: PersonRequest; view: AddedView | null };
	look_at_paper: { request: PaperRequest; view: PictureView };
	save_paper: { request: PaperRequest; view: SavedFileView };
	measures: { request: Nothing; view: Array<MeasureView> };
	how_things_are: { request: PersonRequest; view: HowThingsAreView };
	score: { request: ScoreRequest; view: Scored };
	record_measure: { request: RecordMeasureRequest; view: AddedView };
	questionnaires: { request: Nothing; view: Array<QuestionnaireView> };
	save_questionnaire: { request: SaveQuestionnaireRequest; view: AddedView };
	diary: { request: DiaryRequest; view: DiaryView };
	arrange: { request: ArrangeRequest; view: ArrangedView };
	hand_over: { request: HandOverRequest; view: AddedView };
	take_over: { request: TakeOverRequest; view: SavedView };
	leave: { request: Nothing; view: Array<Leave> };
	day_sheet: { request: DaySheetRequest; view: DaySheetView };
	save_day_sheet: { request: DaySheetRequest; view: SavedPaperView };
	save_calendar: { request: SaveCalendarRequest; view: SavedFileView };
	choose_calendar: { request: Nothing; view: ChosenView };
	look_into_calendar: { request: CalendarRequest; view: CalendarView };
	take_calendar: { request: TakeCalendarRequest; view: CalendarTakenView };
	out_alone: { request: Nothing; view: Array<OutView> };
	go_in: { request: GoInRequest; view: SavedView };
	stay_longer: { request: StayRequest; view: SavedView };
	come_out: { request: ComeOutRequest; view: SavedView };
	drop_ins: { request: Nothing; view: Array<DropInLine> };
	open_drop_in: { request: DropInRequest; view: DropInView };
	conversation_becomes: { request: BecomeRequest; view: AddedView };
	groups: { request: Nothing; view: Array<GroupLine> };
	open_group: { request: GroupRequest; view: GroupView };
	mark_attendance: { request: MarkRequest; view: SavedView };
	groups_of: { request: PersonRequest; view: Array<GoingView> };
	community_events: { request: EventsRequest; view: EventsView };
	save_events: { request: EventsRequest; view: SavedFileView };
	new_referral: { request: NewReferralRequest; view: ReferredView };
	decide_referral: { request: DecideRequest; view: SavedView };
	read_referral_file: { request: Nothing; view: ReferralFileView | null };
	read_referral_table_file: { request: ReferralTableRequest; view: ReferralTableView | null };
	take_in_referrals: { request: TakeInRequest; view: TakenInView };
	save_referral_form: { request: ReferralFormRequest; view: SavedFileView };
	change_standing: { request: StandingRequest; view: SavedView };
	waiting_list: { request: WaitingListRequest; view: WaitingListView };
	save_letter: { request: LetterRequest; view: SavedPaperView };
	possible_duplicates: { request: DuplicatesRequest; view: Array<MaybeSameView> };
	recorded_twice: { request: Nothing; view: Array<RecordedTwiceView> };
	maybe_same_as: { request: PersonRequest; view: Array<MaybeSameView> };
	compare_people: { request: PairRequest; view: PairView };
	join_people: { request: JoinRequest; view: JoinedView };
	take_apart: { request: PersonRequest; view: JoinedView };
	search_services: { request: SearchServicesRequest; view: ServicesView };
	open_service: { request: ServiceRequest; view: ServiceView };
	suggest_services: { request: SuggestServicesRequest; view: SuggestionsView };
	new_service: { request: NewServiceRequest; view: AddedView };
	set_organisation: { request: SetOrganisationRequest; view: SavedView };
	check_service: { request: ServiceRequest; view: SavedView };
	services_to_check: { request: Nothing; view: Array<ToCheckView> };
	note_check: { request: NoteCheckRequest; view: CheckedView };
	corrections: { request: CorrectionsRequest; view: Array<SourceCorrectionsView> };
	write_email: { request: WriteEmailRequest; view: Nothing };
	tell_source: { request: TellSourceRequest; view: SavedView };
	gaps: { request: GapsRequest; view: GapsView };
	suggest_tags: { request: SuggestTagsRequest; view: TagHintsView };
	locate: { request: TextRequest; view: NearView | null };
	export_directory: { request: Nothing; view: SavedFileView };
	save_leaflet: { request: LeafletRequest; view: SavedPaperView };
	keep_favourite: { request: FavouriteRequest; view: SavedView };
	collections: { request: Nothing; view: Array<CollectionLine> };
	collect_service: { request: CollectRequest; view: SavedView };
	new_collection: { request: NewCollectionRequest; view: AddedView };
	maybe_same_service: { request: ServiceRequest; view: Array<MaybeSameServiceView> };
	services_listed_twice: { request: Nothing; view: Array<ListedTwiceView> };
	compare_two_services: { request: ServicePairRequest; view: ServicePairView };
	join_services: { request: JoinServicesRequest; view: JoinedServiceView };
	choose_source: { request: ChooseSourceRequest; view: JoinedServiceView };
	take_service_apart: { request: ServiceRequest; view: JoinedServiceView };
	feeds: { request: Nothing; view: Array<FeedView> };
	add_feed: { request: AddFeedRequest; view: AddedView };
	pull_feed: { request: FeedRequest; view: Nothing };
	stop_feed: { request: FeedRequest; view: Nothing };
	remove_feed: { request: FeedRequest; view: SavedView };
	choose_import: { request: ChooseImportRequest; view: ChosenView };
	inspect_import: { request: InspectImportRequest; view: ImportPreviewView };
	run_import: { request: RunImportRequest; view: ImportDoneView };
	cancel_import: { request: Nothing; view: Nothing };
	import_postcodes: { request: TextRequest; view: PostcodesView };
	reference: { request: Nothing; view: ReferenceView };
	find_practices: { request: TextRequest; view: Array<PracticeView> };
	find_anything: { request: TextRequest; view: AnythingView };
	backups: { request: Nothing; view: Array<BackupView> };
	back_up_now: { request: Nothing; view: BackupView };
	preview_backup: { request: BackupRequest; view: BackupPreviewView };
	restore_backup: { request: BackupRequest; view: Nothing };
	show_file: { request: TextRequest; view: Nothing };
	sync_state: { request: Nothing; view: SyncView };
	sync_now: { request: Nothing; view: SyncView };
	activity: { request: Nothing; view: Array<ActivityLine> };
	waiting: { request: Nothing; view: Array<WaitingLine> };
	team: { request: Nothing; view: TeamView | null };
	make_team: { request: MakeTeamRequest; view: TeamView };
	invite: { request: InviteRequest; view: InvitationView };
	invitation: { request: Nothing; view: InvitationView | null };
	answer_invitation: { request: AnswerInvitationRequest; view: TeamView };
	cancel_invitation: { request: Nothing; view: Nothing };
	join_team: { request: JoinTeamRequest; view: JoiningView };
	joining: { request: Nothing; view: JoiningView };
	cancel_joining: { request: Nothing; view: Nothing };
	come_back: { request: ComeBackRequest; view: JoiningView };
	give_recovery_code: { request: RecoveryCodeRequest; view: TeamView };
	hand_own_key: { request: LaptopRequest; view: TeamView };
	own_key_by_code: { request: RecoveryCodeRequest; view: TeamView };
	change_role: { request: ChangeRoleRequest; view: TeamView };
	remove_member: { request: MemberRequest; view: TeamView };
	revoke_laptop: { request: LaptopRequest; view: TeamView };
	safety_number: { request: MemberRequest; view: SafetyNumberView };
	send_again: { request: Nothing; view: SyncView };
	set_up_again: { request: SetUpAgainRequest; view: SyncView };
	change_server: { request: ServerRequest; view: SyncView };
	save_stick: { request: Nothing; view: SavedFileView };
	save_unsent: { request: Nothing; view: SavedFileView };
	read_stick: { request: Nothing; view: StickView };
	reflections: { request: Nothing; view: Array<Reflection> };
	colleagues: { request: Nothing; view: Array<Colleague> };
	take_to_supervision: { request: TakeToSupervisionRequest; view: AddedView };
	supervision: { request: Nothing; view: SupervisionView };
	learning: { request: LearningRequest; view: LearningView };
	save_learning: { request: SaveLearningRequest; view: SavedPaperView };
	induction: { request: Nothing; view: Array<InductionItem> };
	begin_induction: { request: BeginInductionRequest; view: SavedView };
	phrases: { request: Nothing; view: Array<Phrase> };
	begin_templates: { request: Nothing; view: SavedView };
	share_phrase: { request: SharePhraseRequest; view: AddedView };
	use_template: { request: UseTemplateRequest; view: UsedTemplateView };
	my_caseload: { request: MyCaseloadRequest; view: MyCaseloadView };
	team_caseloads: { request: Nothing; view: Array<ColleagueCarries> };
	offer_sharing: { request: OfferSharingRequest; view: SharingTalkView };
	accept_sharing: { request: AcceptSharingRequest; view: SharingTalkView };
	sharing_talk: { request: Nothing; view: SharingTalkView | null };
	answer_sharing: { request: AnswerSharingRequest; view: SharingTalkView | null };
	cancel_sharing: { request: Nothing; view: Nothing };
	shared_people: { request: Nothing; view: Array<SharedView> };
	end_sharing: { request: EndSharingRequest; view: Nothing };
	left_over: { request: Nothing; view: Array<LeftOverView> };
	forget_left_over: { request: Nothing; view: Nothing };
	publishing: { request: Nothing; view: PublishingView };
	look_over_publication: { request: Nothing; view: PublicLookView };
	publish_directory: { request: PublishRequest; view: PublishingView };
	stop_publishing: { request: Nothing; view: PublishingView };
	differences: { request: Nothing; view: Array<DifferenceView> };
	settle_difference: { request: SettleRequest; view: SavedView };
	erase_person: { request: ErasePersonRequest; view: ErasureView };
	erasures: { request: Nothing; view: Array<ErasureView> };
}

/** What is sent without being asked. */
export interface Events {
	changed: ChangedEvent;
	import_progress: ProgressEvent;
	sync: SyncView;
	locking: null;
	locked: null;
}
