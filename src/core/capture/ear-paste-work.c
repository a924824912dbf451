/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-paste-work.h"

/**
 * ear_paste_work_new:
 *
 * Returns: (transfer full): work to which voices are added. Any thread.
 */
EarPasteWork *
ear_paste_work_new (void)
{
  EarPasteWork *work = g_new0 (EarPasteWork, 1);

  work->voices = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_voice_work_free);
  return work;
}

void
ear_paste_work_free (EarPasteWork *work)
{
  if (work == NULL)
    return;
  g_ptr_array_unref (work->voices);
  g_free (work);
}

/**
 * ear_paste_work_job:
 * @data: an EarPasteWork
 *
 * Adds all of the voices or, on an error, none. Those that are there already, since the program ended before it could say
 * so, are not added again. Returns always %NULL.
 */
gpointer
ear_paste_work_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarPasteWork *work = data;
  gint64 position = 0;

  if (!ear_store_begin (store, error))
    return NULL;
  for (guint i = 0; i < work->voices->len; i++)
    {
      EarVoiceWork *voice = work->voices->pdata[i];

      /* Asked once, not for each: a page may hold thousands. */
      voice->position = position == 0 ? 0 : position + 1;
      if (!ear_voice_work_do (store, voice, error))
        {
          ear_store_rollback (store);
          return NULL;
        }
      position = voice->position;
    }
  ear_store_commit (store, error);
  return NULL;
}

/**
 * ear_paste_undo_job:
 * @ids: (element-type EarId): a GArray of the voices' ids
 *
 * Deletes all of them or, on an error, none. Returns always %NULL.
 */
gpointer
ear_paste_undo_job (EarStore *store, gpointer ids, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  GArray *voices = ids;

  if (!ear_store_begin (store, error))
    return NULL;
  for (guint i = 0; i < voices->len; i++)
    {
      if (!ear_store_set_deleted (store, EAR_KIND_CONTRIBUTION, &g_array_index (voices, EarId, i), TRUE, error))
        {
          ear_store_rollback (store);
          return NULL;
        }
    }
  ear_store_commit (store, error);
  return NULL;
}
