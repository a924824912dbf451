/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a merge back. A record goes back to the state before joined with what this device wrote since; one that came
 * with the merge is only mentioned again, unless it was edited here since. What is erased stays erased. */
#include "ear-store-merges.h"

#include <glib/gi18n-lib.h>

#include "ear-record-pack.h"
#include "ear-store-folder.h"
#include "ear-store-private.h"
#include "ear-store-sent.h"

typedef struct
{
  EarStore *store;
  gint64 merge;
  EarClock clock;    /* what this device wrote later was written since the merge */
  EarStoreUndone *undone;
  EarRecord *record; /* as it is now */
  EarStoreProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  guint64 n_done, n_all;
} Undo;

static void
undo_clear (Undo *self)
{
  g_clear_pointer (&self->record, ear_record_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Undo, undo_clear)

static gboolean
is_since (const Undo *self, const EarVersion *version)
{
  return version->stamp.clock > self->clock && ear_id_equal (&version->stamp.device, &self->store->device);
}

/* This device's newest word on a field takes the place of its earlier ones, so there is one at most. */
static const EarVersion *
find_since (const Undo *self, const EarField *field)
{
  if (is_since (self, &field->shown))
    return &field->shown;
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      if (is_since (self, field->rivals->pdata[i]))
        return field->rivals->pdata[i];
    }
  return NULL;
}

