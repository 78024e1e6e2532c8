"""What is kept of the latest texts: as much as the bound on letters says, and what is used stays."""

from mreport.recent import recent


def test_a_text_is_seen_once_while_it_is_recent():
    """The function is asked once for a text and its other arguments, and again when it has gone."""
    asked = []

    @recent(100)
    def made(text, *rest, **named):
        asked.append(text)
        return (text, rest, tuple(named.values()))

    assert made("a", 1, two=2) == made("a", 1, two=2) == ("a", (1,), (2,))
    assert made("a", 2) == ("a", (2,), ())
    assert asked == ["a", "a"]
    made.cache_clear()
    made("a", 2)
    assert len(asked) == 3


def test_letters_are_the_bound():
    """However many texts there were, and however long, no more is kept than was said; what is used again stays."""
    asked = []

    @recent(1000)
    def made(text):
        asked.append(text)
        return text

    for number in range(1000):
        made(f"text {number}")
        made("often")
        assert sum(map(len, {**made._new, **made._old})) <= 1000  # noqa: SLF001  what is held
    assert asked.count("often") == 1
    made("x" * 10_000)
    made("y")
    assert len(made._new) + len(made._old) <= 60  # noqa: SLF001
