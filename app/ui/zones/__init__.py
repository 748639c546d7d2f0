"""The severity zones of a site, chosen and edited."""
