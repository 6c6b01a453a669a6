//! Names and the short forms that people go by. A list to be added to; nothing else depends on it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// In which lists a name stands. Asked of everybody while a name is typed, so it is looked up and not looked for.
pub(super) fn lists_of(name: &str) -> &'static [&'static [&'static str]] {
    static LISTS: LazyLock<HashMap<&str, Vec<&[&str]>>> = LazyLock::new(|| {
        let mut lists: HashMap<&str, Vec<&[&str]>> = HashMap::new();
        for list in SHORT {
            for name in *list {
                lists.entry(name).or_default().push(list);
            }
        }
        lists
    });
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

/// Names and the short forms that people go by in Britain and Ireland.
const SHORT: &[&[&str]] = &[
    &["agnes", "aggie"],
    &["albert", "bert", "bertie", "al"],
    &["alexander", "alex", "alec", "sandy"],
    &["alexandra", "alex", "sandra"],
    &["alfred", "alf", "fred"],
    &["andrew", "andy", "drew"],
    &["ann", "anne", "annie", "anna"],
    &["anthony", "tony"],
    &["barbara", "babs", "barb"],
    &["benjamin", "ben", "benny"],
    &[
        "catherine",
        "katherine",
        "kathryn",
        "kate",
        "katie",
        "cathy",
        "kathy",
        "kitty",
    ],
    &["charles", "charlie"],
    &["christine", "christina", "chris", "tina"],
    &["christopher", "chris", "kit"],
    &["daniel", "dan", "danny"],
    &["david", "dave", "dai"],
    &["deborah", "debbie", "deb"],
    &["dorothy", "dot", "dolly", "dottie"],
    &["edward", "ed", "eddie", "ted", "ned"],
    &["eleanor", "ellie", "nell", "nora"],
    &[
        "elizabeth",
        "liz",
        "lizzie",
        "beth",
        "betty",
        "betsy",
        "elsie",
        "libby",
    ],
    &["florence", "flo", "florrie"],
    &["frederick", "fred", "freddie"],
    &["geoffrey", "geoff", "jeff", "jeffrey"],
    &["gillian", "gill", "jill"],
    &["gwendoline", "gwen"],
    &["harold", "harry"],
    &["helen", "nell", "nellie", "ellie"],
    &["henry", "harry", "hal"],
    &["james", "jim", "jimmy", "jamie"],
    &["janet", "jan"],
    &["jennifer", "jen", "jenny"],
    &["jessica", "jess", "jessie"],
    &["joanne", "joanna", "jo"],
    &["john", "jack", "johnny", "jon"],
    &["joseph", "joe", "joey"],
    &["josephine", "jo", "josie"],
    &["kenneth", "ken", "kenny"],
    &["lawrence", "laurence", "larry", "laurie"],
    &["leonard", "len", "lenny"],
    &["margaret", "maggie", "meg", "peggy", "marge", "madge"],
    &["mary", "molly", "polly"],
    &["matthew", "matt"],
    &["maureen", "mo"],
    &["michael", "mike", "mick"],
    &["mohammed", "mohamed", "muhammad", "mo"],
    &["nicholas", "nick", "nicky"],
    &["nicola", "nicky", "nikki"],
    &["pamela", "pam"],
    &["patricia", "pat", "patsy", "tricia", "trish"],
    &["patrick", "pat", "paddy"],
    &["peter", "pete"],
    &["philip", "phil", "pip"],
    &["raymond", "ray"],
    &["rebecca", "becky"],
    &["reginald", "reg", "reggie"],
    &["richard", "rick", "dick", "ricky", "rich"],
    &["robert", "bob", "bobby", "rob", "robbie"],
    &["ronald", "ron", "ronnie"],
    &["samantha", "sam"],
    &["samuel", "sam", "sammy"],
    &["sarah", "sally", "sadie"],
    &["sean", "shaun", "shawn"],
    &["stanley", "stan"],
    &["stephen", "steven", "steve"],
    &["susan", "sue", "susie", "suzanne"],
    &["terence", "terry"],
    &["theresa", "teresa", "terry", "tess"],
    &["thomas", "tom", "tommy"],
    &["timothy", "tim"],
    &["veronica", "ronnie"],
    &["victoria", "vicky"],
    &["vincent", "vince"],
    &["walter", "wally", "walt"],
    &["william", "bill", "billy", "will", "willie"],
    &["winifred", "win", "winnie", "freda"],
];
