"""A program made smaller while something about it stays true."""


def shrunk(parts, holds):
    """Drops runs of parts, long ones first, and then simplifies numbers, as long as `holds` of the rest."""
    parts = list(parts)
    size = len(parts) // 2
    while size:
        start = 0
        while start < len(parts):
            fewer = parts[:start] + parts[start + size :]
            if holds(fewer):
                parts = fewer
            else:
                start += size
        size //= 2
    for index, part in enumerate(parts):
        around = lambda other: parts[:index] + [other] + parts[index + 1 :]  # noqa: B023, E731
        if isinstance(part, int):
            parts[index] = next((simple for simple in (0, 1, 32) if simple != part and holds(around(simple))), part)
        elif isinstance(part, bytes) and 1 < len(part) < 2000:
            some = [part[place : place + 1] for place in range(len(part))]
            parts[index] = b"".join(shrunk(some, lambda fewer: holds(around(b"".join(fewer)))))
    return parts
