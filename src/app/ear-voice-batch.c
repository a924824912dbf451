/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-batch.h"

typedef struct
{
  EarVoiceQuery *query;
  guint offset, limit;
  gboolean counts;
} Reading;

static void
reading_free (Reading *reading)
{
  ear_voice_query_free (reading->query);
  g_free (reading);
}

static gboolean
count (EarStore *store, const EarVoiceQuery *query, const EarVoiceFilter *filter, EarVoiceBatch *batch, GError **error)
{
  batch->total = ear_voice_count (store, NULL, error);
  if (batch->total < 0)
    return FALSE;
  batch->n_items = ear_voice_query_is_empty (query) ? batch->total : ear_voice_count (store, filter, error);
  return batch->n_items >= 0;
}

static gpointer
read_batch (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Reading *reading = data;
  EarVoiceFilter filter = ear_voice_query_filter (reading->query);
  g_autoptr (EarVoiceBatch) batch = g_new0 (EarVoiceBatch, 1);

  batch->n_items = batch->total = -1;
  if (reading->counts && !count (store, reading->query, &filter, batch, error))
    return NULL;
  batch->voices = ear_voice_list (store, &filter, reading->offset, reading->limit, error);
  return batch->voices == NULL ? NULL : g_steal_pointer (&batch);
}

/**
 * ear_voice_batch_read_async:
 * @query: copied
 * @counts: also counts how many pass and how many there are
 *
 * Main thread.
 */
void
ear_voice_batch_read_async (EarWorkbook *workbook, const EarVoiceQuery *query, guint offset, guint limit, gboolean counts,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading) { ear_voice_query_copy (query), offset, limit, counts };
  ear_workbook_run_async (workbook, FALSE, read_batch, reading, (GDestroyNotify) reading_free,
                          (GDestroyNotify) ear_voice_batch_free, cancellable, callback, user_data);
}

/**
 * ear_voice_batch_finish:
 *
 * Returns: (transfer full) (nullable): what was read.
 */
EarVoiceBatch *
ear_voice_batch_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error)
{
  return ear_workbook_run_finish (workbook, result, error);
}

void
ear_voice_batch_free (EarVoiceBatch *batch)
{
  if (batch == NULL)
    return;
  g_clear_pointer (&batch->voices, g_ptr_array_unref);
  g_free (batch);
}
