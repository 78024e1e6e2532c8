"""Thai families that the set-up brings for tests (npm, Debian), as a user's own: a regular and a bold file of each."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NPM = ROOT / ".setup/npm/node_modules/@expo-google-fonts"
PLACES = (ROOT / ".setup/fonts/usr/share/fonts", Path("/usr/share/fonts"))  # unpacked by the set-up, or the system's
EXPO = {
    "Noto Sans Thai": "noto-sans-thai",
    "Noto Sans Thai Looped": "noto-sans-thai-looped",
    "IBM Plex Sans Thai Looped": "ibm-plex-sans-thai-looped",
}
TLWG = {
    "Loma": "truetype/tlwg/Loma{}.ttf",
    "Norasi": "truetype/tlwg/Norasi{}.ttf",
    "Loma (CFF)": "opentype/tlwg/Loma{}.otf",
}
NAMES = (*EXPO, *TLWG)


def files(name):
    """The files of a family; none where it is not there."""
    if name in EXPO:
        stem = name.replace(" ", "")
        found = [NPM / EXPO[name] / weight / f"{stem}_{weight}.ttf" for weight in ("400Regular", "700Bold")]
        return found if all(file.exists() for file in found) else []
    for place in PLACES:
        found = [place / TLWG[name].format(style) for style in ("", "-Bold")]
        if all(file.exists() for file in found):
            return found
    return []


def there():
    """The families that are there, by name."""
    return {name: files(name) for name in NAMES if files(name)}
