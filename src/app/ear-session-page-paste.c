/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that is pasted into the line. While it is looked at it is a draft, each piece under the id of the voice it
 * becomes, and the draft goes only when the voices are in the workbook: after a kill at any moment each piece is in one
 * of the two, and none is added twice. */
#include "ear-session-page-private.h"

#include <glib/gi18n.h>

#include "ear-desk-work.h"
#include "ear-paste-dialog.h"
#include "ear-paste-work.h"
#include "ear-window.h"

static void present (EarSessionPage *page, EarPasteDialog *dialog);

static EarPasteDialog *
open_dialog (EarSessionPage *page)
{
  EarWindow *window = ear_window_of (GTK_WIDGET (page));
  AdwDialog *dialog = window == NULL ? NULL : adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  return dialog != NULL && EAR_IS_PASTE_DIALOG (dialog) ? EAR_PASTE_DIALOG (dialog) : NULL;
}

static void
forget_draft (EarSessionPage *page)
{
  if (page->paste_draft != NULL)
    ear_draft_saver_set_text (page->paste_draft, NULL);
}

static void
save_draft (EarPasteDialog *dialog, EarSessionPage *page)
{
  g_autofree char *draft = ear_paste_items_to_draft (ear_paste_dialog_get_items (dialog));

  if (page->paste_draft != NULL)
    ear_draft_saver_set_text (page->paste_draft, draft);
}

/* The banner above the conversation is behind the dialog. */
static void
problem_cb (EarSessionPage *page)
{
  EarPasteDialog *dialog = page->line == NULL ? NULL : open_dialog (page);
  const GError *problem = page->paste_draft == NULL ? NULL : ear_draft_saver_get_problem (page->paste_draft);

  if (dialog != NULL)
    ear_paste_dialog_set_problem (dialog, problem == NULL ? NULL : problem->message);
  if (page->line != NULL)
    ear_session_page_line_update_problem (page);
}

typedef struct
{
  EarSessionPage *page;
  char *draft; /* of what was given up */
} Undo;

static void
undo_free (Undo *undo)
{
  g_object_unref (undo->page);
  g_free (undo->draft);
  g_free (undo);
}

static Undo *
undo_new (EarSessionPage *page)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->page = g_object_ref (page);
  return undo;
}

static void
undo_given_up_cb (EarWindow *window G_GNUC_UNUSED, gpointer data)
{
  Undo *undo = data;
  EarSessionPage *page = undo->page;

  if (page->line == NULL || page->paste_draft == NULL || open_dialog (page) != NULL)
    return;
  ear_draft_saver_set_text (page->paste_draft, undo->draft);
  present (page, ear_paste_dialog_new_from_draft (undo->draft, page->catalogue == NULL ? NULL : page->catalogue->themes));
}

static void
given_up_cb (EarPasteDialog *dialog, EarSessionPage *page)
{
  EarWindow *window = ear_window_of (GTK_WIDGET (page));
  Undo *undo = undo_new (page);

  undo->draft = ear_paste_items_to_draft (ear_paste_dialog_get_items (dialog));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  forget_draft (page);
  ear_window_toast_undo (window, _ ("Nothing was added"), G_CALLBACK (undo_given_up_cb), undo, (GDestroyNotify) undo_free);
  ear_capture_line_focus (page->line);
}

static void
one_cb (EarPasteDialog *dialog, EarSessionPage *page)
{
  GListModel *items = ear_paste_dialog_get_items (dialog);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (EarPasteItem) item = g_list_model_get_item (items, i);

      if (ear_paste_item_get_wanted (item))
        g_string_append_printf (line, "%s%s", line->len > 0 ? "\n" : "", ear_paste_item_get_line (item));
    }
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ear_capture_line_focus (page->line);
  /* It is the line's draft before it is no longer the page's. */
  ear_capture_line_insert (page->line, line->str);
  forget_draft (page);
}

