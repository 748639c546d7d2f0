"""Run the steps on the connection the program hands in, all in its one transaction."""

from alembic import context


def take_steps() -> None:
    """Take the steps Alembic was asked for."""
    attributes = context.config.attributes
    connection = attributes["connection"]
    context.configure(
        connection=connection,
        version_table=attributes["version_table"],
        render_as_batch=connection.dialect.name == "sqlite",
    )
    context.run_migrations()


if __name__ == "env_py":  # the name under which Alembic runs this file
    take_steps()
