"""What can be wrong with what a report is made by: themes, templates, letterheads, fonts, pictures."""

from mreport.problems import N_

SENTENCES = {
    # themes
    "theme-unknown": N_("There is no theme “%(name)s”, and a file of one ends in .toml."),
    "theme-section": N_("“%(name)s” must be a section, written as [%(name)s] with its keys below."),
    "theme-key": N_("A theme has no key “%(key)s” here."),
    "theme-number": N_("“%(text)s” is not a number from %(least)s to %(most)s, which “%(key)s” needs."),
    "theme-colour": N_("“%(text)s” is not a colour. Write “%(key)s” as six hexadecimal digits, such as 1A1A1A."),
    "theme-choice": N_("“%(key)s” can't be “%(text)s”."),
    "theme-text": N_("“%(key)s” must be a text in quotation marks."),
    # templates
    "template-unknown": N_("There is no template “%(name)s”, and a file of one ends in .j2."),
    "template-syntax": N_("This is not valid Jinja2: %(problem)s."),
    "template-items": N_("The template %(name)s shows %(items)s items; %(count)s are chosen. Name %(items)s of them."),
    "template-part": N_("The template asks for “%(name)s”, which is not among the bundled templates."),
    "template-undefined": N_(
        "The template uses what is not there: %(problem)s. docs/reference/templates.md lists what is."
    ),
    "template-refused": N_("The template does what templates may not: %(problem)s."),
    "template-failed": N_("The template fails here: %(problem)s."),
    "page-syntax": N_("The template makes a page that is not well-formed: %(problem)s."),
    "page-element": N_("The template makes an element <%(element)s>, which reports can't have."),
    "page-attribute": N_("The template gives <%(element)s> the attribute “%(attribute)s”, which reports can't have."),
    "page-image": N_("The template shows the picture “%(address)s”, which the report does not have. Remove it."),
    "page-link": N_(
        "The template makes a link to “%(address)s”, which no report may have. Link to an address that begins with "
        "https://, http:// or mailto:, or use the value's own link."
    ),
    "page-too-large": N_("The template makes more than %(most)s characters, which is the most. Mend its loops."),
    "theme-css": N_(
        "The style sheet asks for “%(text)s”. A report brings all that it needs, and asks for nothing. Remove it."
    ),
    "template-languages": N_(
        "The template makes other parts of <%(element)s> in one language than in another; a report in several "
        "languages needs the same in each."
    ),
    "resource-refused": N_("The report asks for %(address)s, which is not part of it. Remove the reference."),
    # letterheads
    "letterhead-not-docx": N_("The letterhead is not a Word document. Save it as .docx in Word or LibreOffice."),
    "letterhead-locked": N_("The letterhead has a password or is an old .doc. Save it as .docx without a password."),
    "letterhead-broken": N_("“%(part)s” in the letterhead is missing or broken. Open it in Word and save it again."),
    "letterhead-member": N_("The letterhead holds a file under a name that is not safe: “%(member)s”."),
    "letterhead-macros": N_("The letterhead holds macros (%(part)s). Save it as .docx, which has none."),
    "letterhead-external": N_(
        "The letterhead takes %(address)s from outside (%(part)s). "
        "Put pictures inside and detach templates, then save it."
    ),
    "letterhead-marks": N_("The place of the report is marked %(count)s times in the letterhead. Mark it once."),
    "letterhead-mark-place": N_(
        "The mark stands in a table, a text box, a header, a footer or a note. Put it in a paragraph of its own in the "
        "text."
    ),
    "letterhead-narrow": N_("The letterhead has only %(width)s mm for text; a report needs %(least)s mm."),
    # fonts that users bring
    "font-unreadable": N_(
        "This is not a font that can be used: it is damaged or incomplete (%(problem)s). Take it again from where it "
        "came from."
    ),
    "font-restricted": N_(
        "The font %(family)s may not be put into documents: its maker says so in it (fsType %(kind)s). "
        "Choose another font, or ask the maker for one that may."
    ),
    "font-no-letters": N_("The font %(family)s has no letters. Choose a font for text."),
    "font-families": N_("The files are of different families: %(families)s. Name the files of one family."),
    "font-not-used": N_(
        "A report is written in one regular and one bold face; of %(styles)s not all are needed. Leave this one out."
    ),
    "font-slow": N_("Reading the font took more than %(seconds)s seconds, which is the most. Choose another font."),
    # pictures
    "image-missing": N_("The picture can't be read: %(errno)s. Name a PNG or JPEG file that is there."),
    "image-kind": N_("This is not a picture in PNG or JPEG. Save it as one of them."),
    "image-svg": N_(
        "SVG is not taken: it is a document, which can hold scripts and parts from elsewhere. Save the picture as PNG."
    ),
    "image-broken": N_("The picture is broken and can't be shown whole. Save it again from where it came from."),
    "image-bytes": N_("The picture's file has more than %(most)s bytes, which is the most. Save it smaller."),
    "image-pixels": N_(
        "The picture has %(width)s × %(height)s pixels; the most is %(most)s altogether. Save it smaller."
    ),
    "image-address": N_(
        "Pictures are not fetched from other places. Save it beside the data, and name the file by its path from there."
    ),
    "image-outside": N_(
        "The picture lies outside of the data's folder. Put it there, or allow the folder that it lies in: --images "
        "FOLDER."
    ),
    "image-folder": N_("Nothing says in which folder the picture lies. Name it: --images FOLDER."),
    "image-in-list": N_("A list can't hold a picture. Give the picture an attribute of its own."),
    "images-bytes": N_(
        "The pictures of the data have more than %(most)s bytes together, which is the most. Save them smaller."
    ),
    "image-no-alt": N_(
        "%(items)s, %(attribute)s: the picture has no description for those who can't see it. Write {image: FILE, alt: "
        "what it shows}, or in a table ![what it shows](FILE)."
    ),
    "code-missing": N_("The data name no web address of the dataset for a QR code. Add it: “url” below “dataset”."),
    "code-too-long": N_("The address %(address)s is too long for a QR code. Shorten it."),
}
