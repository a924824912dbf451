/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and writing records. A local edit and a record from a bundle take the same road: a state is joined
 * with the one that is here. */
#include "ear-store-private.h"

#include <glib/gi18n-lib.h>

typedef EarFoundRow FoundRow;

static gboolean
find_row (EarStore *store, EarKind kind, const EarId *id, FoundRow *row, GError **error)
{
  return ear_rows_look_up (store, kind, id, row, error);
}

/**
 * ear_store_find_row:
 *
 * Returns: the row that holds the record in this workbook's tables, 0 for none, -1 with @error set.
 */
gint64
ear_store_find_row (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  return ear_rows_find (store, kind, id, NULL, error);
}

/**
 * ear_store_get:
 *
 * Returns: (transfer full) (nullable): the record, deleted and erased ones too; %NULL without @error when it is not here.
 */
EarRecord *
ear_store_get (EarStore *store, EarKind kind, const EarId *id, GError **error)
{
  g_autoptr (EarRecord) record = ear_record_new_with_id (kind, id);
  int state = EAR_STATE_MENTIONED;
  gint64 n = ear_rows_find (store, kind, id, &state, error);

  if (n <= 0 || state == EAR_STATE_MENTIONED || !ear_rows_load (store, n, record, error))
    return NULL;
  return g_steal_pointer (&record);
}

static void
note_clocks (EarStore *store, const EarRecord *record)
{
  guint n_fields = ear_kind_info (record->kind)->n_fields;
  EarClock last = 0;

  for (guint i = 0; i < n_fields; i++)
    {
      const EarField *field = &record->fields[i];

      if (field->shown.stamp.clock == last && field->rivals == NULL)
        continue;
      last = field->shown.stamp.clock;
      ear_store_note_clock (store, last);
      for (guint j = 0; field->rivals != NULL && j < field->rivals->len; j++)
        ear_store_note_clock (store, ((EarVersion *) field->rivals->pdata[j])->stamp.clock);
    }
}

static void
note_tree (EarStore *store, EarKind kind)
{
  if (ear_kind_parent_field (kind) >= 0)
    store->trees_changed |= 1u << kind;
}

