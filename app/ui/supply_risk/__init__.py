"""Supply-risk mode in the window: look first, switch on, see it everywhere, leave it."""
