/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How what is typed in a session's line gets into the workbook without being lost on the way.
 *
 * Each keystroke is a draft. Enter makes a second draft, under the voice's own id, before the line's is emptied; that
 * one goes only when the voice is in the workbook. So at any moment the words are in the line's draft, in the voice's
 * or in the workbook, and a voice that is in the workbook is not added again. */
#include "ear-session-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ear-desk-work.h"
#include "ear-problem.h"
#include "ear-voice-draft.h"
#include "ear-voice-item.h"
#include "ear-window.h"

/* A voice for which Enter was pressed. */
typedef struct
{
  EarId id;
  char *line;
  EarId item;            /* of an Assembly's agenda; EAR_ID_NONE: none */
  const char *stance;    /* (nullable) as what it is kept */
  EarRecord *changing;   /* (nullable) the voice that is changed */
  EarDraftSaver *saver;
  gboolean under_way;
  GError *error;
} Pending;

static void
pending_free (Pending *pending)
{
  g_free (pending->line);
  g_clear_pointer (&pending->changing, ear_record_free);
  g_clear_object (&pending->saver);
  g_clear_error (&pending->error);
  g_free (pending);
}

/* One problem at a time, the one that matters most: a voice that is not in the workbook before a draft that is not on
 * the disk. */
void
ear_session_page_line_update_problem (EarSessionPage *page)
{
  const GError *error = page->failure;
  gboolean can_try = FALSE;
  EarDraftSaver *savers[] = { page->draft, page->edit_draft, page->paste_draft };

  for (guint i = 0; i < page->pending->len && error == NULL; i++)
    error = ((Pending *) page->pending->pdata[i])->error;
  can_try = error != NULL && error != page->failure;
  for (gsize i = 0; i < G_N_ELEMENTS (savers) && error == NULL; i++)
    error = savers[i] == NULL ? NULL : ear_draft_saver_get_problem (savers[i]);
  adw_banner_set_button_label (page->problem, can_try ? _ ("_Try again") : NULL);
  ear_problem_show_banner (page->problem, error == NULL ? NULL : error->message);
}

static EarDraftSaver *
new_saver (EarSessionPage *page, const char *what, const EarId *voice)
{
  g_autofree char *within = voice == NULL ? NULL : ear_id_to_string (voice);
  g_autofree char *place = ear_draft_place (what, &page->id, within);
  EarDraftSaver *saver = ear_draft_saver_new (page->workbook, place);

  g_signal_connect_object (saver, "problem-changed", G_CALLBACK (ear_session_page_line_update_problem), page, G_CONNECT_SWAPPED);
  return saver;
}

/* The page was left before the answer came. The voice's draft is still there, and is taken up when the workbook is
 * next opened. */
static void
tell_elsewhere (const GError *error)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));

  if (EAR_IS_WINDOW (window))
    ear_window_show_error (EAR_WINDOW (window), _ ("A voice could not be saved"), error);
}

/* A voice that could not be added goes back into the line, where it can be seen, unless something else is being typed
 * there: then it waits for another try. */
static void
put_back (EarSessionPage *page, Pending *pending)
{
  g_autofree char *text = page->line == NULL ? NULL : ear_capture_line_get_text (page->line);

  if (text == NULL || *text != '\0' || pending->changing != NULL || page->changing != NULL)
    return;
  ear_session_page_agenda_go_to (page, &pending->item, pending->stance);
  ear_capture_line_set_text (page->line, pending->line);
  ear_draft_saver_set_text (pending->saver, NULL);
  g_clear_error (&page->failure);
  page->failure = g_steal_pointer (&pending->error);
  g_ptr_array_remove (page->pending, pending);
}

