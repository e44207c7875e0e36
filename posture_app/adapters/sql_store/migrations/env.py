"""Run by Alembic on the connection it is handed."""

from alembic import context

from posture_app.adapters.sql_store.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
