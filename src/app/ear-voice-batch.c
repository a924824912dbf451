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

/* Leaves the themes that this laptop's coder gave. */
static gboolean
hide_others (EarStore *store, EarVoice *voice, GError **error)
{
  g_autoptr (GPtrArray) codings = voice->themes == NULL ? NULL : ear_coding_list (store, &voice->id, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (voice->themes == NULL)
    return TRUE;
  for (guint i = 0; codings != NULL && i < codings->len; i++)
    {
      const EarCodingRow *coding = codings->pdata[i];

      if (coding->is_own && !g_ptr_array_find_with_equal_func (names, coding->name, g_str_equal, NULL))
        g_ptr_array_add (names, coding->name);
    }
  g_ptr_array_add (names, NULL);
  g_free (voice->themes);
  voice->themes = names->len == 1 ? NULL : g_strjoinv ("; ", (GStrv) names->pdata);
  return codings != NULL;
}

static GPtrArray *
list_voices (EarStore *store, const EarVoiceQuery *query, guint offset, guint limit, GError **error)
{
  EarVoiceFilter filter = ear_voice_query_filter (query);
  g_autoptr (GPtrArray) voices = ear_voice_list (store, &filter, offset, limit, error);

  for (guint i = 0; query->blind && voices != NULL && i < voices->len; i++)
    {
      if (!hide_others (store, voices->pdata[i], error))
        return NULL;
    }
  return g_steal_pointer (&voices);
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
  batch->voices = list_voices (store, reading->query, reading->offset, reading->limit, error);
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

#define NEXT_AT_ONCE 200

static gpointer
find_next (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Reading *reading = data;
  gint64 *found = g_new (gint64, 1);

  *found = -1;
  for (guint offset = reading->offset; !g_cancellable_set_error_if_cancelled (cancellable, error); offset += NEXT_AT_ONCE)
    {
      g_autoptr (GPtrArray) voices = list_voices (store, reading->query, offset, NEXT_AT_ONCE, error);

      if (voices == NULL)
        break;
      for (guint i = 0; i < voices->len; i++)
        {
          if (((EarVoice *) voices->pdata[i])->themes != NULL)
            continue;
          *found = (gint64) offset + i;
          return found;
        }
      if (voices->len < NEXT_AT_ONCE)
        return found;
    }
  g_free (found);
  return NULL;
}

/**
 * ear_voice_batch_next_async:
 * @position: %G_MAXUINT to begin with the first
 *
 * Main thread.
 */
void
ear_voice_batch_next_async (EarWorkbook *workbook, const EarVoiceQuery *query, guint position, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading) { ear_voice_query_copy (query), position + 1, 0, FALSE };
  ear_workbook_run_async (workbook, FALSE, find_next, reading, (GDestroyNotify) reading_free, g_free, cancellable, callback,
                          user_data);
}

gint64
ear_voice_batch_next_finish (EarWorkbook *workbook, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *found = ear_workbook_run_finish (workbook, result, error);

  return found == NULL ? -1 : *found;
}

void
ear_voice_batch_free (EarVoiceBatch *batch)
{
  if (batch == NULL)
    return;
  g_clear_pointer (&batch->voices, g_ptr_array_unref);
  g_free (batch);
}
