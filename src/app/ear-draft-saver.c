/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-draft-saver.h"

#include <string.h>

/* How long to wait after a failed save before the same text is tried again. */
#define RETRY_SECONDS 3

struct _EarDraftSaver
{
  GObject parent_instance;

  EarWorkbook *workbook;
  char *place;
  char *next;        /* (nullable) what to save after the save under way */
  gboolean has_next;
  char *under_way;   /* (nullable) what is being saved */
  gboolean busy;
  GError *problem;
  guint retry;
};

G_DEFINE_FINAL_TYPE (EarDraftSaver, ear_draft_saver, G_TYPE_OBJECT)

enum
{
  SIGNAL_PROBLEM_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void save_next (EarDraftSaver *saver);

static gboolean
retry_cb (gpointer data)
{
  EarDraftSaver *saver = data;

  saver->retry = 0;
  save_next (saver);
  return G_SOURCE_REMOVE;
}

static void
set_problem (EarDraftSaver *saver, GError *problem)
{
  gboolean same = saver->problem == NULL && problem == NULL;

  g_clear_error (&saver->problem);
  saver->problem = problem;
  if (!same)
    g_signal_emit (saver, signals[SIGNAL_PROBLEM_CHANGED], 0);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarDraftSaver) saver = data;
  g_autofree char *text = g_steal_pointer (&saver->under_way);
  g_autoptr (GError) error = NULL;
  gboolean saved = ear_workbook_save_draft_finish (EAR_WORKBOOK (source), result, &error);

  saver->busy = FALSE;
  if (!saved && !saver->has_next)
    {
      saver->next = g_steal_pointer (&text);
      saver->has_next = TRUE;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  set_problem (saver, g_steal_pointer (&error));
  if (saved)
    save_next (saver);
  else if (saver->retry == 0)
    saver->retry = g_timeout_add_seconds (RETRY_SECONDS, retry_cb, saver);
}

static void
save_next (EarDraftSaver *saver)
{
  if (saver->busy || !saver->has_next)
    return;
  g_clear_handle_id (&saver->retry, g_source_remove);
  saver->busy = TRUE;
  saver->has_next = FALSE;
  saver->under_way = g_steal_pointer (&saver->next);
  ear_workbook_save_draft_async (saver->workbook, saver->place, saver->under_way, saved_cb, g_object_ref (saver));
}

static void
ear_draft_saver_finalize (GObject *object)
{
  EarDraftSaver *saver = EAR_DRAFT_SAVER (object);

  g_clear_handle_id (&saver->retry, g_source_remove);
  g_clear_object (&saver->workbook);
  g_clear_error (&saver->problem);
  g_free (saver->place);
  g_free (saver->next);
  g_free (saver->under_way);
  G_OBJECT_CLASS (ear_draft_saver_parent_class)->finalize (object);
}

static void
ear_draft_saver_class_init (EarDraftSaverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_draft_saver_finalize;

  /**
   * EarDraftSaver::problem-changed:
   *
   * A save failed, or one went well again after that.
   */
  signals[SIGNAL_PROBLEM_CHANGED]
    = g_signal_new ("problem-changed", EAR_TYPE_DRAFT_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ear_draft_saver_init (EarDraftSaver *saver G_GNUC_UNUSED)
{
}

/**
 * ear_draft_saver_new:
 * @place: where it is typed, see ear_draft_place()
 *
 * Returns: (transfer full): the saver. Main thread, like all of its functions.
 */
EarDraftSaver *
ear_draft_saver_new (EarWorkbook *workbook, const char *place)
{
  EarDraftSaver *saver = g_object_new (EAR_TYPE_DRAFT_SAVER, NULL);

  saver->workbook = g_object_ref (workbook);
  saver->place = g_strdup (place);
  return saver;
}

/**
 * ear_draft_saver_set_text:
 * @text: (nullable): what stands there now; nothing forgets the draft
 */
void
ear_draft_saver_set_text (EarDraftSaver *saver, const char *text)
{
  g_free (saver->next);
  saver->next = g_strdup (text);
  saver->has_next = TRUE;
  save_next (saver);
}

const char *
ear_draft_saver_get_place (EarDraftSaver *saver)
{
  return saver->place;
}

/**
 * ear_draft_saver_get_problem:
 *
 * Returns: (nullable) (transfer none): why the newest text is not on disk.
 */
const GError *
ear_draft_saver_get_problem (EarDraftSaver *saver)
{
  return saver->problem;
}

/**
 * ear_draft_place:
 * @what: one of the places above
 * @within: (nullable): what within the session
 *
 * Returns: (transfer full): the draft's name.
 */
char *
ear_draft_place (const char *what, const EarId *session, const char *within)
{
  g_autofree char *id = ear_id_to_string (session);

  return g_strconcat (what, id, within == NULL ? NULL : "/", within, NULL);
}

/**
 * ear_draft_place_parse:
 * @within: (out) (nullable) (transfer none): what within the session; it points into @place
 *
 * Returns: whether @place is one of @what.
 */
gboolean
ear_draft_place_parse (const char *place, const char *what, EarId *session, const char **within)
{
  char id[EAR_ID_TEXT_SIZE];

  if (!g_str_has_prefix (place, what))
    return FALSE;
  g_strlcpy (id, place + strlen (what), sizeof id);
  if (!ear_id_parse (id, session))
    return FALSE;
  *within = place + strlen (what) + strlen (id);
  if (**within == '/')
    (*within)++;
  else if (**within == '\0')
    *within = NULL;
  else
    return FALSE;
  return TRUE;
}
