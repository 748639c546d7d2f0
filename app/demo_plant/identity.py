"""Identities of the demo plant's register, the same at every start."""

from uuid import NAMESPACE_URL, uuid5

NAMESPACE = "urn:kairos:demo-plant"
"""URI of the OPC UA namespace and root of every identity."""

_PLANT = uuid5(NAMESPACE_URL, NAMESPACE)


def demo_id(kind: str, name: str) -> str:
    """Return the identity of a thing by its kind and name.

    >>> demo_id("asset", "P-101") == demo_id("asset", "P-101") != demo_id("part", "P-101")
    True
    """
    return str(uuid5(_PLANT, f"{kind}/{name}"))
