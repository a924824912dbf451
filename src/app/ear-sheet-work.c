/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-sheet-work.h"

#include <glib/gi18n.h>

#include "ear-action-words.h"
#include "ear-choice.h"
#include "ear-feedback-sheet.h"
#include "ear-tree-chooser.h"
#include "ear-window.h"

/* One sheet on its way. */
typedef struct
{
  GtkWidget *page;
  EarWorkbook *workbook;
  EarId group;
  char *name; /* the group's */
  char *path;
  EarReportFormat format;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_object_unref (sheet->page);
  g_object_unref (sheet->workbook);
  g_free (sheet->name);
  g_free (sheet->path);
  g_free (sheet);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sheet, sheet_free)

/* Whose laptop it is, is whom to ask. That nobody said is no error. */
static char *
own_organisation (EarStore *store)
{
  g_autoptr (EarRecord) device = NULL, organisation = NULL;
  EarId id;

  if (!ear_store_get_device (store, &id, NULL))
    return NULL;
  device = ear_store_get (store, EAR_KIND_DEVICE, &id, NULL);
  if (device == NULL || !ear_record_get_id (device, EAR_DEVICE_ORGANISATION, &id))
    return NULL;
  organisation = ear_store_get (store, EAR_KIND_ORGANISATION, &id, NULL);
  return organisation == NULL ? NULL : g_strdup (ear_record_get (organisation, EAR_ORGANISATION_NAME));
}

static gpointer
sheet_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Sheet *sheet = data;
  g_autofree char *organisation = own_organisation (store);
  EarSheetOptions options = { .group = &sheet->group, .organisation = organisation };
  g_autoptr (EarDocument) document = ear_feedback_sheet (store, &options, error);

  if (document == NULL || !ear_report_write (document, sheet->format, sheet->path, error))
    return NULL;
  return g_strdup (sheet->path);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Sheet) sheet = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  g_autofree char *name = path == NULL ? NULL : g_filename_display_basename (path);
  g_autofree char *said = name == NULL ? NULL : g_strdup_printf (_ ("Wrote “%s”. Read it once as those will who get it."), name);
  EarWindow *window = ear_window_of (sheet->page);

  if (window == NULL)
    return;
  if (said != NULL)
    ear_window_toast (window, said);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (window, _ ("The sheet was not written"), error);
}

static void
placed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Sheet) sheet = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  EarWindow *window = ear_window_of (sheet->page);

  if (window == NULL || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  sheet->path = file == NULL ? NULL : g_file_get_path (file);
  if (sheet->path != NULL && ear_report_format_from_path (sheet->path, &sheet->format, error == NULL ? &error : NULL))
    {
      Sheet *work = g_steal_pointer (&sheet);

      ear_workbook_run_async (work->workbook, FALSE, sheet_job, work, NULL, g_free, NULL, written_cb, work);
      return;
    }
  ear_window_show_error (window, _ ("The sheet was not written"), error);
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
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = file_name (ear_choice_get_label (choice));
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->page = g_object_ref (page);
  sheet->workbook = g_object_ref (g_object_get_data (chooser, "workbook"));
  sheet->group = *ear_choice_get_id (choice);
  sheet->name = g_strdup (ear_choice_get_label (choice));
  gtk_file_dialog_set_title (dialog, _ ("Save the feedback sheet"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (ear_window_of (page)), NULL, placed_cb, sheet);
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
