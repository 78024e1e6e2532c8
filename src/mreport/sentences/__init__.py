"""The sentence of each code, in English: what is wrong and why; what to do stands in it or in the one after it."""

from mreport.sentences import languages, notes, reports, sources, work

SENTENCES = {**sources.SENTENCES, **languages.SENTENCES, **reports.SENTENCES, **work.SENTENCES, **notes.SENTENCES}
