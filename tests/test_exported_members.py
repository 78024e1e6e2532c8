"""What `import mreport` promises: the names in `__all__`, each there, each with its words."""

import mreport

EXPORTED = mreport.__all__


def test_names_are_sorted():
    """The names are in order and each stands once."""
    assert sorted(set(EXPORTED)) == EXPORTED


def test_names_can_be_imported():
    """`from mreport import *` gives every name."""
    namespace = {}
    exec("from mreport import *", namespace)
    assert set(EXPORTED) <= namespace.keys()


def test_everything_has_its_words():
    """Each class and function says in a sentence what it is."""
    for name in EXPORTED:
        member = getattr(mreport, name)
        if isinstance(member, type) or callable(member):
            words = member.__doc__ or ""
            assert words.strip().partition("\n")[0].endswith("."), name
            assert not words.startswith(f"{name}("), f"{name} has no words of its own"


def test_errors_are_exported():
    """Every error that can be raised can be caught by name."""
    from mreport import errors

    raised = {name for name, member in vars(errors).items() if isinstance(member, type)}
    assert raised <= set(EXPORTED)


def test_every_error_has_its_exit_code():
    """What the user gave is 2, the machine 3, a limit 4."""
    codes = {name: getattr(mreport, name).exit_code for name in EXPORTED if name.endswith("Error")}
    assert codes == {
        "MreportError": 3,
        "UserError": 2,
        "SourceError": 2,
        "ChoiceError": 2,
        "TemplateError": 2,
        "OutputError": 2,
        "MachineError": 3,
        "LimitError": 4,
    }
