"""The live page's pictures: spectrum, waterfall, cursor, data age."""
