/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-sheet-work.h"

#include <glib/gi18n.h>

#include "ear-action-words.h"
#include "ear-choice.h"
#include "ear-feedback-sheet.h"
#include "ear-paper-work.h"
#include "ear-tree-chooser.h"
#include "ear-window.h"

static EarDocument *
make_sheet (EarStore *store, gpointer group, const char *organisation, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const EarSheetOptions options = { .group = group, .organisation = organisation };

  return ear_feedback_sheet (store, &options, error);
}

/* A name that any system can keep. */
static char *
file_name (const char *group)
{
  g_autofree char *plain = g_str_to_ascii (group, NULL);
  g_autofree char *lower = g_ascii_strdown (plain, -1);

  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789", '-');
  return g_strdup_printf ("you-said-we-did-%s.html", lower);
}

static void
chosen_cb (GtkWidget *page, EarChoice *choice, GObject *chooser)
{
  g_autofree char *name = file_name (ear_choice_get_label (choice));
  const EarPaper paper = { .make = make_sheet,
                           .data = g_memdup2 (ear_choice_get_id (choice), sizeof (EarId)),
                           .data_free = g_free,
                           .title = _ ("Save the feedback sheet"),
                           .name = name,
                           .wrote = _ ("Wrote “%s”. Read it once as those will who get it."),
                           .failed = _ ("The sheet was not written") };

  ear_paper_ask (page, g_object_get_data (chooser, "workbook"), &paper);
}

static void
groups_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  AdwDialog *chooser;

  if (rows == NULL || ear_window_of (page) == NULL)
    return;
  chooser = ear_tree_chooser_new (_ ("For whom is the sheet?"), rows, EAR_TREE_CHOOSER_ROWS);
  g_object_set_data_full (G_OBJECT (chooser), "workbook", g_object_ref (source), g_object_unref);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, page);
}

/**
 * ear_sheet_ask:
 * @page: a page of the window
 *
 * Asks for the group and the file, then writes one page in large print: no number of people stands on it, and only words that
 * may be quoted.
 */
void
ear_sheet_ask (GtkWidget *page, EarWorkbook *workbook)
{
  ear_workbook_run_async (workbook, FALSE, ear_action_words_load_tree, GINT_TO_POINTER (EAR_KIND_GROUP), NULL,
                          (GDestroyNotify) g_ptr_array_unref, NULL, groups_cb, g_object_ref (page));
}
