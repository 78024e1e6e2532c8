"""Choosing items and attributes by id or name; what is not there is answered with what is near."""

import pytest
from verdicts import attribute, dataset

from mreport.comparison import Item, compare
from mreport.errors import ChoiceError, LimitError
from mreport.limits import DEFAULT


@pytest.fixture
def data():
    """Three items and two attributes, with names in two languages; two items share one name."""
    made = dataset(
        [["1", "2", "3"], ["x", "y", "z"]], [attribute("a", label="Colour"), attribute("b", label={"th": "น้ำหนัก"})]
    )
    made.items["i0"] = Item("i0", {"en": "Water", "th": "น้ำ"}, made.items["i0"].values)
    return made


def chosen(data, *names, **choices):
    """The ids of the items chosen."""
    return [item.id for item in compare(data, names or None, **choices).items]


def test_all_items_are_chosen_in_their_order(data):
    """Without names, the source's items."""
    assert chosen(data) == ["i0", "i1", "i2"]


def test_items_stand_in_the_order_named(data):
    """By id, by name, in any language."""
    assert chosen(data, "i2", "i0") == ["i2", "i0"]
    assert chosen(data, "Item 2", "Water") == ["i2", "i0"]
    assert chosen(data, "น้ำ", "i1") == ["i0", "i1"]


def test_a_name_may_be_typed_in_another_order(data):
    """Names are found by their canonical form."""
    assert chosen(data, "นำ้", "i1") == ["i0", "i1"]


def test_an_id_wins_over_a_name(data):
    """An item whose name is another one's id does not hide that one."""
    data.items["i2"] = Item("i2", "i1", data.items["i2"].values)
    assert chosen(data, "i1", "i0") == ["i1", "i0"]


@pytest.mark.parametrize(
    ("names", "code", "fields"),
    [
        (["i0", "Item 3"], "item-unknown", {"item": "Item 3", "nearest": ["Item 2", "Item 1"]}),
        (["i0", "quite else"], "item-unknown", {"known": ["i0", "i1", "i2"]}),
        (["i0", "Water"], "item-twice", {"item": "Water"}),
        (["i0", "i0"], "item-twice", {"item": "i0"}),
        (["i0"], "items-too-few", {"count": 1, "fewest": 2}),
        ([], "items-too-few", {"count": 0}),
    ],
)
def test_a_choice_of_items_that_makes_no_comparison_is_refused(data, names, code, fields):
    """Each with its code, and with what helps."""
    with pytest.raises(ChoiceError) as caught:
        compare(data, names)
    assert caught.value.code == code
    assert fields.items() <= caught.value.faults[0].fields.items()


def test_a_name_of_two_items_is_refused_with_their_ids(data):
    """Which one is meant can't be known."""
    data.items["i2"] = Item("i2", "Item 1", data.items["i2"].values)
    with pytest.raises(ChoiceError) as caught:
        compare(data, ["i0", "Item 1"])
    assert caught.value.code == "item-ambiguous"
    assert caught.value.faults[0].fields["ids"] == ["i1", "i2"]


@pytest.mark.parametrize(
    ("names", "code"),
    [(["c"], "attribute-unknown"), (["a", "Colour"], "attribute-twice"), (["b", "b"], "attribute-twice")],
)
def test_a_choice_of_attributes_that_are_not_there_is_refused(data, names, code):
    """Each with its code."""
    with pytest.raises(ChoiceError) as caught:
        compare(data, attributes=names)
    assert caught.value.code == code


def test_a_label_of_two_attributes_is_refused(data):
    """Which one is meant can't be known."""
    data.attributes["c"] = attribute("c", label="Colour")
    with pytest.raises(ChoiceError) as caught:
        compare(data, attributes=["Colour"])
    assert caught.value.code == "attribute-ambiguous"


def test_a_baseline_must_be_among_the_items_chosen(data):
    """By id or name; an unknown one is another fault than one that is not chosen."""
    assert compare(data, ["i1", "i0"], baseline="น้ำ").baseline == 1
    with pytest.raises(ChoiceError) as caught:
        compare(data, ["i1", "i2"], baseline="i0")
    assert caught.value.code == "baseline-not-chosen"
    with pytest.raises(ChoiceError) as caught:
        compare(data, baseline="nothing of the kind")
    assert caught.value.code == "item-unknown"


def test_sixty_items_are_the_most():
    """Sixty are compared; one more is more than a limit allows."""
    assert len(compare(dataset([["x"] * DEFAULT.items], [attribute("a")])).items) == 60
    with pytest.raises(LimitError) as caught:
        compare(dataset([["x"] * 61], [attribute("a")]))
    assert caught.value.code == "items-too-many"
    assert caught.value.faults[0].fields == {"count": 61, "most": 60}
