"""Units of WordprocessingML: twips (1/20 pt), half-points of type, eighths of a point of rules."""

_POINTS_PER_MM = 72 / 25.4


def points(millimetres: float) -> float:
    """A length in points."""
    return millimetres * _POINTS_PER_MM


def twips(millimetres: float) -> int:
    """A length of the paper in whole twips."""
    return round(points(millimetres) * 20)


def millimetres(twips: int) -> float:
    """A length in twips in mm."""
    return twips / 20 / _POINTS_PER_MM


def half_points(size: float) -> int:
    """A size of type in points, as Word counts it."""
    return round(size * 2)


def eighths(millimetres: float) -> int:
    """The width of a rule as Word counts it: whole quarters of a point, in eighths."""
    return round(points(millimetres) * 4) * 2
