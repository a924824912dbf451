/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-paper-work.h"

#include <glib/gi18n.h>

#include "ear-window.h"

/* One on its way. */
typedef struct
{
  EarPaper paper;
  GtkWidget *page;
  EarWorkbook *workbook;
  char *wrote, *failed;
  char *path;
  EarReportFormat format;
} Work;

typedef struct
{
  char *path;
  char *warnings; /* what is not protected, a line each; the empty string where all is */
} Written;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->paper.data_free != NULL)
    work->paper.data_free (work->paper.data);
  g_object_unref (work->page);
  g_object_unref (work->workbook);
  g_free (work->wrote);
  g_free (work->failed);
  g_free (work->path);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static void
written_free (gpointer data)
{
  Written *written = data;

  g_free (written->path);
  g_free (written->warnings);
  g_free (written);
}

static gpointer
write_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *work = data;
  g_autofree char *organisation = ear_report_own_organisation (store);
  g_autoptr (EarDocument) document = work->paper.make (store, work->paper.data, organisation, cancellable, error);
  Written *written;

  if (document == NULL || !ear_report_write (document, work->format, work->path, error))
    return NULL;
  written = g_new0 (Written, 1);
  written->path = g_strdup (work->path);
  written->warnings = g_strjoinv ("\n", (char **) ear_document_get_warnings (document));
  return written;
}

static void
tell_warnings (EarWindow *window, const Written *written, const char *name)
{
  g_autofree char *title = g_strdup_printf (_ ("Wrote “%s”. Do not publish it yet"), name);
  g_autoptr (GError) error = g_error_new (EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN,
                                          _ ("These small numbers can be worked out from it:\n%s"), written->warnings);

  ear_window_show_error (window, title, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Work) work = data;
  g_autoptr (GError) error = NULL;
  Written *written = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  g_autofree char *name = written == NULL ? NULL : g_filename_display_basename (written->path);
  g_auto (GStrv) around = g_strsplit (work->wrote, "%s", 2);
  g_autofree char *said = name == NULL ? NULL : g_strjoinv (name, around);
  EarWindow *window = ear_window_of (work->page);

  if (window != NULL && written != NULL && *written->warnings != '\0')
    tell_warnings (window, written, name);
  else if (window != NULL && written != NULL)
    ear_window_toast (window, said);
  else if (window != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (window, work->failed, error);
  g_clear_pointer (&written, written_free);
}

static gboolean
read_format (Work *work, GError **error)
{
  if (!ear_report_format_from_path (work->path, &work->format, error))
    return FALSE;
  if (!ear_report_format_is_table (work->format))
    return TRUE;
  g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_FORMAT,
                       _ ("This is for reading and is no table. Nothing was written. Give it a name that ends in .html, .odt or .pdf."));
  return FALSE;
}

static void
placed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Work) work = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  EarWindow *window = ear_window_of (work->page);

  if (window == NULL || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  work->path = file == NULL ? NULL : g_file_get_path (file);
  if (work->path != NULL && read_format (work, error == NULL ? &error : NULL))
    {
      Work *going = g_steal_pointer (&work);

      ear_workbook_run_async (going->workbook, FALSE, write_job, going, NULL, written_free, NULL, written_cb, going);
      return;
    }
  ear_window_show_error (window, work->failed, error);
}

/**
 * ear_paper_ask:
 * @page: a page of the window
 * @paper: copied; what it holds is freed once it is done with
 *
 * Asks for the file, then writes it on the workbook's thread. What it is follows from the ending of its name.
 */
void
ear_paper_ask (GtkWidget *page, EarWorkbook *workbook, const EarPaper *paper)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Work *work = g_new0 (Work, 1);

  work->paper = *paper;
  work->page = g_object_ref (page);
  work->workbook = g_object_ref (workbook);
  work->wrote = g_strdup (paper->wrote);
  work->failed = g_strdup (paper->failed);
  gtk_file_dialog_set_title (dialog, paper->title);
  gtk_file_dialog_set_initial_name (dialog, paper->name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (ear_window_of (page)), NULL, placed_cb, work);
}
