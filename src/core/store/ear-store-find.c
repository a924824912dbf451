/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which row holds the record with an id. Most look-ups come from bundles, whose records stand in the order of their
 * ids: walking along the index is cheaper than searching it for each, and says which ids are not there without
 * looking. Rows that others refer to are remembered until the transaction ends. */
#include "ear-store-private.h"

/* Rows that are walked over before it pays to search again. */
#define MAX_STRIDE 8

/* Whether other records refer to those of the kind. */
static gboolean
is_referred_to (EarKind kind)
{
  static gsize targets;

  if (g_once_init_enter (&targets))
    {
      gsize bits = (gsize) 1 << EAR_KIND_DEVICE;

      for (guint k = 0; k < EAR_N_KINDS; k++)
        {
          const EarKindInfo *info = ear_kind_info ((EarKind) k);

          for (guint i = 0; i < info->n_fields; i++)
            bits |= info->fields[i].type == EAR_TYPE_REFERENCE ? (gsize) 1 << info->fields[i].target : 0;
        }
      g_once_init_leave (&targets, bits);
    }
  return (targets >> kind & 1) != 0;
}

/* The row of a record is never given to another, and none is taken away but by a rollback. */
static void
remember (EarStore *store, EarKind kind, const EarId *id, gint64 n)
{
  if (store->depth == 0 || !is_referred_to (kind))
    return;
  if (store->map == NULL)
    store->map = ear_row_map_new ();
  if (store->map != NULL)
    ear_row_map_set (store->map, kind, id, n);
}

/**
 * ear_rows_find:
 * @state: (out): what state it is in; left as it is when it is not here
 *
 * Returns: the record's row, 0 for none, -1 with @error set.
 */
gint64
ear_rows_find (EarStore *store, EarKind kind, const EarId *id, int *state, GError **error)
{
  const EarKindSql *sql = ear_kind_sql (kind);
  g_autoptr (EarStatement) find
    = ear_connection_prepare_lasting (store->connection, state == NULL ? sql->locate : sql->find, error);
  EarStep step;

  if (find == NULL)
    return -1;
  ear_statement_bind_id (find, 1, id);
  step = ear_statement_step (find, error);
  if (step == EAR_STEP_FAILED)
    return -1;
  if (step == EAR_STEP_DONE)
    return 0;
  if (state != NULL)
    *state = (int) ear_statement_get_integer (find, 1);
  return ear_statement_get_integer (find, 0);
}

static gint64
insert_mentioned (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  g_autoptr (EarStatement) mention
    = ear_connection_prepare_lasting (store->connection, ear_kind_sql (kind)->mention, error);

  if (mention == NULL)
    return -1;
  ear_statement_bind_id (mention, 1, id);
  if (!ear_statement_run (mention, error))
    return -1;
  if (store->walk.kind == kind)
    store->walk.is_current = FALSE;
  return ear_connection_last_row (store->connection);
}

/* The row of a record that something refers to, made if it has not come yet. -1 with @error set. */
gint64
ear_rows_mention (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  gint64 n = store->map == NULL ? 0 : ear_row_map_get (store->map, kind, id);

  if (n > 0)
    return n;
  n = ear_rows_find (store, kind, id, NULL, error);
  if (n == 0)
    n = insert_mentioned (store, kind, id, error);
  if (n > 0)
    remember (store, kind, id, n);
  return n;
}

/* Whether what the walk knows still holds. Anything may have been written since. */
gboolean
ear_walk_is_current (EarStore *store, EarKind kind)
{
  const EarWalk *walk = &store->walk;

  return walk->is_current && walk->kind == kind && walk->n_writes == ear_connection_n_writes (store->connection);
}

static void
stop_walk (EarWalk *walk)
{
  g_clear_pointer (&walk->rows, ear_statement_free);
  walk->is_current = FALSE;
}