static gboolean
keep_replaced (EarStore *store, gint64 n, EarKind kind, const EarJoin *join, GError **error)
{
  for (guint i = 0; i < join->replaced->len; i++)
    {
      if (!ear_rows_keep (store, n, kind, join->replaced->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Every value of the record has one stamp and is here under the same stamp: nothing to compare. Fewer values here
 * than there means that some were withheld when it first came. */
static gboolean
is_known (EarStore *store, const FoundRow *row, const EarRecord *theirs, GError **error)
{
  const EarStamp *stamp = &theirs->fields[EAR_FIELD_DELETED].shown.stamp;
  guint n_fields = ear_kind_info (theirs->kind)->n_fields;
  const EarId *device;
  guint present = 0;

  if (row->state == EAR_STATE_ERASED)
    return TRUE;
  if (row->mixed || row->state == EAR_STATE_MENTIONED || theirs->erased || row->clock != stamp->clock
      || !ear_rows_is_plain (theirs))
    return FALSE;
  for (guint i = 1; i < n_fields; i++)
    present += theirs->fields[i].shown.value != NULL;
  device = ear_rows_device (store, row->device, error);
  return device != NULL && ear_id_equal (device, &stamp->device) && present <= row->present;
}

static EarOutcome
outcome_of (const FoundRow *row, const EarRecord *mine, const EarJoin *join)
{
  gboolean deleted = ear_record_is_deleted (mine);

  if (!join->changed)
    return EAR_OUTCOME_UNCHANGED;
  if (join->erased)
    return EAR_OUTCOME_ERASED;
  if (row->state == EAR_STATE_MENTIONED)
    return deleted ? EAR_OUTCOME_DELETED : EAR_OUTCOME_ADDED;
  if (deleted && row->state == EAR_STATE_HERE)
    return EAR_OUTCOME_DELETED;
  return !deleted && row->state == EAR_STATE_DELETED ? EAR_OUTCOME_RESTORED : EAR_OUTCOME_UPDATED;
}

/* For whoever watches: as the record was, and which of its fields show something else now. */
static void
note_update (EarStore *store, EarOutcome outcome, EarRecord *before, guint64 shown)
{
  g_clear_pointer (&store->watched, ear_record_free);
  store->watched = before;
  store->watched_shown = shown;
  if (outcome != EAR_OUTCOME_UPDATED)
    g_clear_pointer (&store->watched, ear_record_free);
}

/* Whether lists that were made of records of the kind are to be made anew. Of a voice what puts it elsewhere counts, which is
 * little of what is changed of voices; one of no conversation is shown or not by what else it says. */
static gboolean
moves (const FoundRow *row, const EarRecord *mine, const EarJoin *join)
{
  const guint64 places = 1u << EAR_FIELD_DELETED | 1u << EAR_CONTRIBUTION_SESSION | 1u << EAR_CONTRIBUTION_POSITION
                         | 1u << EAR_CONTRIBUTION_PARTICIPANT | 1u << EAR_CONTRIBUTION_PLACE;

  return mine->kind != EAR_KIND_CONTRIBUTION || row->state == EAR_STATE_MENTIONED || mine->erased || (join->shown & places) != 0
         || ear_record_get (mine, EAR_CONTRIBUTION_SESSION) == NULL;
}

static gboolean
join_row (EarStore *store, const FoundRow *row, EarRecord *mine, const EarRecord *theirs, EarOutcome *outcome,
          gboolean *conflict, GError **error)
{
  g_auto (EarJoin) join = { 0 };
  g_autoptr (EarRecord) before = NULL;

  if (!ear_rows_load (store, row->n, mine, error))
    return FALSE;
  before = store->watch == NULL ? NULL : ear_record_copy (mine);
  ear_record_join (mine, theirs, &join);
  *outcome = outcome_of (row, mine, &join);
  *conflict = join.conflicts != 0;
  note_update (store, *outcome, g_steal_pointer (&before), join.shown);
  if (!join.changed)
    return keep_replaced (store, row->n, mine->kind, &join, error);
  note_tree (store, mine->kind);
  store->changes[mine->kind] += moves (row, mine, &join);
  if (!ear_merge_log_keep (store, row->n, mine->kind, row->state, mine->erased, error))
    return FALSE;
  return ear_rows_save (store, row->n, mine, error) && keep_replaced (store, row->n, mine->kind, &join, error)
         && (!mine->erased || ear_rows_forget (store, row->n, mine->kind, error))
         && (!mine->erased || ear_quarantine_forget (store, mine->kind, &mine->id, error))
         && (!mine->erased || ear_erasure_spread (store, mine->kind, &mine->id, row->state != EAR_STATE_MENTIONED, error));
}

static EarOutcome
outcome_of_new (const EarRecord *theirs)
{
  if (theirs->erased)
    return EAR_OUTCOME_ERASED;
  return ear_record_is_deleted (theirs) ? EAR_OUTCOME_DELETED : EAR_OUTCOME_ADDED;
}

/* @mark: (out): where somebody whom the record belongs to is erased, the mark that takes its place; NULL otherwise */
static gboolean
mark_reached (EarStore *store, const EarRecord *theirs, EarRecord **mark, GError **error)
{
  gboolean reached;

  *mark = NULL;
  if (!ear_erasure_reaches (store, theirs, &reached, error))
    return FALSE;
  if (reached)
    {
      *mark = ear_record_new_with_id (theirs->kind, &theirs->id);
      (*mark)->erased = TRUE;
    }
  return TRUE;
}

/* @row: (out): as it was before */
static gboolean
join_found (EarStore *store, const EarRecord *theirs, FoundRow *row, EarOutcome *outcome, gboolean *conflict, GError **error)
{
  g_autoptr (EarRecord) mine = NULL;
  g_autoptr (EarRecord) mark = NULL;

  *outcome = EAR_OUTCOME_UNCHANGED;
  *conflict = FALSE;
  if (!find_row (store, theirs->kind, &theirs->id, row, error) || !mark_reached (store, theirs, &mark, error))
    return FALSE;
  note_clocks (store, theirs);
  theirs = mark != NULL ? mark : theirs;
  if (row->n == 0)
    {
      note_tree (store, theirs->kind);
      *outcome = outcome_of_new (theirs);
      return ear_rows_insert (store, theirs, error)
             && (!theirs->erased || ear_quarantine_forget (store, theirs->kind, &theirs->id, error))
             && (!theirs->erased || ear_erasure_spread (store, theirs->kind, &theirs->id, FALSE, error));
    }
  if (is_known (store, row, theirs, NULL))
    return TRUE;
  mine = ear_record_new_with_id (theirs->kind, &theirs->id);
  return join_row (store, row, mine, theirs, outcome, conflict, error);
}

static gboolean
join_record (EarStore *store, const EarRecord *theirs, EarOutcome *outcome, gboolean *conflict, GError **error)
{
  FoundRow row;

  return join_found (store, theirs, &row, outcome, conflict, error);
}

static gboolean
tell_watch (EarStore *store, const EarRecord *theirs, const FoundRow *row, EarOutcome outcome, gboolean conflict,
            GError **error)
{
  EarStoreJoined joined = { .outcome = outcome, .conflict = conflict };

  if ((outcome == EAR_OUTCOME_DELETED || outcome == EAR_OUTCOME_ERASED) && row->n != 0 && row->state != EAR_STATE_MENTIONED)
    {
      const EarId *author = ear_rows_device (store, row->device, error);

      if (author == NULL)
        return FALSE;
      joined.was_here = TRUE;
      joined.author = *author;
    }
  joined.before = outcome == EAR_OUTCOME_UPDATED ? store->watched : NULL;
  joined.shown = joined.before == NULL ? 0 : store->watched_shown;
  store->watch (theirs, &joined, store->watch_data);
  g_clear_pointer (&store->watched, ear_record_free);
  return TRUE;
}

/**
 * ear_store_join:
 * @theirs: a record as it is elsewhere, valid
 * @outcome: (out): what it did
 * @conflict: (out): whether a value came that neither saw, nor was seen by, the one that shows
 *
 * Joins a record with what is here, inside a transaction of the caller's.
 */
gboolean
ear_store_join (EarStore *store, const EarRecord *theirs, EarOutcome *outcome, gboolean *conflict, GError **error)
{
  FoundRow row;

  g_return_val_if_fail (store->depth > 0, FALSE);

  return join_found (store, theirs, &row, outcome, conflict, error)
         && (store->watch == NULL || tell_watch (store, theirs, &row, *outcome, *conflict, error));
}

/**
 * ear_store_set_watch:
 * @watch: (nullable): told of each record that is joined from now on, in the transaction that joins it
 */
void
ear_store_set_watch (EarStore *store, EarStoreWatch watch, gpointer data)
{
  store->watch = watch;
  store->watch_data = data;
}

/**
 * ear_store_foresee:
 *
 * Says what ear_store_join() would do with @theirs and changes nothing.
 */
gboolean
ear_store_foresee (EarStore *store, const EarRecord *theirs, EarOutcome *outcome, gboolean *conflict, GError **error)
{
  g_autoptr (EarRecord) mine = NULL;
  g_autoptr (EarRecord) mark = NULL;
  g_auto (EarJoin) join = { 0 };
  FoundRow row;

  *outcome = EAR_OUTCOME_UNCHANGED;
  *conflict = FALSE;
  if (!find_row (store, theirs->kind, &theirs->id, &row, error) || !mark_reached (store, theirs, &mark, error))
    return FALSE;
  theirs = mark != NULL ? mark : theirs;
  if (row.n == 0)
    {
      *outcome = outcome_of_new (theirs);
      return TRUE;
    }
  if (is_known (store, &row, theirs, NULL))
    return TRUE;
  mine = ear_record_new_with_id (theirs->kind, &theirs->id);
  if (!ear_rows_load (store, row.n, mine, error))
    return FALSE;
  ear_record_join (mine, theirs, &join);
  *outcome = outcome_of (&row, mine, &join);
  *conflict = join.conflicts != 0;
  return TRUE;
}

/* A record that was built afresh under an id that is here already was written by somebody who had this workbook
 * before them: its values are edits of what is here, and it is here again if it was deleted. */
static gboolean
rebase (EarStore *store, EarRecord *record, GError **error)
{
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (GError) local = NULL;

  if (record->fields[EAR_FIELD_DELETED].shown.stamp.clock != 0)
    return TRUE;
  here = ear_store_get (store, record->kind, &record->id, &local);
  if (here == NULL)
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  ear_record_set_flag (here, EAR_FIELD_DELETED, FALSE);
  for (guint i = 1; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      if (ear_record_is_edited (record, i))
        ear_record_set (here, i, ear_record_get (record, i));
    }
  ear_record_swap (record, here);
  return TRUE;
}

static gboolean
put_record (EarStore *store, EarRecord *record, GError **error)
{
  gboolean conflict, reached;
  EarOutcome outcome;
  EarStamp stamp;
  FoundRow row;

  if (!rebase (store, record, error) || !ear_erasure_reaches (store, record, &reached, error))
    return FALSE;
  if (record->erased || reached)
    {
      g_set_error_literal (error, EAR_STORE_ERROR, EAR_STORE_ERROR_ERASED,
                           _ ("This was erased because consent was withdrawn. It cannot be brought back or written again."));
      return FALSE;
    }
  if (!ear_record_validate (record, error) || !ear_store_ensure_device (store, error))
    return FALSE;
  if (record->edited == 0 && record->fields[EAR_FIELD_DELETED].shown.stamp.clock != 0)
    return TRUE;

  stamp = ear_store_next_stamp (store);
  ear_record_stamp (record, &stamp);
  if (!join_record (store, record, &outcome, &conflict, error) || !find_row (store, record->kind, &record->id, &row, error))
    return FALSE;
  /* What is here may hold more than the caller knew of. */
  return ear_rows_load (store, row.n, record, error);
}

static gboolean
in_transaction (EarStore *store, gboolean (*work) (EarStore *, EarRecord *, GError **), EarRecord *record, GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (work (store, record, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

/**
 * ear_store_put:
 * @record: a new record, or one from ear_store_get() with some fields set; afterwards as it is in the workbook, or as
 *   it was when it could not be written
 *
 * Writes what was edited, with this device's next stamp. The author had seen what @record was loaded with: had
 * something else come in the meantime, both values are kept as rivals.
 */
gboolean
ear_store_put (EarStore *store, EarRecord *record, GError **error)
{
  /* What could not be written stays edited, so that trying again writes it. */
  g_autoptr (EarRecord) written = ear_record_copy (record);

  if (!in_transaction (store, put_record, written, error))
    return FALSE;
  ear_record_swap (record, written);
  return TRUE;
}

/**
 * ear_store_set_deleted:
 *
 * Deletes a record, or takes that back. It stays in the workbook, unseen. One that is not here is no error.
 */
gboolean
ear_store_set_deleted (EarStore *store, EarKind kind, const EarId *id, gboolean deleted, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, &local);

  if (record == NULL)
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  ear_record_set_flag (record, EAR_FIELD_DELETED, deleted);
  return ear_store_put (store, record, error);
}

/**
 * ear_store_foreach:
 *
 * Calls @func with each record of a kind, in the order of their ids, in constant memory. The record is lent.
 */
gboolean
ear_store_foreach (EarStore *store, EarKind kind, EarRecordFunc func, gpointer data, GError **error)
{
  g_autoptr (EarStatement) each = ear_connection_prepare (store->connection, ear_kind_sql (kind)->each, error);
  g_autoptr (EarRecord) record = ear_record_new_with_id (kind, &EAR_ID_NONE);
  EarStep step;

  if (each == NULL)
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!ear_rows_load (store, ear_statement_get_integer (each, 0), record, error) || !func (record, data, error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_store_foreach_of:
 * @rows: a condition on the rows "x" of the kind's table
 *
 * Does what ear_store_foreach() does with the records that @rows holds for.
 */
gboolean
ear_store_foreach_of (EarStore *store, EarKind kind, const char *rows, EarRecordFunc func, gpointer data, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT x.n FROM %s x WHERE x.state <> 3 AND (%s) ORDER BY x.id",
                                          ear_kind_info (kind)->table, rows);
  g_autoptr (EarStatement) each = ear_connection_prepare (store->connection, sql, error);
  g_autoptr (EarRecord) record = ear_record_new_with_id (kind, &EAR_ID_NONE);
  EarStep step;

  if (each == NULL)
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!ear_rows_load (store, ear_statement_get_integer (each, 0), record, error) || !func (record, data, error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_store_history:
 *
 * Returns: (transfer full) (element-type EarVersion) (nullable): the values that once showed, latest first.
 */
GPtrArray *
ear_store_history (EarStore *store, EarKind kind, const EarId *id, guint field, GError **error)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_version_free);
  g_autoptr (EarStatement) each
    = ear_connection_prepare (store->connection,
                              "SELECT h.stamp, d.id, h.value FROM history h JOIN devices d ON d.n = h.device "
                              "WHERE h.record_table = ? AND h.n = ? AND h.field = ? ORDER BY h.stamp DESC, d.id DESC",
                              error);
  gint64 n = each == NULL ? -1 : ear_rows_find (store, kind, id, NULL, error);
  EarStep step;

  if (n < 0)
    return NULL;
  ear_statement_bind_text (each, 1, ear_kind_info (kind)->table);
  ear_statement_bind_integer (each, 2, n);
  ear_statement_bind_text (each, 3, ear_field_info (kind, field)->name);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarVersion *version = g_new0 (EarVersion, 1);

      version->stamp.clock = (EarClock) ear_statement_get_integer (each, 0);
      ear_statement_get_id (each, 1, &version->stamp.device);
      version->value = g_strdup (ear_statement_get_text (each, 2));
      g_ptr_array_add (versions, version);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&versions) : NULL;
}
