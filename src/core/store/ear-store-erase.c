/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasure, where consent was withdrawn. What is erased takes with it all that belongs to it: a participant their voices and
 * their groups, a voice its codings and links. The rule is one about states, so that merging stays a join:
 *
 *   a record is erased where anybody it belongs to is erased: as shows, as a rival says, or as was before.
 *
 * Whom a record belongs to, and who is erased, only ever grow, and both travel. So it is all one whether a mark comes
 * before or after the records, or the edit that moved them elsewhere, and by which road. It errs on the side of erasing:
 * a voice that was once put down to somebody goes with them, though it was moved to another speaker since.
 * What follows is done where the mark is made, and as records come in; the marks it makes are like all others. */
#include "ear-store-private.h"

#include "ear-drafts.h"
#include "ear-scrub.h"

/* The setting that says that the file is still to be scrubbed. */
#define TRACES "traces"

static gboolean
erased_load (EarStore *store, EarKind kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE state = 2", ear_kind_info (kind)->table);
  g_autoptr (EarStatement) each = ear_connection_prepare (store->connection, sql, error);
  g_autoptr (GHashTable) erased = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      g_hash_table_add (erased, g_memdup2 (&id, sizeof id));
    }
  if (step != EAR_STEP_DONE)
    return FALSE;
  store->erased[kind] = g_steal_pointer (&erased);
  return TRUE;
}

static gboolean
is_erased_cb (EarKind kind, const EarId *id, gpointer data)
{
  EarStore *store = data;

  return g_hash_table_contains (store->erased[kind], id);
}

/**
 * ear_erasure_reaches:
 * @reached: (out): whether somebody @record belongs to is erased here, so that it is to be, too
 */
gboolean
ear_erasure_reaches (EarStore *store, const EarRecord *record, gboolean *reached, GError **error)
{
  int field = ear_kind_owner_field (record->kind);
  EarKind owner;

  *reached = FALSE;
  if (field < 0 || record->erased)
    return TRUE;
  owner = ear_field_info (record->kind, (guint) field)->target;
  if (store->erased[owner] == NULL && !erased_load (store, owner, error))
    return FALSE;
  *reached = g_hash_table_size (store->erased[owner]) > 0 && ear_record_any_owner (record, is_erased_cb, store);
  return TRUE;
}

/* What is known of who is erased is read anew where it is next asked for. */
void
ear_erasure_forget_known (EarStore *store)
{
  for (guint i = 0; i < EAR_N_KINDS; i++)
    g_clear_pointer (&store->erased[i], g_hash_table_unref);
}

/* The ids of the records of a kind that belong, or once belonged, to @owner and are not erased yet. */
static GArray *
list_reached (EarStore *store, EarKind kind, EarKind owner_kind, const EarId *owner, GError **error)
{
  const EarKindInfo *info = ear_kind_info (kind);
  const char *field = info->fields[ear_kind_owner_field (kind)].name;
  g_autofree char *sql
    = g_strdup_printf ("SELECT x.id FROM %s x JOIN %s o ON o.n = x.\"%s\" WHERE o.id = ?1 AND x.state <> 2 UNION "
                       "SELECT x.id FROM owners_beside b JOIN %s x ON x.n = b.n "
                       "WHERE b.owner = ?1 AND b.record_table = '%s' AND x.state <> 2",
                       info->table, ear_kind_info (owner_kind)->table, field, info->table, info->table);
  g_autoptr (EarStatement) each = ear_connection_prepare (store->connection, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  if (each == NULL)
    return NULL;
  ear_statement_bind_id (each, 1, owner);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      g_array_append_val (ids, id);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
erase_reached (EarStore *store, EarKind kind, EarKind owner_kind, const EarId *owner, GError **error)
{
  g_autoptr (GArray) ids = list_reached (store, kind, owner_kind, owner, error);
  g_autoptr (EarRecord) mark = NULL;

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      EarOutcome outcome;
      gboolean conflict;

      mark = mark != NULL ? mark : ear_record_new_with_id (kind, owner);
      mark->id = g_array_index (ids, EarId, i);
      mark->erased = TRUE;
      if (!ear_store_join (store, mark, &outcome, &conflict, error))
        return FALSE;
    }
  return TRUE;
}

/* A draft names the voice or session it changes. It stands in another file, which is wiped after this transaction; should
 * the power fail between the two, what stands here says that it is still to be done. */
static gboolean
note_drafts (EarStore *store, const EarId *id, GError **error)
{
  g_autoptr (EarStatement) insert = ear_connection_prepare (
    store->connection, "INSERT INTO erased_drafts (id) VALUES (?) ON CONFLICT DO NOTHING", error);

  if (insert == NULL)
    return FALSE;
  ear_statement_bind_id (insert, 1, id);
  return ear_statement_run (insert, error);
}

/**
 * ear_erasure_spread:
 * @was_here: whether the record was here with what it said, and not only its mark or its mention
 *
 * Erases what belongs to a record that was erased just now, in the same transaction.
 */
gboolean
ear_erasure_spread (EarStore *store, EarKind kind, const EarId *id, gboolean was_here, GError **error)
{
  store->has_erased = TRUE;
  store->has_wiped |= was_here;
  if ((kind == EAR_KIND_CONTRIBUTION || kind == EAR_KIND_SESSION) && was_here && !note_drafts (store, id, error))
    return FALSE;
  if (kind != EAR_KIND_PARTICIPANT && kind != EAR_KIND_CONTRIBUTION)
    return TRUE;
  if (store->erased[kind] != NULL)
    g_hash_table_add (store->erased[kind], g_memdup2 (id, sizeof *id));
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      int field = ear_kind_owner_field ((EarKind) i);

      if (field >= 0 && ear_field_info ((EarKind) i, (guint) field)->target == kind
          && !erase_reached (store, (EarKind) i, kind, id, error))
        return FALSE;
    }
  return TRUE;
}

