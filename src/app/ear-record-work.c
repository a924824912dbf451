/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-record-work.h"

#include <glib/gi18n.h>

#include "ear-assembly-record.h"
#include "ear-window.h"

/* One record on its way. */
typedef struct
{
  GtkWidget *page;
  EarWorkbook *workbook;
  EarId session;
  char *path;
  EarReportFormat format;
} Record;

static void
record_free (gpointer data)
{
  Record *record = data;

  g_object_unref (record->page);
  g_object_unref (record->workbook);
  g_free (record->path);
  g_free (record);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Record, record_free)

static gpointer
record_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Record *record = data;
  EarPreset preset = { 0 };
  EarAssemblyRecordOptions options = { .session = &record->session, .protect = &preset, .cancellable = cancellable };
  g_autoptr (EarDocument) document = NULL;

  if (!ear_preset_parse ("nhs", &preset, error))
    return NULL;
  document = ear_assembly_record (store, &options, error);
  if (document == NULL || !ear_report_write (document, record->format, record->path, error))
    return NULL;
  return g_strdup (record->path);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Record) record = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  g_autofree char *name = path == NULL ? NULL : g_filename_display_basename (path);
  g_autofree char *said = name == NULL ? NULL : g_strdup_printf (_ ("Wrote “%s”. Read it once before you hand it out."), name);
  EarWindow *window = ear_window_of (record->page);

  if (window == NULL)
    return;
  if (said != NULL)
    ear_window_toast (window, said);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (window, _ ("The record was not written"), error);
}

/* The record of a meeting is for reading: what it holds is no table. */
static gboolean
read_format (Record *record, GError **error)
{
  if (!ear_report_format_from_path (record->path, &record->format, error))
    return FALSE;
  if (!ear_report_format_is_table (record->format))
    return TRUE;
  g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_FORMAT,
                       _ ("The record of a meeting is no table. Nothing was written. Give it a name that ends in .html, .odt or .pdf."));
  return FALSE;
}

static void
placed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Record) record = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  EarWindow *window = ear_window_of (record->page);

  if (window == NULL || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    return;
  record->path = file == NULL ? NULL : g_file_get_path (file);
  if (record->path != NULL && read_format (record, error == NULL ? &error : NULL))
    {
      Record *work = g_steal_pointer (&record);

      ear_workbook_run_async (work->workbook, FALSE, record_job, work, NULL, g_free, NULL, written_cb, work);
      return;
    }
  ear_window_show_error (window, _ ("The record was not written"), error);
}

/**
 * ear_record_ask:
 * @page: a page of the window
 * @session: the Assembly
 */
void
ear_record_ask (GtkWidget *page, EarWorkbook *workbook, const EarId *session)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Record *record = g_new0 (Record, 1);

  record->page = g_object_ref (page);
  record->workbook = g_object_ref (workbook);
  record->session = *session;
  gtk_file_dialog_set_title (dialog, _ ("Save the record of the meeting"));
  gtk_file_dialog_set_initial_name (dialog, "record-of-the-assembly.odt");
  gtk_file_dialog_save (dialog, GTK_WINDOW (ear_window_of (page)), NULL, placed_cb, record);
}
