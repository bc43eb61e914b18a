use super::*;

#[test]
fn documents_look_plain_unless_something_is_set() {
    let look = right("").look;
    assert_eq!((look.language.as_deref(), look.accent, look.logo.is_none()), (None, None, true));
    let ranks: Vec<String> = look.ranks().into_iter().map(|rank| rank.value).collect();
    assert_eq!(ranks, ["public", "internal", "confidential", "strictly confidential"]);
}

#[test]
fn an_organisation_says_who_may_read_what() {
    let look = right(
        "[[look.classification]]\nvalue = \"offen\"\nlabel = \"Offen\"\noutside = \"customer\"\n\
         [[look.classification]]\nvalue = \"intern\"\n[[look.classification]]\nvalue = \"geheim\"\noutside = \"nobody\"\n",
    )
    .look;
    for (value, auditor, customer) in
        [("offen", true, true), ("Intern ", true, false), ("geheim", false, false), ("unknown", false, false)]
    {
        let may = (look.may_read(Readers::Auditor, value), look.may_read(Readers::Customer, value));
        assert_eq!(may, (auditor, customer), "{value}");
    }
    let ranks: Vec<(String, bool)> =
        look.ranks().into_iter().map(|rank| (rank.label, rank.outside)).collect();
    assert_eq!(ranks, [("Offen".into(), true), ("intern".into(), false), ("geheim".into(), false)]);
}

#[test]
fn mistakes_in_the_look_have_a_place_and_a_way_out() {
    assert_eq!(
        wrong("[look]\nlanguage = \"dee\"\naccent = \"blue\"\nlogo = \"../logo.png\"\ncolour = 1\n"),
        [
            "invalid-configuration \"dee\": `[look] language` is \"dee\"; wanted is `en` or `de` | did you mean `de`?",
            "invalid-configuration \"blue\": `[look] accent` is \"blue\", which is no colour | \
             write it as `#` and six digits, such as \"#1f3854\"",
            "invalid-configuration \"../logo.png\": `[look] logo` is \"../logo.png\", which leads out of the repository | \
             write it relative to the folder of isms.toml",
            "unknown-setting colour: `[look]` has no setting `colour` | \
             remove it, or use one of `language`, `words`, `logo`, `cover`, `accent` and `classification`",
        ]
    );
    assert_eq!(
        wrong("[[look.classification]]\nvalue = \"a\"\n[[look.classification]]\nvalue = \"A\"\noutside = \"custommer\"\n[[look.classification]]\nlabel = \"x\"\n").len(),
        3
    );
}
