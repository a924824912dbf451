/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-room.h"

#include "ear-terms.h"

/* More than a room corrects in one evening; the window holds a widget for each. */
#define MAX_VOICES 200

void
ear_room_voice_free (EarRoomVoice *voice)
{
  if (voice == NULL)
    return;
  g_free (voice->words);
  g_free (voice->language);
  g_free (voice->original);
  g_free (voice->original_language);
  g_free (voice->speaker);
  g_free (voice->themes);
  g_free (voice);
}

void
ear_room_view_free (EarRoomView *view)
{
  if (view == NULL)
    return;
  g_clear_pointer (&view->voices, g_ptr_array_unref);
  g_free (view->title);
  g_free (view);
}

/* A permission that this version does not know is no permission. */
static gboolean
may_be_read (const EarVoice *voice)
{
  return g_strcmp0 (voice->permission, EAR_PERMISSION_QUOTE) == 0
         || g_strcmp0 (voice->permission, EAR_PERMISSION_PARAPHRASE) == 0;
}

static void
take_words (EarRoomVoice *shown, const EarVoice *voice)
{
  gboolean both = voice->text != NULL && voice->original != NULL;

  shown->words = g_strdup (voice->text != NULL ? voice->text : voice->original);
  shown->language = g_strdup (voice->text != NULL ? voice->language : voice->original_language);
  shown->original = both ? g_strdup (voice->original) : NULL;
  shown->original_language = both ? g_strdup (voice->original_language) : NULL;
  shown->verbatim = voice->verbatim;
  shown->speaker = g_strdup (voice->speaker);
  shown->themes = g_strdup (voice->themes);
}

/**
 * ear_room_voice_new:
 *
 * What may be quoted or told in other words is shown as it stands, since the room just heard it. Of what is only to be
 * counted there is the feeling and nothing else. What is internal, what somebody flagged for safeguarding, and what has
 * a permission from a newer Earshot is not there at all.
 *
 * Returns: (transfer full) (nullable): what the room sees of @voice. Any thread.
 */
EarRoomVoice *
ear_room_voice_new (const EarVoice *voice)
{
  int feeling = voice->feeling == NULL ? -1 : ear_term_index (EAR_TERMS_FEELING, voice->feeling);
  gboolean counted = g_strcmp0 (voice->permission, EAR_PERMISSION_COUNT) == 0;
  EarRoomVoice *shown;

  if (voice->safeguarding || (!counted && !may_be_read (voice)))
    return NULL;
  shown = g_new0 (EarRoomVoice, 1);
  shown->id = voice->id;
  shown->feeling = feeling < 0 ? NULL : EAR_TERMS_FEELING[feeling];
  if (!counted)
    take_words (shown, voice);
  return shown;
}

gboolean
ear_room_voice_equal (const EarRoomVoice *one, const EarRoomVoice *other)
{
  return ear_id_equal (&one->id, &other->id) && one->verbatim == other->verbatim && one->feeling == other->feeling
         && g_strcmp0 (one->words, other->words) == 0 && g_strcmp0 (one->language, other->language) == 0
         && g_strcmp0 (one->original, other->original) == 0
         && g_strcmp0 (one->original_language, other->original_language) == 0
         && g_strcmp0 (one->speaker, other->speaker) == 0 && g_strcmp0 (one->themes, other->themes) == 0;
}

/* The newest ones, in the order they were said. */
static void
choose_voices (EarRoomView *view, GPtrArray *all)
{
  view->voices = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_room_voice_free);
  for (guint i = all->len; i > 0; i--)
    {
      EarRoomVoice *shown = ear_room_voice_new (all->pdata[i - 1]);

      if (shown != NULL && view->voices->len < MAX_VOICES)
        {
          g_ptr_array_insert (view->voices, 0, shown);
          continue;
        }
      view->n_earlier += shown != NULL;
      ear_room_voice_free (shown);
    }
}

/**
 * ear_room_job:
 * @session: an EarId
 *
 * Returns: (transfer full) (nullable): an EarRoomView. It is empty where there is no such session, or none yet. The
 *   workbook's thread.
 */
gpointer
ear_room_job (EarStore *store, gpointer session, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarVoiceFilter filter = { .session = session };
  g_autoptr (GPtrArray) all = ear_voice_list (store, &filter, 0, 0, error);
  g_autoptr (EarRoomView) view = g_new0 (EarRoomView, 1);
  g_autoptr (EarRecord) record = NULL;
  g_autoptr (GError) local = NULL;

  if (all == NULL)
    return NULL;
  record = ear_store_get (store, EAR_KIND_SESSION, session, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  view->title = record == NULL ? NULL : g_strdup (ear_record_get (record, EAR_SESSION_TITLE));
  choose_voices (view, all);
  return g_steal_pointer (&view);
}
