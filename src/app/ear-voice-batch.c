/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-batch.h"

typedef struct
{
  EarVoiceQuery *query; /* (nullable) to be looked for */
  EarVoiceRows *rows;   /* (nullable) found already */
  gboolean blind;
  guint offset, limit;
} Reading;

static void
reading_free (Reading *reading)
{
  ear_voice_query_free (reading->query);
  g_clear_pointer (&reading->rows, ear_voice_rows_unref);
  g_free (reading);
}

static void
codings_free (gpointer codings)
{
  if (codings != NULL)
    g_ptr_array_unref (codings);
}

/* Leaves what this laptop's coder gave. */
static void
hide_others (EarVoice *voice, GPtrArray *codings)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = codings->len; i > 0; i--)
    {
      if (!((EarCodingRow *) codings->pdata[i - 1])->is_own)
        g_ptr_array_remove_index (codings, i - 1);
    }
  for (guint i = 0; i < codings->len; i++)
    {
      const EarCodingRow *coding = codings->pdata[i];

      if (!g_ptr_array_find_with_equal_func (names, coding->name, g_str_equal, NULL))
        g_ptr_array_add (names, coding->name);
    }
  g_ptr_array_add (names, NULL);
  g_free (voice->themes);
  voice->themes = names->len == 1 ? NULL : g_strjoinv ("; ", (GStrv) names->pdata);
}

/* Only voices that have a theme have codings. */
static gboolean
read_voices (EarStore *store, const EarVoiceRows *rows, gboolean blind, guint offset, guint limit, EarVoiceBatch *batch,
             GError **error)
{
  batch->offset = offset;
  batch->voices = ear_voice_rows_read (store, rows, offset, limit, error);
  batch->codings = g_ptr_array_new_with_free_func (codings_free);
  for (guint i = 0; batch->voices != NULL && i < batch->voices->len; i++)
    {
      EarVoice *voice = batch->voices->pdata[i];
      GPtrArray *codings = voice->themes == NULL ? NULL : ear_coding_list (store, &voice->id, error);

      if (voice->themes != NULL && codings == NULL)
        return FALSE;
      if (codings != NULL && blind)
        hide_others (voice, codings);
      g_ptr_array_add (batch->codings, codings);
    }
  return batch->voices != NULL;
}

static gpointer
find_batch (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Reading *reading = data;
  EarVoiceFilter filter = ear_voice_query_filter (reading->query);
  g_autoptr (EarVoiceBatch) batch = g_new0 (EarVoiceBatch, 1);
  guint offset = reading->offset, n;

  batch->rows = ear_voice_rows_find (store, &filter, error);
  if (batch->rows == NULL)
    return NULL;
  /* There may be fewer now than there were. */
  n = ear_voice_rows_get_n (batch->rows);
  if (offset >= n)
    offset = 0;
  return read_voices (store, batch->rows, reading->blind, offset, reading->limit, batch, error) ? g_steal_pointer (&batch) : NULL;
}

static gpointer
read_batch (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Reading *reading = data;
  g_autoptr (EarVoiceBatch) batch = g_new0 (EarVoiceBatch, 1);

  return read_voices (store, reading->rows, reading->blind, reading->offset, reading->limit, batch, error) ? g_steal_pointer (&batch)
                                                                                                           : NULL;
}

/**
 * ear_voice_batch_find_async:
 * @query: copied
 * @offset: the first to be read; where there are not so many, the first of all
 *
 * Main thread, like all of these functions.
 */
void
ear_voice_batch_find_async (EarWorkbook *workbook, const EarVoiceQuery *query, guint offset, guint limit,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading){ ear_voice_query_copy (query), NULL, query->blind, offset, limit };
  ear_workbook_run_async (workbook, FALSE, find_batch, reading, (GDestroyNotify) reading_free,
                          (GDestroyNotify) ear_voice_batch_free, cancellable, callback, user_data);
}

void
ear_voice_batch_read_async (EarWorkbook *workbook, EarVoiceRows *rows, gboolean blind, guint offset, guint limit,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading){ NULL, ear_voice_rows_ref (rows), blind, offset, limit };
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

/* A blind coder goes to what nobody but the others coded, too. */
static gpointer
find_next (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Reading *reading = data;
  gint64 *found = g_new (gint64, 1);

  *found = -1;
  for (guint offset = reading->offset; !g_cancellable_set_error_if_cancelled (cancellable, error); offset += NEXT_AT_ONCE)
    {
      g_autoptr (EarVoiceBatch) batch = g_new0 (EarVoiceBatch, 1);

      if (offset >= ear_voice_rows_get_n (reading->rows))
        return found;
      if (!read_voices (store, reading->rows, TRUE, offset, NEXT_AT_ONCE, batch, error))
        break;
      for (guint i = 0; i < batch->voices->len; i++)
        {
          if (((EarVoice *) batch->voices->pdata[i])->themes != NULL)
            continue;
          *found = (gint64) offset + i;
          return found;
        }
    }
  g_free (found);
  return NULL;
}

static gpointer
find_next_of_all (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Reading *reading = data;
  g_autoptr (GError) local = NULL;
  gint64 *found = g_new (gint64, 1);

  *found = ear_voice_rows_next_uncoded (store, reading->rows, reading->offset, &local);
  if (local == NULL)
    return found;
  g_propagate_error (error, g_steal_pointer (&local));
  g_free (found);
  return NULL;
}

/**
 * ear_voice_batch_next_async:
 * @position: %G_MAXUINT to begin with the first
 */
void
ear_voice_batch_next_async (EarWorkbook *workbook, EarVoiceRows *rows, gboolean blind, guint position,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading){ NULL, ear_voice_rows_ref (rows), blind, position + 1, 0 };
  ear_workbook_run_async (workbook, FALSE, blind ? find_next : find_next_of_all, reading, (GDestroyNotify) reading_free, g_free,
                          cancellable, callback, user_data);
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
  g_clear_pointer (&batch->rows, ear_voice_rows_unref);
  g_clear_pointer (&batch->voices, g_ptr_array_unref);
  g_clear_pointer (&batch->codings, g_ptr_array_unref);
  g_free (batch);
}
