/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-recovery.h"

#include "ear-draft-saver.h"
#include "ear-error.h"
#include "ear-occasion-work.h"
#include "ear-session-view.h"
#include "ear-theme-work.h"
#include "ear-voice-care.h"
#include "ear-voice-draft.h"
#include "ear-voice-work.h"

static EarRecord *
load_session (EarStore *store, const EarId *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  EarRecord *session = ear_store_get (store, EAR_KIND_SESSION, id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return session == NULL ? ear_session_begin (store, id, error) : session;
}

/* The voice's id is in the draft's name: one that is in the workbook already is not added twice. */
static gboolean
add_voice (EarStore *store, const EarId *session_id, const EarId *voice, const char *draft, GPtrArray *themes, guint *n,
           GError **error)
{
  const char *stance;
  EarId item;
  g_autofree char *line = ear_voice_draft_unpack (draft, &item, &stance);
  g_autoptr (EarRecord) session = load_session (store, session_id, error);
  g_autoptr (EarVoiceWork) work = session == NULL ? NULL : ear_voice_work_new (session, voice, line, themes);
  g_autoptr (GError) local = NULL;
  gint64 before = work == NULL ? -1 : ear_store_find_row (store, EAR_KIND_CONTRIBUTION, voice, error);

  if (before < 0)
    return FALSE;
  work->item = item;
  work->stance = stance;
  ear_voice_work_job (store, work, NULL, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *n += before == 0;
  return TRUE;
}

static gboolean
set_field (EarStore *store, const EarId *session_id, const char *field, const char *value, GError **error)
{
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (EarOccasionWork) work = NULL;
  g_autoptr (GError) local = NULL;
  guint number;

  /* A draft that the field cannot hold, half a date say, is only given up. */
  if (!ear_field_from_name (EAR_KIND_SESSION, field, &number) || !ear_value_validate (EAR_KIND_SESSION, number, value, NULL))
    return TRUE;
  session = load_session (store, session_id, error);
  if (session == NULL)
    return FALSE;
  work = ear_occasion_work_new (session);
  work->field = number;
  work->value = g_strdup (value);
  ear_occasion_work_job (store, work, NULL, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A note on a voice that is gone meanwhile goes with it. */
static gboolean
add_note (EarStore *store, EarId *voice, const char *note, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarSafeguarding) safeguarding = ear_safeguarding_load_job (store, voice, NULL, &local);

  if (safeguarding != NULL)
    {
      g_set_str (&safeguarding->note, note);
      safeguarding->flagged = TRUE;
      ear_safeguarding_save_job (store, safeguarding, NULL, &local);
    }
  if (local == NULL || g_error_matches (local, EAR_STORE_ERROR, EAR_STORE_ERROR_ERASED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Of a theme that is gone meanwhile, or a name that another one has by now, the draft is only given up. */
static gboolean
set_theme (EarStore *store, const EarId *theme, const char *name, const char *value, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint field;

  if (!ear_field_from_name (EAR_KIND_THEME, name, &field) || ear_theme_set (store, theme, field, value, NULL, &local)
      || local->domain == EAR_CAPTURE_ERROR || local->domain == EAR_MODEL_ERROR)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

typedef struct
{
  GHashTable *drafts; /* place → text */
  guint n_voices;
} Recovery;

static void
recovery_free (Recovery *recovery)
{
  g_hash_table_unref (recovery->drafts);
  g_free (recovery);
}

static gboolean
parse_adding (const char *place, EarId *session, EarId *voice)
{
  const char *within;

  return ear_draft_place_parse (place, EAR_DRAFT_ADDING, session, &within) && ear_id_parse (within, voice);
}

static gpointer
recover_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Recovery *recovery = data;
  g_autoptr (GPtrArray) themes = ear_tree_list (store, EAR_KIND_THEME, NULL, error);
  g_autoptr (GList) places = g_hash_table_get_keys (recovery->drafts);
  EarId session, voice, theme;
  const char *within;

  if (themes == NULL)
    return NULL;
  /* In the order the voices were said: their ids grow with time. */
  places = g_list_sort (g_steal_pointer (&places), (GCompareFunc) g_strcmp0);
  for (GList *each = places; each != NULL; each = each->next)
    {
      const char *text = g_hash_table_lookup (recovery->drafts, each->data);

      if (parse_adding (each->data, &session, &voice))
        {
          if (!add_voice (store, &session, &voice, text, themes, &recovery->n_voices, error))
            return NULL;
        }
      else if (ear_draft_place_parse (each->data, EAR_DRAFT_OCCASION, &session, &within)
               && !set_field (store, &session, within, text, error))
        {
          return NULL;
        }
      else if (ear_draft_place_parse (each->data, EAR_DRAFT_SAFEGUARDING, &voice, &within)
               && !add_note (store, &voice, text, error))
        {
          return NULL;
        }
      else if (ear_draft_place_parse (each->data, EAR_DRAFT_THEME, &theme, &within)
               && !set_theme (store, &theme, within, text, error))
        {
          return NULL;
        }
    }
  return NULL;
}

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Recovery *recovery = g_task_get_task_data (task);
  GError *error = NULL;
  GHashTableIter each;
  gpointer place;

  ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_iter_init (&each, recovery->drafts);
  while (g_hash_table_iter_next (&each, &place, NULL))
    ear_workbook_save_draft_async (EAR_WORKBOOK (source), place, NULL, NULL, NULL);
  g_task_return_int (task, (gssize) recovery->n_voices);
}

static gboolean
is_typed (gpointer place, gpointer text G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  return !g_str_has_prefix (place, EAR_DRAFT_ADDING) && !g_str_has_prefix (place, EAR_DRAFT_OCCASION)
         && !g_str_has_prefix (place, EAR_DRAFT_SAFEGUARDING) && !g_str_has_prefix (place, EAR_DRAFT_THEME);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GHashTable *drafts = ear_workbook_load_drafts_finish (EAR_WORKBOOK (source), result, &error);
  Recovery *recovery;

  if (drafts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  recovery = g_new0 (Recovery, 1);
  recovery->drafts = drafts;
  g_task_set_task_data (task, recovery, (GDestroyNotify) recovery_free);
  g_hash_table_foreach_remove (drafts, is_typed, NULL);
  if (g_hash_table_size (drafts) == 0)
    g_task_return_int (task, 0);
  else
    ear_workbook_run_async (EAR_WORKBOOK (source), TRUE, recover_job, recovery, NULL, NULL, NULL, recovered_cb,
                            g_steal_pointer (&task));
}

/**
 * ear_recovery_run_async:
 *
 * Call it once, before anything is written here: it takes every unfinished piece of work for one that was cut off.
 */
void
ear_recovery_run_async (EarWorkbook *workbook, GAsyncReadyCallback callback, gpointer user_data)
{
  ear_workbook_load_drafts_async (workbook, loaded_cb, g_task_new (workbook, NULL, callback, user_data));
}

/**
 * ear_recovery_finish:
 *
 * Returns: how many voices were added that would have been lost.
 */
guint
ear_recovery_finish (GAsyncResult *result, GError **error)
{
  gssize n = g_task_propagate_int (G_TASK (result), error);

  return n < 0 ? 0 : (guint) n;
}