typedef struct
{
  EarSessionPage *page;
  Pending *pending;
} Saving;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Saving *saving = data;
  g_autoptr (EarSessionPage) page = saving->page;
  Pending *pending = saving->pending;

  g_autoptr (EarTakeBack) change = NULL;
  EarWindow *window = ear_window_of (GTK_WIDGET (page));

  pending->under_way = FALSE;
  g_clear_error (&pending->error);
  change = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &pending->error);
  if (pending->error == NULL)
    {
      /* A voice that is added is seen at once, and the next one is being said: only Ctrl+Z is offered. */
      if (window != NULL)
        ear_deed_remember (window, g_steal_pointer (&change), pending->changing == NULL ? _ ("Voice added") : _ ("Voice changed"),
                           pending->changing == NULL ? EAR_REMEMBER_QUIETLY : 0);
      ear_draft_saver_set_text (pending->saver, NULL);
      if (pending->changing == NULL)
        page->scroll_to = pending->id;
      g_ptr_array_remove (page->pending, pending);
    }
  else if (page->line == NULL)
    {
      tell_elsewhere (pending->error);
      return;
    }
  else
    {
      put_back (page, pending);
    }
  if (page->line != NULL)
    ear_session_page_line_update_problem (page);
}

/* The page is kept until the answer is there: it holds what was typed. */
static void
save (EarSessionPage *page, Pending *pending)
{
  EarVoiceWork *work;
  Saving *saving;

  if (pending->under_way || page->view == NULL || page->catalogue == NULL)
    return;
  work = ear_voice_work_new (page->view->session, &pending->id, pending->line, page->catalogue->themes);
  if (pending->changing != NULL)
    work->voice = ear_record_copy (pending->changing);
  work->item = pending->item;
  work->stance = pending->stance;
  work->before = ear_codebook_before_new ();
  saving = g_new0 (Saving, 1);
  saving->page = g_object_ref (page);
  saving->pending = pending;
  pending->under_way = TRUE;
  ear_workbook_run_async (page->workbook, TRUE, ear_voice_work_job, work, (GDestroyNotify) ear_voice_work_free,
                          (GDestroyNotify) ear_take_back_free, NULL, saved_cb, saving);
}

/**
 * ear_session_page_line_flush:
 *
 * Saves what Enter was pressed for and could not be saved yet. Called when what it needs has been read, and for another
 * try.
 */
void
ear_session_page_line_flush (EarSessionPage *page)
{
  for (guint i = 0; i < page->pending->len; i++)
    save (page, page->pending->pdata[i]);
}

static void
again_cb (EarSessionPage *page)
{
  ear_session_page_line_flush (page);
}

static void
stop_changing (EarSessionPage *page)
{
  g_autofree char *set_aside = g_steal_pointer (&page->set_aside);

  g_clear_pointer (&page->changing, ear_record_free);
  g_clear_pointer (&page->changing_line, g_free);
  g_clear_object (&page->edit_draft);
  ear_capture_line_set_changing (page->line, FALSE);
  ear_capture_line_set_text (page->line, set_aside == NULL ? "" : set_aside);
}

static gboolean
has_words (const char *text)
{
  g_auto (EarCapture) capture = { 0 };

  ear_capture_parse (text, NULL, NULL, &capture);
  return ear_capture_has_words (&capture);
}

static void
submitted_cb (EarSessionPage *page)
{
  g_autofree char *text = ear_capture_line_get_text (page->line);
  g_autofree char *draft = NULL;
  Pending *pending;

  if (!has_words (text))
    {
      if (*text != '\0')
        ear_capture_line_say (page->line, _ ("There are no words yet: type what was said, then press Enter."));
      return;
    }
  g_clear_error (&page->failure);
  pending = g_new0 (Pending, 1);
  pending->line = g_strdup (text);
  pending->id = page->changing == NULL ? ear_id_new () : page->changing->id;
  pending->saver
    = page->edit_draft == NULL ? new_saver (page, EAR_DRAFT_ADDING, &pending->id) : g_object_ref (page->edit_draft);
  pending->changing = g_steal_pointer (&page->changing);
  if (pending->changing == NULL)
    {
      pending->item = ear_session_page_agenda_item (page);
      pending->stance = ear_session_page_agenda_take_stance (page);
    }
  draft = ear_voice_draft_pack (text, &pending->item, pending->stance);
  ear_draft_saver_set_text (pending->saver, draft);
  g_ptr_array_add (page->pending, pending);
  if (pending->changing != NULL)
    stop_changing (page);
  else
    ear_capture_line_set_text (page->line, "");
  save (page, pending);
}

