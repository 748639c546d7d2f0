"""The same program without a screen: one small file a command."""