typedef struct
{
  EarSessionPage *page;
  EarPasteDialog *dialog;
  GArray *ids;
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->page);
  g_object_unref (adding->dialog);
  g_array_unref (adding->ids);
  g_free (adding);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adding, adding_free)

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Adding) adding = data;
  g_autoptr (GError) error = NULL;
  EarSessionPage *page = adding->page;
  EarWindow *window = page->line == NULL ? NULL : ear_window_of (GTK_WIDGET (page));
  g_autofree char *text = NULL;
  g_autoptr (EarTakeBack) change = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);

  if (window == NULL)
    return;
  if (error != NULL)
    {
      ear_paste_dialog_set_busy (adding->dialog, FALSE);
      ear_paste_dialog_set_problem (adding->dialog, error->message);
      return;
    }
  forget_draft (page);
  adw_dialog_force_close (ADW_DIALOG (adding->dialog));
  page->scroll_to = g_array_index (adding->ids, EarId, adding->ids->len - 1);
  text = g_strdup_printf (g_dngettext (NULL, "%u voice added", "%u voices added", adding->ids->len), adding->ids->len);
  ear_deed_remember (window, g_steal_pointer (&change), text, 0);
  ear_capture_line_focus (page->line);
}

static void
accepted_cb (EarPasteDialog *dialog, EarSessionPage *page)
{
  GListModel *items = ear_paste_dialog_get_items (dialog);
  g_autoptr (EarPasteWork) work = ear_paste_work_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  Adding *adding;

  if (page->view == NULL || page->catalogue == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (EarPasteItem) item = g_list_model_get_item (items, i);
      EarVoiceWork *voice = NULL;

      if (ear_paste_item_get_wanted (item))
        voice = ear_voice_work_new (page->view->session, ear_paste_item_get_id (item), ear_paste_item_get_line (item),
                                    page->catalogue->themes);
      if (voice == NULL || !ear_capture_has_words (&voice->capture))
        {
          ear_voice_work_free (voice);
          continue;
        }
      /* At an Assembly a sheet of notes is about what is spoken about. */
      voice->item = ear_session_page_agenda_item (page);
      g_ptr_array_add (work->voices, voice);
      g_array_append_val (ids, *ear_paste_item_get_id (item));
    }
  if (ids->len == 0)
    {
      ear_paste_dialog_set_problem (dialog, _ ("None of the pieces has words yet. Nothing was added."));
      return;
    }
  ear_paste_dialog_set_busy (dialog, TRUE);
  adding = g_new0 (Adding, 1);
  *adding = (Adding) { g_object_ref (page), g_object_ref (dialog), g_steal_pointer (&ids) };
  ear_workbook_run_async (page->workbook, TRUE, ear_paste_work_job, g_steal_pointer (&work), (GDestroyNotify) ear_paste_work_free,
                          (GDestroyNotify) ear_take_back_free, NULL, added_cb, adding);
}

static void
present (EarSessionPage *page, EarPasteDialog *dialog)
{
  g_signal_connect_object (dialog, "changed", G_CALLBACK (save_draft), page, 0);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), page, 0);
  g_signal_connect_object (dialog, "one", G_CALLBACK (one_cb), page, 0);
  g_signal_connect_object (dialog, "given-up", G_CALLBACK (given_up_cb), page, 0);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (page));
}

static void
make_draft (EarSessionPage *page)
{
  g_autofree char *place = ear_draft_place (EAR_DRAFT_PASTE, &page->id, NULL);

  if (page->paste_draft != NULL)
    return;
  page->paste_draft = ear_draft_saver_new (page->workbook, place);
  g_signal_connect_object (page->paste_draft, "problem-changed", G_CALLBACK (problem_cb), page, G_CONNECT_SWAPPED);
}

static void
pasted_cb (EarSessionPage *page, const char *text)
{
  EarPasteDialog *dialog;

  if (open_dialog (page) != NULL)
    return;
  make_draft (page);
  dialog = ear_paste_dialog_new (text, page->catalogue == NULL ? NULL : page->catalogue->themes);
  present (page, dialog);
  save_draft (dialog, page);
}

/**
 * ear_session_page_paste_restore:
 * @drafts: place → text
 *
 * Opens the page that was being looked at when the program ended.
 */
void
ear_session_page_paste_restore (EarSessionPage *page, GHashTable *drafts)
{
  g_autofree char *place = ear_draft_place (EAR_DRAFT_PASTE, &page->id, NULL);
  const char *draft = g_hash_table_lookup (drafts, place);

  if (draft == NULL || open_dialog (page) != NULL)
    return;
  make_draft (page);
  present (page, ear_paste_dialog_new_from_draft (draft, page->catalogue == NULL ? NULL : page->catalogue->themes));
}

void
ear_session_page_paste_class_init (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, pasted_cb);
}
