// What is wrong with a value that was not accepted, said beside its field. Each is a sentence without its full stop: other
// words may follow. A new rule does not compile until it has words.
import type { Rule } from "../../generated/commands";

export const rules: Record<Rule, string> = {
  unknown_field: "There is no place for this in the record",
  wrong_kind: "This is not the kind of answer that fits here",
  too_long: "That is more than one field can hold (100,000 letters): put part of it elsewhere",
  not_one_to_ten: "Choose a number from 1 to 10",
  not_nought_to_ten: "Choose a number from 0 to 10",
  not_an_nhs_number: "That is not an NHS number: it has ten figures; check each against the letter",
  not_a_chi_number: "That is not a CHI number: it has ten figures and begins with the date of birth",
  not_an_hc_number: "That is not a Health and Care number: it has ten figures and begins with 32 to 39",
  not_a_date: "There is no such day: check the day, the month and the year",
  not_a_time: "Write a time such as 14:30",
  not_a_choice: "That is not one of the choices",
  out_of_range: "That number is too large or too small",
};
