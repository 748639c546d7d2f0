"""The page of the storekeeper and the buyer: every part, its pieces, levels and vendors."""