static void
changed_cb (EarSessionPage *page)
{
  g_autofree char *text = ear_capture_line_get_text (page->line);

  if (!page->drafts_loaded)
    return;
  /* A change that changes nothing needs no draft. */
  if (page->edit_draft != NULL)
    ear_draft_saver_set_text (page->edit_draft, g_strcmp0 (text, page->changing_line) == 0 ? NULL : text);
  else if (page->changing == NULL)
    ear_session_page_line_keep (page);
}

/**
 * ear_session_page_line_keep:
 *
 * Keeps what stands in the line with the item it would be said to now, and as what. An empty line is no draft, whatever is
 * spoken about.
 */
void
ear_session_page_line_keep (EarSessionPage *page)
{
  g_autofree char *text = NULL;
  g_autofree char *draft = NULL;
  EarId item;

  if (!page->drafts_loaded || page->draft == NULL || page->line == NULL || page->changing != NULL)
    return;
  text = ear_capture_line_get_text (page->line);
  item = *text == '\0' ? EAR_ID_NONE : ear_session_page_agenda_item (page);
  draft = ear_voice_draft_pack (text, &item, ear_session_page_agenda_stance (page));
  ear_draft_saver_set_text (page->draft, draft);
}

static void
left_cb (EarSessionPage *page)
{
  if (page->edit_draft != NULL)
    ear_draft_saver_set_text (page->edit_draft, NULL);
  stop_changing (page);
}

typedef struct
{
  EarSessionPage *page;
  char *text; /* (nullable) a draft of the change */
} Recall;

static void
recall_free (Recall *recall)
{
  g_object_unref (recall->page);
  g_free (recall->text);
  g_free (recall);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recall, recall_free)

static void
recalled (EarSessionPage *page, EarVoiceLine *voice, const char *text)
{
  if (page->changing != NULL)
    left_cb (page);
  page->set_aside = ear_capture_line_get_text (page->line);
  page->changing = g_steal_pointer (&voice->voice);
  page->changing_line = g_steal_pointer (&voice->line);
  page->edit_draft = new_saver (page, EAR_DRAFT_EDIT, &page->changing->id);
  ear_capture_line_set_changing (page->line, TRUE);
  ear_capture_line_set_text (page->line, text == NULL ? page->changing_line : text);
  ear_capture_line_focus (page->line);
}

static void
recalled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Recall) recall = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVoiceLine) voice = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  EarWindow *window = recall->page->line == NULL ? NULL : ear_window_of (GTK_WIDGET (recall->page));

  if (window == NULL)
    return;
  if (voice != NULL)
    recalled (recall->page, voice, recall->text);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ear_window_show_error (window, _ ("The voice could not be opened"), error);
}

static void
recall_voice (EarSessionPage *page, const EarId *voice, const char *text)
{
  Recall *recall = g_new0 (Recall, 1);

  recall->page = g_object_ref (page);
  recall->text = g_strdup (text);
  ear_workbook_run_async (page->workbook, FALSE, ear_voice_line_job, g_memdup2 (voice, sizeof *voice), g_free,
                          (GDestroyNotify) ear_voice_line_free, page->cancellable, recalled_cb, recall);
}

/**
 * ear_session_page_change_voice:
 *
 * Puts a voice back into the line. What stands there is set aside until the change is saved or left.
 */
void
ear_session_page_change_voice (EarSessionPage *page, const EarId *voice)
{
  recall_voice (page, voice, NULL);
}

static void
still_there_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarSessionPage) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVoiceLine) voice = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);

  if (voice == NULL && error == NULL && page->line != NULL && page->changing != NULL)
    left_cb (page);
}