/* The last that a transaction does which erased something that was here: copies made before it hold what it erased. */
gboolean
ear_erasure_finish (EarStore *store, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *before = ear_store_get_setting (store, "erasures", &local);
  g_autofree char *after = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  after = g_strdup_printf ("%" G_GINT64_FORMAT, (before == NULL ? 0 : g_ascii_strtoll (before, NULL, 10)) + 1);
  return ear_store_set_setting (store, "erasures", after, error);
}

/* The last that a transaction does which took words away for good: it leaves word that the file is to be scrubbed. */
gboolean
ear_erasure_note_traces (EarStore *store, GError **error)
{
  return ear_store_set_setting (store, TRACES, "1", error);
}

/* Whether words that were taken away for good may still stand in unused parts of the file. */
gboolean
ear_erasure_has_traces (EarStore *store)
{
  g_autofree char *traces = ear_store_get_setting (store, TRACES, NULL);

  return traces != NULL;
}

/**
 * ear_store_scrub:
 *
 * Writes the file anew where words that were erased, or taken back, may still stand in unused parts of it. Closing a workbook
 * does this by itself, so that many erasures cost as much as one; EarWorkbook, which stays open, does it after each piece of
 * work. Where it cannot be done, because the disk is full or the power fails, the words are gone from all that can be read or
 * found, and the rest is done when the workbook is next opened.
 *
 * Returns: whether no such words are left.
 */
gboolean
ear_store_scrub (EarStore *store, GError **error)
{
  return ear_store_scrub_watched (store, NULL, NULL, NULL, error);
}

/**
 * ear_store_scrub_watched:
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): what stops it, at any moment; it is then still due
 *
 * Does what ear_store_scrub() does, which takes some seconds where there are hundreds of thousands of voices.
 */
gboolean
ear_store_scrub_watched (EarStore *store, void (*progress) (double fraction, gpointer data), gpointer data,
                         GCancellable *cancellable, GError **error)
{
  gboolean done;

  g_return_val_if_fail (store->depth == 0, FALSE);

  /* The index of words is made anew: deleting only marks what it says of a voice as no longer so. */
  done = !ear_erasure_has_traces (store)
         || ear_scrub_file (store->connection,
                            "INSERT INTO voices_search (voices_search) VALUES ('rebuild');"
                            "DELETE FROM settings WHERE key = '" TRACES "'",
                            progress, data, cancellable, error);
  store->is_scrub_due = !done && g_cancellable_is_cancelled (cancellable);
  return done;
}

/**
 * ear_store_postpone_scrub:
 *
 * Leaves scrubbing to when the workbook is next opened: not even closing it does it.
 */
void
ear_store_postpone_scrub (EarStore *store)
{
  store->is_scrub_postponed = TRUE;
}

