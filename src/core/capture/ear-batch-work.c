/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-batch-work.h"

#include "ear-change.h"

/* How often it is told how far it is, and asked whether to stop. */
#define VOICES_A_BREATH 64

/* What happened to one record. Values are places in the batch's list of values; of links they are whether it is deleted. */
typedef struct
{
  EarId id;
  guint8 kind;
  guint16 was, now;
} Change;

struct _EarBatch
{
  EarBatchKind kind;
  EarId record;
  guint field;
  GPtrArray *values; /* (nullable elements): what the field was and is */
  GArray *changes;   /* Change */
  char *coder;
};

/* How far somebody wants to know that it is. */
typedef struct
{
  EarBatchProgress func;
  gpointer data;
  GCancellable *cancellable;
  guint done, all;
} Breath;

/**
 * ear_batch_new:
 * @record: (nullable): a theme or a group
 * @value: (nullable): what a field becomes, tidied
 */
EarBatch *
ear_batch_new (EarBatchKind kind, const EarId *record, guint field, const char *value)
{
  EarBatch *batch = g_new0 (EarBatch, 1);

  batch->kind = kind;
  batch->record = record == NULL ? EAR_ID_NONE : *record;
  batch->field = field;
  batch->values = g_ptr_array_new_with_free_func (g_free);
  batch->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  if (kind == EAR_BATCH_FIELD)
    g_ptr_array_add (batch->values, ear_value_tidy (ear_field_info (EAR_KIND_CONTRIBUTION, field)->type, value));
  return batch;
}

void
ear_batch_free (EarBatch *batch)
{
  if (batch == NULL)
    return;
  g_ptr_array_unref (batch->values);
  g_array_unref (batch->changes);
  g_free (batch->coder);
  g_free (batch);
}

guint
ear_batch_get_n_changes (const EarBatch *batch)
{
  return batch->changes->len;
}

/* A field of so many voices has few values: it is a permission or a feeling. */
static guint16
number_value (EarBatch *batch, const char *value)
{
  for (guint i = 0; i < batch->values->len; i++)
    {
      if (g_strcmp0 (batch->values->pdata[i], value) == 0)
        return (guint16) i;
    }
  g_ptr_array_add (batch->values, g_strdup (value));
  return (guint16) (batch->values->len - 1);
}

static void
note (EarBatch *batch, EarKind kind, const EarId *id, guint16 was, guint16 now)
{
  Change change = { *id, (guint8) kind, was, now };

  g_array_append_val (batch->changes, change);
}

static gboolean
breathe (Breath *breath, GError **error)
{
  if (breath->done++ % VOICES_A_BREATH != 0)
    return TRUE;
  if (breath->func != NULL && breath->all > 0)
    breath->func ((double) breath->done / breath->all, breath->data);
  return !g_cancellable_set_error_if_cancelled (breath->cancellable, error);
}

static gboolean
has_row (EarStore *store, const char *sql, gint64 voice, const EarId *record, const char *coder, gboolean *has, GError **error)
{
  g_autoptr (EarStatement) ask = ear_store_query (store, sql, error);
  EarStep step;

  if (ask == NULL)
    return FALSE;
  ear_statement_bind_integer (ask, 1, voice);
  ear_statement_bind_id (ask, 2, record);
  if (coder != NULL)
    ear_statement_bind_text (ask, 3, coder);
  step = ear_statement_step (ask, error);
  *has = step == EAR_STEP_ROW;
  return step != EAR_STEP_FAILED;
}

/* The same theme on the whole voice by the same coder again says nothing new. */
static gboolean
code (EarStore *store, EarBatch *batch, gint64 row, const EarId *voice, GError **error)
{
  static const char coded[]
    = "SELECT 1 FROM codings k JOIN theme_now s ON s.theme = k.theme JOIN theme_now w ON w.now = s.now JOIN themes t ON t.n = w.theme "
      "WHERE k.contribution = ?1 AND k.state = 0 AND t.id = ?2 AND k.coder IS ?3 AND k.start IS NULL AND k.\"end\" IS NULL";
  g_autoptr (EarRecord) coding = NULL;
  gboolean has;

  if (!has_row (store, coded, row, &batch->record, batch->coder, &has, error))
    return FALSE;
  if (has)
    return TRUE;
  coding = ear_record_new (EAR_KIND_CODING);
  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, voice);
  ear_record_set_id (coding, EAR_CODING_THEME, &batch->record);
  ear_record_set (coding, EAR_CODING_CODER, batch->coder);
  note (batch, EAR_KIND_CODING, &coding->id, TRUE, FALSE);
  return ear_store_put (store, coding, error);
}

