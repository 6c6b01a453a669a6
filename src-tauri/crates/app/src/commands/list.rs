//! The one list of commands. It feeds the dispatcher, the permissions and the TypeScript of the interface; there is no other.

/// Hands the list to a macro.
macro_rules! all_commands {
    ($with:ident) => {
        $with! {
            // Opening and closing
            session::start_state(Nothing) -> StartView;
            session::passphrase_strength(PassphraseRequest) -> StrengthView;
            session::create_vault(CreateVaultRequest) -> RecoveryCodeView;
            session::confirm_recovery_code(RecoveryCodeRequest) -> Nothing;
            session::save_recovery_sheet(RecoveryCodeRequest) -> SavedPaperView;
            session::unlock(PassphraseRequest) -> UnlockedView;
            session::unlock_with_recovery(RecoveryCodeRequest) -> UnlockedView;
            session::change_passphrase(ChangePassphraseRequest) -> Nothing;
            session::replace_recovery_code(PassphraseRequest) -> RecoveryCodeView;
            session::open_example(Nothing) -> UnlockedView;
            session::lock(Nothing) -> Nothing;
            session::stay_awake(Nothing) -> Nothing;
            session::save_settings(Settings) -> Settings;
            session::about(Nothing) -> AboutView;
            // What is being typed
            drafts::save_draft(SaveDraftRequest) -> SavedView;
            drafts::drafts(Nothing) -> Vec<DraftView>;
            drafts::discard_draft(DraftRequest) -> Nothing;
            drafts::remember_place(Resume) -> Nothing;
            // Records of any kind
            records::add_record(AddRequest) -> AddedView;
            records::edit_field(EditRequest) -> SavedView;
            records::edit_fields(EditFieldsRequest) -> SavedView;
            records::archive_record(RecordRequest) -> SavedView;
            records::restore_record(RecordRequest) -> SavedView;
            records::history(RecordRequest) -> Vec<ChangeView>;
            records::bin(Nothing) -> Vec<BinLine>;
            records::undo(Nothing) -> UndoView;
            records::redo(Nothing) -> UndoView;
            records::undo_state(Nothing) -> UndoView;
            // People
            people::find_people(FindPeopleRequest) -> PeopleView;
            people::new_person(NewPersonRequest) -> AddedView;
            people::open_person(PersonRequest) -> PersonView;
            people::open_plan(PersonRequest) -> PlanView;
            people::older_contacts(ContactsRequest) -> Vec<Contact>;
            people::connect(ConnectRequest) -> AddedView;
            people::follow_up(FollowUpRequest) -> SavedView;
            people::today(Nothing) -> TodayView;
            people::save_plan_pdf(PlanPdfRequest) -> SavedPaperView;
            // Papers attached
            papers::papers(PersonRequest) -> Vec<PaperView>;
            papers::attach_paper(PersonRequest) -> Option<AddedView>;
            papers::look_at_paper(PaperRequest) -> PictureView;
            papers::save_paper(PaperRequest) -> SavedFileView;
            // How things are
            measures::measures(Nothing) -> Vec<MeasureView>;
            measures::how_things_are(PersonRequest) -> HowThingsAreView;
            measures::score(ScoreRequest) -> Scored;
            measures::record_measure(RecordMeasureRequest) -> AddedView;
            measures::questionnaires(Nothing) -> Vec<QuestionnaireView>;
            measures::save_questionnaire(SaveQuestionnaireRequest) -> AddedView;
            // The days
            diary::diary(DiaryRequest) -> DiaryView;
            diary::arrange(ArrangeRequest) -> ArrangedView;
            diary::hand_over(HandOverRequest) -> AddedView;
            diary::take_over(TakeOverRequest) -> SavedView;
            diary::leave(Nothing) -> Vec<Leave>;
            day_sheet::day_sheet(DaySheetRequest) -> DaySheetView;
            day_sheet::save_day_sheet(DaySheetRequest) -> SavedPaperView;
            calendar::save_calendar(SaveCalendarRequest) -> SavedFileView;
            calendar::choose_calendar(Nothing) -> ChosenView;
            calendar::look_into_calendar(CalendarRequest) -> CalendarView;
            calendar::take_calendar(TakeCalendarRequest) -> CalendarTakenView;
            out_alone::out_alone(Nothing) -> Vec<OutView>;
            out_alone::go_in(GoInRequest) -> SavedView;
            out_alone::stay_longer(StayRequest) -> SavedView;
            out_alone::come_out(ComeOutRequest) -> SavedView;
            // Among people
            outreach::drop_ins(Nothing) -> Vec<DropInLine>;
            outreach::open_drop_in(DropInRequest) -> DropInView;
            outreach::conversation_becomes(BecomeRequest) -> AddedView;
            groups::groups(Nothing) -> Vec<GroupLine>;
            groups::open_group(GroupRequest) -> GroupView;
            groups::mark_attendance(MarkRequest) -> SavedView;
            groups::groups_of(PersonRequest) -> Vec<GoingView>;
            groups::community_events(EventsRequest) -> EventsView;
            groups::save_events(EventsRequest) -> SavedFileView;
            // Coming in
            coming_in::new_referral(NewReferralRequest) -> ReferredView;
            coming_in::decide_referral(DecideRequest) -> SavedView;
            coming_in::read_referral_file(Nothing) -> Option<ReferralFileView>;
            coming_in::read_referral_table_file(ReferralTableRequest) -> Option<ReferralTableView>;
            coming_in::take_in_referrals(TakeInRequest) -> TakenInView;
            coming_in::save_referral_form(ReferralFormRequest) -> SavedFileView;
            coming_in::change_standing(StandingRequest) -> SavedView;
            coming_in::waiting_list(WaitingListRequest) -> WaitingListView;
            coming_in::save_letter(LetterRequest) -> SavedPaperView;
            coming_in::possible_duplicates(DuplicatesRequest) -> Vec<MaybeSameView>;
            coming_in::recorded_twice(Nothing) -> Vec<RecordedTwiceView>;
            coming_in::maybe_same_as(PersonRequest) -> Vec<MaybeSameView>;
            coming_in::compare_people(PairRequest) -> PairView;
            coming_in::join_people(JoinRequest) -> JoinedView;
            coming_in::take_apart(PersonRequest) -> JoinedView;
            // Directory
            directory::search_services(SearchServicesRequest) -> ServicesView;
            directory::open_service(ServiceRequest) -> ServiceView;
            suggesting::suggest_services(SuggestServicesRequest) -> SuggestionsView;
            directory::new_service(NewServiceRequest) -> AddedView;
            directory::set_organisation(SetOrganisationRequest) -> SavedView;
            directory::check_service(ServiceRequest) -> SavedView;
            checking::services_to_check(Nothing) -> Vec<ToCheckView>;
            checking::note_check(NoteCheckRequest) -> CheckedView;
            corrections::corrections(CorrectionsRequest) -> Vec<SourceCorrectionsView>;
            corrections::write_email(WriteEmailRequest) -> Nothing;
            corrections::tell_source(TellSourceRequest) -> SavedView;
            gaps::gaps(GapsRequest) -> GapsView;
            directory::suggest_tags(SuggestTagsRequest) -> TagHintsView;
            directory::locate(TextRequest) -> Option<NearView>;
            directory::export_directory(Nothing) -> SavedFileView;
            directory::save_leaflet(LeafletRequest) -> SavedPaperView;
            // Services at hand
            at_hand::keep_favourite(FavouriteRequest) -> SavedView;
            at_hand::collections(Nothing) -> Vec<CollectionLine>;
            at_hand::collect_service(CollectRequest) -> SavedView;
            at_hand::new_collection(NewCollectionRequest) -> AddedView;
            // One service from several sources
            one_service::maybe_same_service(ServiceRequest) -> Vec<MaybeSameServiceView>;
            one_service::services_listed_twice(Nothing) -> Vec<ListedTwiceView>;
            one_service::compare_two_services(ServicePairRequest) -> ServicePairView;
            one_service::join_services(JoinServicesRequest) -> JoinedServiceView;
            one_service::choose_source(ChooseSourceRequest) -> JoinedServiceView;
            one_service::take_service_apart(ServiceRequest) -> JoinedServiceView;
            // Live lists
            feeds::feeds(Nothing) -> Vec<FeedView>;
            feeds::add_feed(AddFeedRequest) -> AddedView;
            feeds::pull_feed(FeedRequest) -> Nothing;
            feeds::stop_feed(FeedRequest) -> Nothing;
            feeds::remove_feed(FeedRequest) -> SavedView;
            // Import
            import::choose_import(ChooseImportRequest) -> ChosenView;
            import::inspect_import(InspectImportRequest) -> ImportPreviewView;
            import::run_import(RunImportRequest) -> ImportDoneView;
            import::cancel_import(Nothing) -> Nothing;
            import::import_postcodes(TextRequest) -> PostcodesView;
            // Lists
            reference::reference(Nothing) -> ReferenceView;
            reference::find_practices(TextRequest) -> Vec<PracticeView>;
            reference::find_anything(TextRequest) -> AnythingView;
            // Backup
            backup::backups(Nothing) -> Vec<BackupView>;
            backup::back_up_now(Nothing) -> BackupView;
            backup::preview_backup(BackupRequest) -> BackupPreviewView;
            backup::restore_backup(BackupRequest) -> Nothing;
            backup::show_file(TextRequest) -> Nothing;
            // The team
            team::sync_state(Nothing) -> SyncView;
            team::sync_now(Nothing) -> SyncView;
            team::activity(Nothing) -> Vec<ActivityLine>;
            team::waiting(Nothing) -> Vec<WaitingLine>;
            team::team(Nothing) -> Option<TeamView>;
            team::make_team(MakeTeamRequest) -> TeamView;
            team::invite(InviteRequest) -> InvitationView;
            team::invitation(Nothing) -> Option<InvitationView>;
            team::answer_invitation(AnswerInvitationRequest) -> TeamView;
            team::cancel_invitation(Nothing) -> Nothing;
            team::join_team(JoinTeamRequest) -> JoiningView;
            team::joining(Nothing) -> JoiningView;
            team::cancel_joining(Nothing) -> Nothing;
            team::come_back(ComeBackRequest) -> JoiningView;
            team::give_recovery_code(RecoveryCodeRequest) -> TeamView;
            team::hand_own_key(LaptopRequest) -> TeamView;
            team::own_key_by_code(RecoveryCodeRequest) -> TeamView;
            team::change_role(ChangeRoleRequest) -> TeamView;
            team::remove_member(MemberRequest) -> TeamView;
            team::revoke_laptop(LaptopRequest) -> TeamView;
            team::safety_number(MemberRequest) -> SafetyNumberView;
            team::send_again(Nothing) -> SyncView;
            team::set_up_again(SetUpAgainRequest) -> SyncView;
            team::change_server(ServerRequest) -> SyncView;
            team::save_stick(Nothing) -> SavedFileView;
            team::save_unsent(Nothing) -> SavedFileView;
            team::read_stick(Nothing) -> StickView;
            team::reflections(Nothing) -> Vec<Reflection>;
            team::colleagues(Nothing) -> Vec<Colleague>;
            // Looking after the worker
            growing::take_to_supervision(TakeToSupervisionRequest) -> AddedView;
            growing::supervision(Nothing) -> SupervisionView;
            growing::learning(LearningRequest) -> LearningView;
            growing::save_learning(SaveLearningRequest) -> SavedPaperView;
            growing::induction(Nothing) -> Vec<InductionItem>;
            growing::begin_induction(BeginInductionRequest) -> SavedView;
            growing::phrases(Nothing) -> Vec<Phrase>;
            templates::begin_templates(Nothing) -> SavedView;
            templates::share_phrase(SharePhraseRequest) -> AddedView;
            templates::use_template(UseTemplateRequest) -> UsedTemplateView;
            caseload::my_caseload(MyCaseloadRequest) -> MyCaseloadView;
            caseload::team_caseloads(Nothing) -> Vec<ColleagueCarries>;
            // One person, two organisations
            team::offer_sharing(OfferSharingRequest) -> SharingTalkView;
            team::accept_sharing(AcceptSharingRequest) -> SharingTalkView;
            team::sharing_talk(Nothing) -> Option<SharingTalkView>;
            team::answer_sharing(AnswerSharingRequest) -> Option<SharingTalkView>;
            team::cancel_sharing(Nothing) -> Nothing;
            team::shared_people(Nothing) -> Vec<SharedView>;
            team::end_sharing(EndSharingRequest) -> Nothing;
            team::left_over(Nothing) -> Vec<LeftOverView>;
            team::forget_left_over(Nothing) -> Nothing;
            // Publishing
            team::publishing(Nothing) -> PublishingView;
            team::look_over_publication(Nothing) -> PublicLookView;
            team::publish_directory(PublishRequest) -> PublishingView;
            team::stop_publishing(Nothing) -> PublishingView;
            // Differences and erasing
            differences::differences(Nothing) -> Vec<DifferenceView>;
            differences::settle_difference(SettleRequest) -> SavedView;
            erasing::erase_person(ErasePersonRequest) -> ErasureView;
            erasing::erasures(Nothing) -> Vec<ErasureView>;
        }
    };
}
pub(crate) use all_commands;
