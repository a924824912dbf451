/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-paste-work.h"

#include "ear-take-back.h"

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

static gboolean
add_all (EarStore *store, EarPasteWork *work, EarCodebookBefore *before, GError **error)
{
  gint64 position = 0;

  for (guint i = 0; i < work->voices->len; i++)
    {
      EarVoiceWork *voice = work->voices->pdata[i];

      g_clear_pointer (&voice->before, g_ptr_array_unref);
      voice->before = g_ptr_array_ref (before);
      /* Asked once, not for each: a page may hold thousands. */
      voice->position = position == 0 ? 0 : position + 1;
      if (!ear_voice_work_do (store, voice, error))
        return FALSE;
      position = voice->position;
    }
  return TRUE;
}

/**
 * ear_paste_work_job:
 * @data: an EarPasteWork
 *
 * Adds all of the voices or, on an error, none. Those that are there already, since the program ended before it could say
 * so, are not added again.
 *
 * Returns: (transfer full) (nullable): an EarTakeBack for all of them at once.
 */
gpointer
ear_paste_work_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();

  if (!ear_store_begin (store, error))
    return NULL;
  return ear_take_back_finish (store, add_all (store, data, before, error), before, error);
}
