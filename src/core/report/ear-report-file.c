/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as a file: which kind its name says, and written whole or not at all. */
#include "ear-csv-folder.h"

#include <glib/gi18n-lib.h>

/* The report may be copied on; until it is, only its writer can read it. */
#define REPORT_MODE 0600

static const struct
{
  const char *ending;
  EarReportFormat format;
  gboolean is_usual; /* the one that is proposed */
} endings[] = {
  { ".html", EAR_REPORT_HTML, TRUE },
  { ".htm", EAR_REPORT_HTML, FALSE },
  { ".odt", EAR_REPORT_ODT, TRUE },
  { ".csv", EAR_REPORT_CSV, TRUE },
  { ".pdf", EAR_REPORT_PDF, TRUE },
  { ".xml", EAR_REPORT_XML, TRUE },
  { "-csv", EAR_REPORT_CSV_FOLDER, TRUE },
  { "-csv/", EAR_REPORT_CSV_FOLDER, FALSE },
};

/**
 * ear_report_format_from_path:
 *
 * Returns: whether the file's name ends in something that can be written. Any thread.
 */
gboolean
ear_report_format_from_path (const char *path, EarReportFormat *format, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *name = g_filename_display_basename (path);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (lower, endings[i].ending))
        {
          *format = endings[i].format;
          return TRUE;
        }
    }
  g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_FORMAT,
               _ ("The end of the name “%s” does not say what kind of file the report is to be. Nothing was written. "
                  "Give it a name that ends in .html, .pdf, .odt, .xml or .csv, or in -csv for a folder of tables."),
               name);
  return FALSE;
}

/**
 * ear_report_path_with_format:
 *
 * Returns: (transfer full): the path with the ending of a format in the place of the one it has, if that is one of a report's. Any thread.
 */
char *
ear_report_path_with_format (const char *path, EarReportFormat format)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  gsize length = strlen (path);
  const char *ending = endings[0].ending;

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (lower, endings[i].ending))
        length = MIN (length, strlen (path) - strlen (endings[i].ending));
      if (endings[i].format == format && endings[i].is_usual)
        ending = endings[i].ending;
    }
  return g_strdup_printf ("%.*s%s", (int) length, path, ending);
}

/**
 * ear_report_format_is_table:
 *
 * Returns: whether a file of that kind holds figures alone.
 */
gboolean
ear_report_format_is_table (EarReportFormat format)
{
  return format == EAR_REPORT_CSV || format == EAR_REPORT_CSV_FOLDER;
}

static GBytes *
render (const EarDocument *document, EarReportFormat format, GError **error)
{
  switch (format)
    {
    case EAR_REPORT_ODT:
      return ear_odt_write (document, error);
    case EAR_REPORT_CSV:
      return ear_csv_write (document, error);
    case EAR_REPORT_PDF:
      return ear_pdf_write (document, error);
    case EAR_REPORT_XML:
      return ear_xml_write (document);
    case EAR_REPORT_CSV_FOLDER:
    case EAR_REPORT_HTML:
    default:
      return ear_html_write (document, error);
    }
}

/**
 * ear_report_set_not_written:
 * @cause: what the system says
 *
 * Says that a report was not written, and that nothing was lost. Any thread.
 */
void
ear_report_set_not_written (GError **error, const char *cause)
{
  g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN,
               _ ("The report was not written: %s. What was there before is as it was. Choose another folder, or make room "
                  "on the disk, and try again."),
               cause);
}

/**
 * ear_report_write:
 *
 * The whole file is made in memory, written beside @path under another name, brought to the disk and only then given
 * its name: whatever fails, @path holds what it held before. Any thread.
 */
gboolean
ear_report_write (EarDocument *document, EarReportFormat format, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) cause = NULL;
  gconstpointer contents;
  gsize size;

  if (format == EAR_REPORT_CSV_FOLDER)
    {
      g_autoptr (GPtrArray) files = ear_csv_folder_write (document, error);

      return files != NULL && ear_report_folder_save (files, path, error);
    }
  bytes = render (document, format, error);
  if (bytes == NULL)
    return FALSE;
  contents = g_bytes_get_data (bytes, &size);
  if (g_file_set_contents_full (path, contents, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                REPORT_MODE, &cause))
    return TRUE;
  ear_report_set_not_written (error, cause->message);
  return FALSE;
}
