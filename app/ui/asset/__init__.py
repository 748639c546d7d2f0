"""The asset page's pictures: history, remaining life and order day over one calendar."""
