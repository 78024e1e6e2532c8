"""What can be wrong with languages, those of the user's folder above all, and what is told of them."""

from mreport.problems import N_

SENTENCES = {
    "locales-missing": N_("There is no such folder of languages. “mreport languages init” makes one."),
    "catalogue-unreadable": N_(
        "This catalogue can't be read: %(problem)s. Mend it, or take it away and make it with “mreport languages init”."
    ),
    "catalogue-fields": N_(
        "This translation is not used: “%(field)s” is no field of its sentence. Until it is mended, the sentence is in "
        "English."
    ),
    "language-key": N_("“%(key)s” is not written as language.toml has it. Its comments and the guide show how."),
    "language-tag": N_("“%(text)s” is no tag of a language, such as lo or pt-BR."),
    "language-no-cldr": N_(
        "CLDR, as Babel has it, does not know the language “%(text)s”. Name the language whose dates and numbers it "
        "takes: --like TAG."
    ),
    "language-no-font": N_(
        "No font here has the letters of %(tag)s; paper shows boxes for them. Name a font under [fonts] in the "
        "language.toml of the language."
    ),
    "language-plain-pdf": N_(
        "%(tag)s is written from the right: its PDF is laid out more simply, and claims neither PDF/UA nor PDF/A."
    ),
    "font-named": N_(
        "DOCX and HTML name the font %(family)s without having it inside, and PDF is not written in it. Name its files "
        "in language.toml, to have it everywhere."
    ),
    "language-incomplete": N_("%(tag)s has %(share)s of its sentences translated; the others are in English."),
}