static gboolean
was_edited_since (const Undo *self, const EarRecord *record)
{
  for (guint i = 0; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      if (find_since (self, &record->fields[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full): what of @record this device wrote since. */
static EarRecord *
take_since (const Undo *self, const EarRecord *record)
{
  EarRecord *since = ear_record_new_with_id (record->kind, &record->id);

  for (guint i = 0; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      const EarVersion *version = find_since (self, &record->fields[i]);
      g_autofree EarVersion *copy = version == NULL ? NULL : ear_version_copy (version);

      if (copy != NULL)
        since->fields[i].shown = *copy;
    }
  return since;
}

static gboolean
step_on (Undo *self, GError **error)
{
  guint64 percent = self->n_all == 0 ? 100 : self->n_done * 100 / self->n_all;

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped. Nothing was changed."));
      return FALSE;
    }
  self->n_done++;
  if (self->progress != NULL && self->n_all > 0 && self->n_done * 100 / self->n_all != percent)
    self->progress (MIN (1.0, (double) self->n_done / (double) self->n_all), self->progress_data);
  return TRUE;
}

static gboolean
run_on_row (const Undo *self, const char *sql, gint64 n, EarKind kind, gboolean with_merge, GError **error)
{
  g_autoptr (EarStatement) statement = ear_connection_prepare (self->store->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  ear_statement_bind_text (statement, 1, ear_kind_info (kind)->table);
  ear_statement_bind_integer (statement, 2, n);
  if (with_merge)
    ear_statement_bind_integer (statement, 3, self->merge);
  return ear_statement_run (statement, error);
}

static void
note_tree (Undo *self, EarKind kind)
{
  if (ear_kind_parent_field (kind) >= 0)
    self->store->trees_changed |= 1u << kind;
}

/* Back to a row that something may refer to and that says nothing. */
static gboolean
wipe (Undo *self, gint64 n, EarKind kind, GError **error)
{
  g_autoptr (EarStatement) update = ear_connection_prepare (self->store->connection, ear_kind_sql (kind)->wipe, error);

  if (update == NULL)
    return FALSE;
  ear_statement_bind_integer (update, 1, n);
  ear_statement_bind_integer (update, 2, ear_store_note_change (self->store));
  note_tree (self, kind);
  self->undone->n_removed++;
  self->store->changes[kind]++;
  return ear_statement_run (update, error)
         && run_on_row (self, "DELETE FROM field_versions WHERE record_table = ? AND n = ?", n, kind, FALSE, error)
         && run_on_row (self, "DELETE FROM owners_beside WHERE record_table = ? AND n = ?", n, kind, FALSE, error)
         && run_on_row (self, "DELETE FROM history WHERE record_table = ? AND n = ?", n, kind, FALSE, error);
}

/* Edited here since it came: it stays whole, and so does what is known of it. */
static gboolean
keep_whole (Undo *self, gint64 n, EarKind kind, GError **error)
{
  self->undone->n_kept++;
  return run_on_row (self, "UPDATE history SET merge = NULL WHERE record_table = ? AND n = ? AND merge = ?", n, kind, TRUE,
                     error);
}

static gboolean
restore (Undo *self, gint64 n, EarRecord *before, GError **error)
{
  g_autoptr (EarRecord) since = take_since (self, self->record);
  g_auto (EarJoin) join = { 0 };

  if (was_edited_since (self, self->record))
    self->undone->n_kept++;
  else
    self->undone->n_restored++;
  if (!run_on_row (self, "DELETE FROM history WHERE record_table = ? AND n = ? AND merge = ?", n, before->kind, TRUE, error))
    return FALSE;
  ear_record_join (before, since, &join);
  note_tree (self, before->kind);
  self->store->changes[before->kind]++;
  if (!ear_rows_save (self->store, n, before, error))
    return FALSE;
  for (guint i = 0; i < join.replaced->len; i++)
    {
      if (!ear_rows_keep (self->store, n, before->kind, join.replaced->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* A record that came with the merge. */
static gboolean
undo_added (Undo *self, gint64 n, EarKind kind, GError **error)
{
  ear_record_reset (self->record, kind, &EAR_ID_NONE);
  if (!step_on (self, error) || !ear_rows_load (self->store, n, self->record, error))
    return FALSE;
  if (self->record->erased)
    {
      self->undone->n_erased++;
      return TRUE;
    }
  return was_edited_since (self, self->record) ? keep_whole (self, n, kind, error) : wipe (self, n, kind, error);
}

/* A record that had a row. */
static gboolean
undo_changed (Undo *self, gint64 n, EarKind kind, EarStatement *row, GError **error)
{
  g_autoptr (EarRecord) before = NULL;
  gconstpointer packed;
  gsize size;

  if (ear_statement_get_integer (row, 2) == EAR_STATE_MENTIONED)
    return undo_added (self, n, kind, error);
  ear_record_reset (self->record, kind, &EAR_ID_NONE);
  if (!step_on (self, error) || !ear_rows_load (self->store, n, self->record, error))
    return FALSE;
  if (self->record->erased)
    {
      self->undone->n_erased++;
      return TRUE;
    }
  before = ear_record_new_with_id (kind, &self->record->id);
  packed = ear_statement_get_blob (row, 3, &size);
  if (packed == NULL || !ear_record_unpack (packed, size, before))
    {
      ear_connection_take_damage (self->store->connection, error);
      return FALSE;
    }
  return restore (self, n, before, error);
}

static gboolean
find_kind (Undo *self, const char *table, EarKind *kind, GError **error)
{
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      if (g_strcmp0 (ear_kind_info ((EarKind) i)->table, table) == 0)
        {
          *kind = (EarKind) i;
          return TRUE;
        }
    }
  ear_connection_take_damage (self->store->connection, error);
  return FALSE;
}

static gboolean
undo_all_changed (Undo *self, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_connection_prepare (self->store->connection,
                              "SELECT record_table, n, state, packed FROM merge_before WHERE merge = ? ORDER BY record_table, n",
                              error);
  EarStep step;
  EarKind kind;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_integer (each, 1, self->merge);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!find_kind (self, ear_statement_get_text (each, 0), &kind, error)
          || !undo_changed (self, ear_statement_get_integer (each, 1), kind, each, error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

/* The next row of a table that has come, from @n on; 0 for none, -1 with @error set. */
static gint64
next_row (Undo *self, EarKind kind, gint64 n, gint64 last, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT n FROM %s WHERE n BETWEEN ? AND ? AND state <> 3 ORDER BY n LIMIT 1",
                                          ear_kind_info (kind)->table);
  g_autoptr (EarStatement) next = ear_connection_prepare (self->store->connection, sql, error);
  EarStep step;

  if (next == NULL)
    return -1;
  ear_statement_bind_integer (next, 1, n);
  ear_statement_bind_integer (next, 2, last);
  step = ear_statement_step (next, error);
  if (step == EAR_STEP_FAILED)
    return -1;
  return step == EAR_STEP_ROW ? ear_statement_get_integer (next, 0) : 0;
}

static gboolean
undo_range (Undo *self, EarKind kind, gint64 first, gint64 last, GError **error)
{
  for (gint64 n = first; (n = next_row (self, kind, n, last, error)) != 0; n++)
    {
      if (n < 0 || !undo_added (self, n, kind, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
undo_all_added (Undo *self, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_connection_prepare (self->store->connection,
                              "SELECT record_table, \"first\", \"last\" FROM merge_added WHERE merge = ?", error);
  EarStep step;
  EarKind kind;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_integer (each, 1, self->merge);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!find_kind (self, ear_statement_get_text (each, 0), &kind, error)
          || !undo_range (self, kind, ear_statement_get_integer (each, 1), ear_statement_get_integer (each, 2), error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

static gboolean
run_for (Undo *self, const char *sql, GError **error)
{
  g_autoptr (EarStatement) statement = ear_connection_prepare (self->store->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  ear_statement_bind_integer (statement, 1, self->merge);
  return ear_statement_run (statement, error);
}

static gboolean
get_number (Undo *self, const char *sql, guint64 *number, GError **error)
{
  g_autoptr (EarStatement) get = ear_connection_prepare (self->store->connection, sql, error);
  EarStep step;

  if (get == NULL)
    return FALSE;
  ear_statement_bind_integer (get, 1, self->merge);
  step = ear_statement_step (get, error);
  if (step == EAR_STEP_DONE)
    ear_connection_take_damage (self->store->connection, error);
  if (step != EAR_STEP_ROW)
    return FALSE;
  *number = (guint64) ear_statement_get_integer (get, 0);
  return TRUE;
}

static gboolean
undo (Undo *self, GError **error)
{
  return get_number (self, "SELECT clock FROM merges WHERE n = ?", &self->clock, error)
         && get_number (self,
                        "SELECT (SELECT count (*) FROM merge_before WHERE merge = ?1) "
                        "+ (SELECT coalesce (sum (\"last\" - \"first\" + 1), 0) FROM merge_added WHERE merge = ?1)",
                        &self->n_all, error)
         && undo_all_changed (self, error) && undo_all_added (self, error)
         && run_for (self, "DELETE FROM history WHERE merge = ?", error)
         && run_for (self, "DELETE FROM quarantine WHERE merge = ?", error)
         && run_for (self, "DELETE FROM merge_before WHERE merge = ?", error)
         && run_for (self, "DELETE FROM merge_added WHERE merge = ?", error)
         && ear_store_forget_received (self->store, self->merge, error)
         && ear_store_folder_forget_taken (self->store, self->merge, error)
         && run_for (self, "UPDATE merges SET undone = 1 WHERE n = ?", error);
}

/**
 * ear_store_merge_undo:
 * @merge: the newest merge that was not taken back
 * @undone: (out caller-allocates): what it did
 * @progress: (nullable): told how far it is, from 0 to 1
 *
 * Takes a merge back in a transaction of the caller's.
 */
gboolean
ear_store_merge_undo (EarStore *store, gint64 merge, EarStoreUndone *undone, EarStoreProgress progress, gpointer data,
                      GCancellable *cancellable, GError **error)
{
  g_auto (Undo) self = {
    .store = store,
    .merge = merge,
    .undone = undone,
    .progress = progress,
    .progress_data = data,
    .cancellable = cancellable,
  };

  g_return_val_if_fail (store->depth > 0 && store->merge == 0, FALSE);

  *undone = (EarStoreUndone) { 0 };
  store->has_traces = TRUE;
  self.record = ear_record_new_with_id (EAR_KIND_ORGANISATION, &EAR_ID_NONE);
  return undo (&self, error);
}