static gboolean
group (EarStore *store, EarBatch *batch, gint64 row, const EarId *voice, GError **error)
{
  static const char grouped[] = "SELECT 1 FROM contribution_groups l JOIN groups g ON g.n = l.\"group\" "
                                "WHERE l.contribution = ?1 AND l.state = 0 AND g.id = ?2";
  g_autoptr (EarRecord) link = NULL;
  gboolean has;

  if (!has_row (store, grouped, row, &batch->record, NULL, &has, error))
    return FALSE;
  if (has)
    return TRUE;
  link = ear_record_new (EAR_KIND_CONTRIBUTION_GROUP);
  ear_record_set_id (link, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, voice);
  ear_record_set_id (link, EAR_CONTRIBUTION_GROUP_GROUP, &batch->record);
  note (batch, EAR_KIND_CONTRIBUTION_GROUP, &link->id, TRUE, FALSE);
  return ear_store_put (store, link, error);
}

static gboolean
list_other_groups (EarStore *store, EarBatch *batch, gint64 row, GArray *links, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT l.id FROM contribution_groups l JOIN groups g ON g.n = l.\"group\" "
                       "WHERE l.contribution = ?1 AND l.state = 0 AND g.id <> ?2 ORDER BY l.id",
                       error);
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_integer (each, 1, row);
  ear_statement_bind_id (each, 2, &batch->record);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (ear_statement_get_id (each, 0, &id))
        g_array_append_val (links, id);
    }
  return step == EAR_STEP_DONE;
}

static gboolean
regroup (EarStore *store, EarBatch *batch, gint64 row, const EarId *voice, GError **error)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (EarId));

  if (!list_other_groups (store, batch, row, others, error))
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    {
      const EarId *link = &g_array_index (others, EarId, i);

      note (batch, EAR_KIND_CONTRIBUTION_GROUP, link, FALSE, TRUE);
      if (!ear_store_set_deleted (store, EAR_KIND_CONTRIBUTION_GROUP, link, TRUE, error))
        return FALSE;
    }
  return group (store, batch, row, voice, error);
}

static gboolean
set_field (EarStore *store, EarBatch *batch, const EarId *voice, GError **error)
{
  g_autoptr (EarRecord) record = ear_change_get_live (store, EAR_KIND_CONTRIBUTION, voice, error);
  const char *value = batch->values->pdata[0];

  if (record == NULL)
    return FALSE;
  if (g_strcmp0 (ear_record_get (record, batch->field), value) == 0)
    return TRUE;
  note (batch, EAR_KIND_CONTRIBUTION, voice, number_value (batch, ear_record_get (record, batch->field)), 0);
  ear_record_set (record, batch->field, value);
  return ear_store_put (store, record, error);
}

static gboolean
change_voice (EarStore *store, EarBatch *batch, gint64 row, const EarId *voice, GError **error)
{
  switch (batch->kind)
    {
    case EAR_BATCH_THEME:
      return code (store, batch, row, voice, error);
    case EAR_BATCH_GROUP:
      return group (store, batch, row, voice, error);
    case EAR_BATCH_ONLY_GROUP:
      return regroup (store, batch, row, voice, error);
    case EAR_BATCH_FIELD:
    default:
      return set_field (store, batch, voice, error);
    }
}

/* A voice that went away since it was selected is passed over. */
static gboolean
change_row (EarStore *store, EarBatch *batch, guint32 row, GError **error)
{
  g_autoptr (EarStatement) find = ear_store_query (store, "SELECT id FROM contributions WHERE n = ?1 AND state = 0", error);
  EarStep step;
  EarId voice;

  if (find == NULL)
    return FALSE;
  ear_statement_bind_integer (find, 1, row);
  step = ear_statement_step (find, error);
  if (step != EAR_STEP_ROW || !ear_statement_get_id (find, 0, &voice))
    return step == EAR_STEP_DONE;
  g_clear_pointer (&find, ear_statement_free);
  return change_voice (store, batch, row, &voice, error);
}