/**
 * ear_session_page_line_wipe:
 *
 * Something was erased: if it is the voice that stands in the line to be changed, it goes from there, too.
 */
void
ear_session_page_line_wipe (EarSessionPage *page)
{
  if (page->line != NULL && page->changing != NULL)
    ear_workbook_run_async (page->workbook, FALSE, ear_voice_line_job, g_memdup2 (&page->changing->id, sizeof (EarId)), g_free,
                            (GDestroyNotify) ear_voice_line_free, page->cancellable, still_there_cb, g_object_ref (page));
}

static void
recall_last_cb (EarSessionPage *page)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (page->voices));
  g_autoptr (EarVoiceItem) last = n == 0 ? NULL : g_list_model_get_item (G_LIST_MODEL (page->voices), n - 1);

  /* A voice still on its way would be missed, and another one changed in its place. */
  if (last != NULL && page->pending->len == 0)
    ear_session_page_change_voice (page, &ear_voice_item_get_voice (last)->id);
}

/* What was typed before the drafts were there stands behind the draft. */
static void
restore_draft (EarSessionPage *page, const char *draft)
{
  const char *stance;
  EarId item;
  g_autofree char *line = ear_voice_draft_unpack (draft, &item, &stance);
  g_autofree char *typed = ear_capture_line_get_text (page->line);
  g_autofree char *both = *typed == '\0' ? g_strdup (line) : g_strdup_printf ("%s %s", line, typed);

  ear_session_page_agenda_go_to (page, &item, stance);
  ear_capture_line_set_text (page->line, both);
}

static void
restore_change (EarSessionPage *page, GHashTable *drafts)
{
  GHashTableIter each;
  gpointer place, text;

  g_hash_table_iter_init (&each, drafts);
  while (g_hash_table_iter_next (&each, &place, &text))
    {
      const char *within;
      EarId session, voice;

      if (ear_draft_place_parse (place, EAR_DRAFT_EDIT, &session, &within) && ear_id_equal (&session, &page->id)
          && ear_id_parse (within, &voice))
        {
          recall_voice (page, &voice, text);
          return;
        }
    }
}

static void
drafts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarSessionPage) page = data;
  g_autoptr (GHashTable) drafts = ear_workbook_load_drafts_finish (EAR_WORKBOOK (source), result, NULL);
  const char *draft;

  if (page->line == NULL)
    return;
  draft = drafts == NULL ? NULL : g_hash_table_lookup (drafts, ear_draft_saver_get_place (page->draft));
  page->drafts_loaded = TRUE;
  if (draft != NULL)
    restore_draft (page, draft);
  else
    changed_cb (page);
  if (drafts != NULL)
    {
      restore_change (page, drafts);
      ear_session_page_paste_restore (page, drafts);
    }
}

void
ear_session_page_line_load_drafts (EarSessionPage *page)
{
  page->draft = new_saver (page, EAR_DRAFT_CAPTURE, NULL);
  ear_workbook_load_drafts_async (page->workbook, drafts_cb, g_object_ref (page));
}

void
ear_session_page_line_class_init (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, again_cb);
  gtk_widget_class_bind_template_callback (klass, submitted_cb);
  gtk_widget_class_bind_template_callback (klass, changed_cb);
  gtk_widget_class_bind_template_callback (klass, left_cb);
  gtk_widget_class_bind_template_callback (klass, recall_last_cb);
}

void
ear_session_page_line_init (EarSessionPage *page)
{
  page->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) pending_free);
}

void
ear_session_page_line_dispose (EarSessionPage *page)
{
  g_clear_object (&page->draft);
  g_clear_object (&page->edit_draft);
  g_clear_object (&page->paste_draft);
  g_clear_pointer (&page->changing, ear_record_free);
  g_clear_pointer (&page->changing_line, g_free);
  g_clear_pointer (&page->set_aside, g_free);
  g_clear_error (&page->failure);
}