/* It is tried once after each erasure: on a full disk every later piece of work would be held up by trying again. */
gboolean
ear_erasure_is_scrub_due (EarStore *store)
{
  return store->is_scrub_due && !store->is_scrub_postponed;
}

/* The ids of what was erased and may have a draft. */
GArray *
ear_erasure_list_drafts (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_connection_prepare (store->connection, "SELECT id FROM erased_drafts", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      g_array_append_val (ids, id);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* Wipes those drafts, while nobody has the drafts file open. What cannot be done now is done another time. */
void
ear_erasure_clean_drafts (EarStore *store)
{
  g_autoptr (GArray) ids = ear_erasure_list_drafts (store, NULL);
  g_autofree char *key = ids == NULL || ids->len == 0 ? NULL : ear_store_get_setting (store, "drafts-key", NULL);
  g_autofree char *path = g_strconcat (store->path, "-drafts", NULL);
  g_autoptr (EarDrafts) drafts = NULL;

  if (ids == NULL || ids->len == 0)
    return;
  if (key != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      drafts = ear_drafts_open (store->path, key, NULL);
      if (drafts == NULL || !ear_drafts_forget (drafts, ids, NULL))
        return;
    }
  ear_connection_execute (store->connection, "DELETE FROM erased_drafts", NULL);
}

static gboolean
erase (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  g_autoptr (EarRecord) mark = ear_record_new_with_id (kind, id);
  EarOutcome outcome;
  gboolean conflict;

  mark->erased = TRUE;
  return ear_store_join (store, mark, &outcome, &conflict, error);
}

/**
 * ear_store_erase:
 *
 * Wipes a record from its table, its history, the search index and the drafts, with all that belongs to it: with a
 * participant their voices, with a voice its codings and links. Marks with their ids alone are left, which beat every
 * edit, earlier or later, here and wherever this workbook is merged. There is no way back.
 */
gboolean
ear_store_erase (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (erase (store, kind, id, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

/* Replaces what is known of whom row @n belongs to beside the one that its own column refers to. */
gboolean
ear_owners_save (EarStore *store, gint64 n, const EarRecord *record, GError **error)
{
  int number = ear_kind_owner_field (record->kind);
  const EarField *field = number < 0 ? NULL : &record->fields[number];
  g_autoptr (EarRecord) beside = NULL;

  if (field == NULL || (field->rivals == NULL && record->once == NULL))
    return TRUE;
  beside = ear_record_new_with_id (record->kind, &record->id);
  beside->once = record->once == NULL ? NULL : g_array_copy (record->once);
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      EarId id;

      if (ear_id_parse (((EarVersion *) field->rivals->pdata[i])->value, &id))
        ear_record_add_once (beside, &id);
    }
  for (guint i = 0; beside->once != NULL && i < beside->once->len; i++)
    {
      g_autoptr (EarStatement) insert = ear_connection_prepare (
        store->connection, "INSERT INTO owners_beside (record_table, n, owner) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", error);

      if (insert == NULL)
        return FALSE;
      ear_statement_bind_text (insert, 1, ear_kind_info (record->kind)->table);
      ear_statement_bind_integer (insert, 2, n);
      ear_statement_bind_id (insert, 3, &g_array_index (beside->once, EarId, i));
      if (!ear_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_same_cb (EarKind kind G_GNUC_UNUSED, const EarId *owner, gpointer id)
{
  return ear_id_equal (owner, id);
}

/* Reads them, into a record whose values are read already. */
gboolean
ear_owners_load (EarStore *store, gint64 n, EarRecord *record, GError **error)
{
  g_autoptr (EarStatement) each = NULL;
  g_autoptr (GArray) once = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarStep step;
  EarId id;

  if (ear_kind_owner_field (record->kind) < 0)
    return TRUE;
  each = ear_connection_prepare (store->connection, "SELECT owner FROM owners_beside WHERE record_table = ? AND n = ?", error);
  if (each == NULL)
    return FALSE;
  ear_statement_bind_text (each, 1, ear_kind_info (record->kind)->table);
  ear_statement_bind_integer (each, 2, n);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      /* Held against those it belongs to by a value that stands, and not against one another: they are different. */
      if (ear_statement_get_id (each, 0, &id) && !ear_record_any_owner (record, is_same_cb, &id))
        g_array_append_val (once, id);
    }
  for (guint i = 0; i < once->len; i++)
    ear_record_add_once (record, &g_array_index (once, EarId, i));
  return step == EAR_STEP_DONE;
}
