// Who draws each place of the desk. A new screen is one line here; its door appears in the rail by itself.
import type { Component } from "svelte";
import Activity from "$features/activity/Activity.svelte";
import Bin from "$features/bin/Bin.svelte";
import { offerComingIn } from "$features/coming-in/anywhere";
import NewReferral from "$features/coming-in/NewReferral.svelte";
import ReferralTable from "$features/coming-in/Table.svelte";
import Twice from "$features/coming-in/Twice.svelte";
import TwiceList from "$features/coming-in/TwiceList.svelte";
import Waiting from "$features/coming-in/Waiting.svelte";
import Calendars from "$features/diary/Calendars.svelte";
import DaySheet from "$features/diary/DaySheet.svelte";
import Diary from "$features/diary/Diary.svelte";
import Differences from "$features/differences/Differences.svelte";
import { offerDirectory } from "$features/directory/anywhere";
import Collections from "$features/directory/Collections.svelte";
import Compare from "$features/directory/Compare.svelte";
import Directory from "$features/directory/Directory.svelte";
import ServicePage from "$features/directory/ServicePage.svelte";
import DropIns from "$features/dropin/DropIns.svelte";
import Session from "$features/dropin/Session.svelte";
import Feeds from "$features/feeds/Feeds.svelte";
import Events from "$features/groups/Events.svelte";
import Group from "$features/groups/Group.svelte";
import Groups from "$features/groups/Groups.svelte";
import Help from "$features/help/Help.svelte";
import Import from "$features/import/Import.svelte";
import Checks from "$features/keeping/Checks.svelte";
import Gaps from "$features/keeping/Gaps.svelte";
import { offerPeople } from "$features/people/anywhere";
import People from "$features/people/People.svelte";
import Person from "$features/person/Person.svelte";
import { offerPractice } from "$features/practice/anywhere";
import Practice from "$features/practice/Practice.svelte";
import Settings from "$features/settings/Settings.svelte";
import Doubles from "$features/sources/Doubles.svelte";
import OneOrTwo from "$features/sources/OneOrTwo.svelte";
import Team from "$features/team/Team.svelte";
import Today from "$features/today/Today.svelte";
import Together from "$features/together/Together.svelte";
import { offerThings } from "$lib/keys/things";
import type { RouteName } from "$lib/shell/router.svelte";

export const screens: Partial<Record<RouteName, Component>> = {
  today: Today,
  people: People,
  person: Person,
  together: Together,
  referral: NewReferral,
  referrals: ReferralTable,
  waiting: Waiting,
  twice: Twice,
  "recorded-twice": TwiceList,
  directory: Directory,
  service: ServicePage,
  compare: Compare,
  import: Import,
  feeds: Feeds,
  checks: Checks,
  gaps: Gaps,
  collections: Collections,
  doubles: Doubles,
  double: OneOrTwo,
  diary: Diary,
  day: DaySheet,
  calendars: Calendars,
  dropin: DropIns,
  session: Session,
  groups: Groups,
  group: Group,
  events: Events,
  practice: Practice,
  settings: Settings,
  team: Team,
  activity: Activity,
  differences: Differences,
  bin: Bin,
  help: Help,
};

// What an area offers on every screen.
offerPeople();
offerComingIn();
offerDirectory();
offerPractice();
offerThings();