static guint
count_ranges (const GArray *ranges)
{
  guint n = 0;

  for (guint i = 0; i < ranges->len; i += 2)
    n += g_array_index (ranges, guint, i + 1);
  return n;
}

static gboolean
change_all (EarStore *store, EarBatch *batch, const EarVoiceRows *rows, const GArray *ranges, Breath *breath, GError **error)
{
  for (guint i = 0; i < ranges->len; i += 2)
    {
      guint first = g_array_index (ranges, guint, i), n = g_array_index (ranges, guint, i + 1);

      for (guint position = first; position < first + n && position < ear_voice_rows_get_n (rows); position++)
        {
          if (!breathe (breath, error) || !change_row (store, batch, ear_voice_rows_get (rows, position), error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
prepare (EarStore *store, EarBatch *batch, GError **error)
{
  g_autoptr (EarRecord) theme = NULL;
  g_autoptr (GError) local = NULL;

  if (batch->kind != EAR_BATCH_THEME)
    return TRUE;
  theme = ear_change_get_live (store, EAR_KIND_THEME, &batch->record, error);
  if (theme == NULL)
    return FALSE;
  g_free (batch->coder);
  batch->coder = ear_own_coder (store, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ear_batch_do:
 * @ranges: which of @rows
 * @progress: (nullable)
 *
 * Changes them all. Where it fails or is stopped, nothing was changed.
 */
gboolean
ear_batch_do (EarStore *store, EarBatch *batch, const EarVoiceRows *rows, const GArray *ranges, EarBatchProgress progress,
              gpointer data, GCancellable *cancellable, GError **error)
{
  Breath breath = { progress, data, cancellable, 0, count_ranges (ranges) };

  return ear_store_begin (store, error)
         && ear_change_finish (store,
                               prepare (store, batch, error) && change_all (store, batch, rows, ranges, &breath, error), error);
}

/* What was changed again since, or is gone, stays as it is. */
static gboolean
take_back_field (EarStore *store, EarBatch *batch, EarRecord *record, const Change *change, GError **error)
{
  if (ear_record_is_deleted (record)
      || g_strcmp0 (ear_record_get (record, batch->field), batch->values->pdata[change->now]) != 0)
    return TRUE;
  ear_record_set (record, batch->field, batch->values->pdata[change->was]);
  return ear_store_put (store, record, error);
}

static gboolean
take_back_one (EarStore *store, EarBatch *batch, Change *change, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) record = ear_store_get (store, change->kind, &change->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL || record->erased)
    return TRUE;
  if (change->kind == EAR_KIND_CONTRIBUTION)
    return take_back_field (store, batch, record, change, error);
  return ear_record_is_deleted (record) == change->was
         || ear_store_set_deleted (store, change->kind, &change->id, change->was, error);
}

static gboolean
take_back_all (EarStore *store, EarBatch *batch, Breath *breath, GError **error)
{
  for (guint i = batch->changes->len; i > 0; i--)
    {
      if (!breathe (breath, error) || !take_back_one (store, batch, &g_array_index (batch->changes, Change, i - 1), error))
        return FALSE;
    }
  return TRUE;
}

static void
turn_round (EarBatch *batch)
{
  g_autoptr (GArray) changes = g_array_sized_new (FALSE, FALSE, sizeof (Change), batch->changes->len);

  for (guint i = batch->changes->len; i > 0; i--)
    {
      Change change = g_array_index (batch->changes, Change, i - 1);

      change.was = g_array_index (batch->changes, Change, i - 1).now;
      change.now = g_array_index (batch->changes, Change, i - 1).was;
      g_array_append_val (changes, change);
    }
  g_array_unref (batch->changes);
  batch->changes = g_steal_pointer (&changes);
}

/**
 * ear_batch_take_back:
 *
 * Gives each record back what the batch changed of it, and nothing else. Once more, it does it again.
 */
gboolean
ear_batch_take_back (EarStore *store, EarBatch *batch, EarBatchProgress progress, gpointer data, GCancellable *cancellable,
                     GError **error)
{
  Breath breath = { progress, data, cancellable, 0, batch->changes->len };

  if (!ear_store_begin (store, error) || !ear_change_finish (store, take_back_all (store, batch, &breath, error), error))
    return FALSE;
  turn_round (batch);
  return TRUE;
}