static gboolean
step_walk (EarStore *store, GError **error)
{
  EarWalk *walk = &store->walk;
  EarStep step = ear_statement_step (walk->rows, error);

  walk->ahead = (EarFoundRow) { 0 };
  if (step == EAR_STEP_FAILED || (step == EAR_STEP_ROW && !ear_statement_get_id (walk->rows, 0, &walk->ahead_id)))
    {
      if (step == EAR_STEP_ROW)
        ear_connection_take_damage (store->connection, error);
      stop_walk (walk);
      return FALSE;
    }
  if (step == EAR_STEP_DONE)
    return TRUE;
  walk->ahead.n = ear_statement_get_integer (walk->rows, 1);
  walk->ahead.state = (int) ear_statement_get_integer (walk->rows, 2);
  walk->ahead.clock = (EarClock) ear_statement_get_integer (walk->rows, 3);
  walk->ahead.device = ear_statement_get_integer (walk->rows, 4);
  walk->ahead.mixed = ear_statement_get_integer (walk->rows, 5) != 0;
  walk->ahead.present = (guint) ear_statement_get_integer (walk->rows, 6);
  return TRUE;
}

static gboolean
start_walk (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  EarWalk *walk = &store->walk;

  if (walk->rows == NULL || walk->kind != kind)
    {
      stop_walk (walk);
      walk->rows = ear_connection_prepare_lasting (store->connection, ear_kind_sql (kind)->walk, error);
      if (walk->rows == NULL)
        return FALSE;
    }
  else
    ear_statement_reset (walk->rows);
  walk->kind = kind;
  walk->is_current = TRUE;
  walk->n_writes = ear_connection_n_writes (store->connection);
  ear_statement_bind_id (walk->rows, 1, id);
  return step_walk (store, error);
}

/* Stands on the first row that is not before @id. */
static gboolean
walk_to (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  EarWalk *walk = &store->walk;

  /* One that was inserted where the walk stands is not seen by it: the same id is searched for again. */
  if (!ear_walk_is_current (store, kind) || ear_id_compare (&walk->passed, id) >= 0)
    return start_walk (store, kind, id, error);
  for (guint i = 0; walk->ahead.n != 0 && ear_id_compare (&walk->ahead_id, id) < 0; i++)
    {
      if (i == MAX_STRIDE)
        return start_walk (store, kind, id, error);
      if (!step_walk (store, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_rows_look_up:
 * @row: (out): the row that holds the record; its n is 0 for none
 *
 * Finds a row; quickest when the ids that are asked for one after another ascend.
 */
gboolean
ear_rows_look_up (EarStore *store, EarKind kind, const EarId *id, EarFoundRow *row, GError **error)
{
  EarWalk *walk = &store->walk;

  *row = (EarFoundRow) { 0 };
  if (!walk_to (store, kind, id, error))
    return FALSE;
  walk->passed = *id;
  if (walk->ahead.n != 0 && ear_id_equal (&walk->ahead_id, id))
    *row = walk->ahead;
  /* Nothing may be left standing on a row when no transaction will end it. */
  if (store->depth == 0)
    stop_walk (walk);
  return TRUE;
}

/**
 * ear_rows_note_insert:
 * @walking: whether the walk was current when the insert began
 *
 * A row was just inserted for a record that was looked up last: the walk has passed it, and goes on.
 */
void
ear_rows_note_insert (EarStore *store, EarKind kind, const EarId *id, gboolean walking)
{
  EarWalk *walk = &store->walk;

  remember (store, kind, id, ear_connection_last_row (store->connection));
  if (walking && walk->is_current && ear_id_equal (&walk->passed, id))
    walk->n_writes = ear_connection_n_writes (store->connection);
}

/* Lets go of what was found: the transaction ends, and others may write. */
void
ear_rows_stop_looking (EarStore *store)
{
  stop_walk (&store->walk);
  g_clear_pointer (&store->map, ear_row_map_free);
}
